import { describe, expect, it } from "vitest";
import { attributeClasses, errorClasses, type RecurringError } from "../../src/domain/error-tables.ts";
import { describeChance, describePlaceCharts } from "../../src/report/view/error-chance.ts";
import { describeFacts, describeWeeks, type FactContext } from "../../src/report/view/error-facts.ts";
import { nameError, type SentenceContext, wordError } from "../../src/report/view/error-sentence.ts";
import { classWords } from "../../src/report/view/error-words.ts";
import { nameMonth } from "../../src/report/view/name-month.ts";
import { plainText } from "../../src/report/view/sentence.ts";
import { makeRecurring } from "./error-fixtures.ts";

const ranks: Readonly<Record<string, number>> = { 99212: 2, 99213: 3, 99214: 4, 99215: 5 };
const context: SentenceContext = {
  rankOf: (_system, code) => ranks[code] ?? null,
  pageOf: (_system, code) => (code === "I50.9" ? "codes.html#I50.9" : null),
};

type Draft = Parameters<typeof makeRecurring>[0];

function say(draft: Draft): string {
  return plainText(wordError(makeRecurring(draft), context));
}

const cases: readonly (readonly [Draft, string])[] = [
  [
    { class: "invalid_code", from: "Z59.10", to: "Z59.1" },
    "Gives Z59.1, which is not a valid code on the day, where the coder recorded Z59.10.",
  ],
  [{ class: "invalid_code", to: "M60-M79" }, "Gives M60-M79, which is not a valid code on the day."],
  [
    { class: "invalid_code", from: "M60-M79" },
    "Leaves out M60-M79, which is itself not a valid code on the day.",
  ],
  [
    { class: "em_level_higher", system: "CPT", from: "99213", to: "99214" },
    "Gives a visit one level higher than the coder: 99214 for 99213.",
  ],
  [
    { class: "em_level_lower", system: "CPT", from: "99215", to: "99212" },
    "Gives a visit three levels lower than the coder: 99212 for 99215.",
  ],
  [
    { class: "em_level_higher", system: "CPT", from: "99281", to: "99285" },
    "Gives a visit a level higher than the coder: 99285 for 99281.",
  ],
  [
    { class: "em_family", system: "CPT", from: "99203", to: "99213" },
    "Takes the visit from another family: 99213 where the coder recorded 99203.",
  ],
  [
    { class: "laterality", from: "M17.11", to: "M17.12" },
    "Gets the side wrong: it codes M17.12 where the coder recorded M17.11.",
  ],
  [
    { class: "seventh_character", from: "S82.51XA", to: "S82.51XD" },
    "Gives another seventh character: S82.51XD where the coder recorded S82.51XA.",
  ],
  [
    { class: "specificity_lost", from: "I50.23", to: "I50.9", to_title: "Heart failure, unspecified" },
    "Codes I50.9 (Heart failure, unspecified) where the coder recorded the more specific I50.23.",
  ],
  [
    { class: "specificity_gained", from: "I50.9", to: "I50.23" },
    "Codes the more specific I50.23 where the coder recorded I50.9.",
  ],
  [
    { class: "history_active", from: "C50.911", to: "Z85.3" },
    "Codes a history, Z85.3, where the coder recorded the active condition C50.911.",
  ],
  [
    { class: "history_active", from: "Z85.3", to: "C50.911" },
    "Codes the active condition C50.911 where the coder recorded a history, Z85.3.",
  ],
  [
    { class: "symptom", from: "J18.9", to: "R05.9" },
    "Codes the symptom R05.9 where the coder recorded the diagnosis J18.9.",
  ],
  [
    { class: "symptom", from: "R05.9", to: "J18.9" },
    "Codes the diagnosis J18.9 where the coder recorded the symptom R05.9.",
  ],
  [{ class: "symptom", to: "R05.9" }, "Adds the symptom R05.9 on charts that have a definite diagnosis."],
  [
    { class: "symptom", from: "R05.9" },
    "Leaves out the symptom R05.9 on charts that have a definite diagnosis.",
  ],
  [
    {
      class: "pcs_axis",
      system: "ICD-10-PCS",
      from: "0DTJ0ZZ",
      to: "0DTJ4ZX",
      detail: "approach, qualifier",
    },
    "Gives another approach and qualifier: 0DTJ4ZX where the coder recorded 0DTJ0ZZ.",
  ],
  [
    { class: "sibling", from: "E11.22", to: "E11.21" },
    "Codes E11.21 where the coder recorded, in the same category, E11.22.",
  ],
  [
    { class: "same_chapter", from: "I25.10", to: "I48.91" },
    "Codes I48.91 where the coder recorded, in the same chapter, I25.10.",
  ],
  [{ class: "missed", from: "E66.9" }, "Leaves out E66.9, which the coder recorded."],
  [
    { class: "missed", from: "Z37.0", detail: "no answer in 23 of 24" },
    "Leaves out Z37.0, which the coder recorded; on 23 of the 24 charts the engine gave no coded answer.",
  ],
  [
    { class: "missed", from: "Z37.0", detail: "no answer in 24 of 24" },
    "No coded answer on these charts: Z37.0, which the coder recorded, is left out.",
  ],
  [{ class: "added", to: "Z79.899" }, "Adds Z79.899, which the coder did not record."],
  [
    { class: "wrong_principal", from: "A41.9", to: "J18.9" },
    "Does not list A41.9 first, as the coder does; most often it lists J18.9 first.",
  ],
  [
    { class: "wrong_principal", from: "A41.9", to: "J18.9", detail: "J18.9 in 42 of 44" },
    "Does not list A41.9 first, as the coder does; in 42 of 44 it lists J18.9 first.",
  ],
  [
    { class: "wrong_principal", from: "A41.9" },
    "Does not list A41.9 first, as the coder does, with no one diagnosis in its place.",
  ],
  [
    { class: "poa", from: "L89.153", detail: "N→Y" },
    "Marks L89.153 Y (present on admission) where the coder has N (not present on admission).",
  ],
  [
    { class: "poa", from: "L89.153", detail: "Y→blank" },
    "Marks L89.153 no indicator where the coder has Y (present on admission).",
  ],
  [
    { class: "poa_on_exempt", from: "Z79.4", detail: "Y" },
    "Marks Z79.4 Y (present on admission), from which the code is exempt.",
  ],
  [
    { class: "modifier", system: "CPT", from: "99214", detail: "+59 −25" },
    "Gives 99214 without modifier 25 and with modifier 59, unlike the coder.",
  ],
  [
    { class: "modifier", system: "CPT", from: "99214", detail: "on other lines" },
    "Gives 99214 its modifiers on other lines than the coder.",
  ],
  [
    { class: "units", system: "CPT", from: "97110", detail: "2→1" },
    "Gives 97110 with 1 unit where the coder has 2.",
  ],
];

describe("a recurring error in words", () => {
  it.each(cases)("%o reads: %s", (draft, sentence) => {
    expect(say(draft)).toBe(sentence);
  });

  it("has words for every class, each tried here", () => {
    const tried = new Set(cases.map(([draft]) => draft.class));
    const all = [...errorClasses, ...attributeClasses];
    expect([...tried].sort()).toEqual([...all].sort());
    expect(Object.keys(classWords).sort()).toEqual([...all].sort());
  });

  it("never prints a description of a CPT code, whatever the results carry", () => {
    const draft = { system: "CPT", from: "99213", to: "99214", from_title: "a", to_title: "b" } as const;
    expect(say({ class: "em_level_higher", ...draft })).toBe(
      "Gives a visit one level higher than the coder: 99214 for 99213.",
    );
  });

  it("leads from a code to its page where it has one", () => {
    const sentence = wordError(makeRecurring({ class: "sibling", from: "I50.1", to: "I50.9" }), context);
    const codes = sentence.filter(({ isCode }) => isCode).map(({ text, href }) => [text, href]);
    expect(codes).toEqual([
      ["I50.9", "codes.html#I50.9"],
      ["I50.1", null],
    ]);
  });
});

const plain = (text: string | null) => text?.replaceAll("\u00a0", " ") ?? null;

const facts: FactContext = {
  differingOf: (system) => (system === "ICD-10-CM" ? 1115 : null),
  chartsOf: (_system, code, side) => (code === "R50.9" && side === "over" ? 61 : null),
  pageOf: () => "codes.html#R50.9",
};

function tell(draft: Partial<RecurringError>): string | null {
  return plain(describeFacts(makeRecurring({ class: "missed", from: "E66.9", ...draft }), facts));
}

const cardiology = {
  column: "specialty",
  value: "cardiology",
  encounters: 29,
  opportunities: 60,
  lift: 3.14,
  p: 0.001,
  q: 0.002,
};

describe("the facts of a recurring error", () => {
  it("are how often, how much of all errors, where and when", () => {
    expect(tell({ concentrations: [cardiology] })).toBe(
      "41 charts, 101 of 1,115 differing ICD-10-CM codes (9.0 %), mostly specialty cardiology (3.1 times as often as elsewhere), from March 2026 to June 2026, in 12 of the 14 weeks in which the code came up.",
    );
  });

  it("say more often for less than half of the charts, and only where there are none elsewhere", () => {
    expect(tell({ concentrations: [{ ...cardiology, encounters: 20 }] })).toContain(
      "more often in specialty cardiology (3.1 times",
    );
    expect(tell({ concentrations: [{ ...cardiology, lift: null }] })).toContain("only specialty cardiology,");
    expect(tell({ concentrations: [{ ...cardiology, value: null }] })).toContain(
      "mostly charts with no specialty",
    );
  });

  it("name the month of a week's Thursday, at both ends of a year", () => {
    expect(["2026-W01", "2026-W53", "2025-W40", "2020-W53", "2021-W01"].map(nameMonth)).toEqual([
      "January 2026",
      "December 2026",
      "October 2025",
      "December 2020",
      "January 2021",
    ]);
    expect(nameMonth("spring")).toBe("spring");
  });

  it("count a pair as two differing codes, and say the share alone where the run has no count", () => {
    expect(tell({ class: "sibling", to: "E66.3", encounters: 25, share: 50 / 1115 })).toContain(
      "25 charts, 50 of 1,115 differing ICD-10-CM codes (4.5 %)",
    );
    expect(tell({ system: "CPT", share: 0.2 })).toContain(", 20 % of differing CPT codes,");
  });

  it("say on how many charts a code stands alone whatever the kind, where that is more", () => {
    const whole = "With its other kinds of error, 61 charts in all: see its page.";
    const fever = { class: "symptom", from: null, to: "R50.9" } as const;
    expect(tell({ ...fever, encounters: 39 })).toContain(`came up. ${whole}`);
    expect(tell({ ...fever, encounters: 61 })).not.toContain("in all");
    expect(tell({ ...fever, class: "sibling", from: "R50.2" })).not.toContain("in all");
  });

  it("hold an attribute's share against the matched codes", () => {
    expect(tell({ class: "poa", share: 0.0004 })).toContain(
      "under 0.1 % of all ICD-10-CM errors of this kind",
    );
  });

  it("name every week, one week, and none where dates are not real", () => {
    const weeks = (draft: Partial<RecurringError>) =>
      plain(describeWeeks(makeRecurring({ class: "missed", ...draft })));
    expect(weeks({ weeks: 14 })).toBe(
      "from March 2026 to June 2026, in every one of the 14 weeks in which the code came up",
    );
    expect(weeks({ weeks: 1, weeks_of: 1, last_week: "2026-W10" })).toBe("in March 2026");
    expect(weeks({ weeks: 1, last_week: "2026-W10" })).toBe(
      "in March 2026, in 1 of the 14 weeks in which the code came up",
    );
    expect(weeks({ weeks: null, weeks_of: null })).toBeNull();
  });

  it("tell money by the fee schedule from the weight of whole charts", () => {
    expect(tell({ dollars: 1296.4 })).toContain(", +$1,296 by the fee schedule");
    expect(tell({ dollars: -74_120, weight: -11.3021 })).toContain(
      ", −$74,120, DRG weight −11.3021 over those charts as a whole",
    );
    expect(tell({ weight: 0.5 })).toContain(", DRG weight +0.5000 over");
  });
});

function explain(draft: Draft): string | null {
  return plain(describeChance(makeRecurring({ opportunities: 116, encounters: 62, ...draft }), "patient"));
}

describe("the chance of a recurring error", () => {
  it.each([
    [{ class: "missed", from: "Z79.4" }, "The coder recorded Z79.4 on 116 charts; on 62 the engine did not."],
    [{ class: "added", to: "E87.6" }, "The engine gave E87.6 on 116 charts; on 62 the coder had not."],
    [
      { class: "symptom", to: "R50.9" },
      "The engine gave R50.9 on 116 charts; on 62 the coder had not, beside a definite diagnosis.",
    ],
    [{ class: "invalid_code", to: "Z59.1" }, "The engine gave Z59.1 on 116 charts; on 62 it was not valid."],
    [
      { class: "wrong_principal", from: "A41.9", to: "J18.9" },
      "Both list a diagnosis first, and the coder lists A41.9, on 116 charts; on 62 the engine does not.",
    ],
    [
      { class: "poa", from: "L89.153" },
      "Both gave L89.153, and it could happen, on 116 charts; on 62 it did.",
    ],
  ] as const)("%o is told over the charts of its own side", (draft, sentence) => {
    expect(explain(draft)).toBe(`${sentence} About 9.3 would be expected by chance; q < 0.001.`);
  });

  it("of a pair is told over patients", () => {
    expect(explain({ class: "sibling", from: "I50.1", to: "I50.9", q: 0.002 })).toBe(
      "The coder recorded I50.1 on 116 charts; on 62 the engine gave I50.9 instead. Chance alone would bring the two codes together for about 9.3 patients; q = 0.002.",
    );
  });

  it("in a group is held against the charts without the code for what the engine adds, with it for the rest", () => {
    const place = { ...cardiology, encounters: 39, opportunities: 435 };
    const say = (draft: Draft) => plain(describePlaceCharts(makeRecurring(draft), place));
    expect(say({ class: "added", to: "E87.6" })).toBe(
      "39 of the 435 charts on which the coder did not give E87.6",
    );
    expect(say({ class: "missed", from: "Z79.4" })).toBe(
      "39 of the 435 charts on which the coder recorded Z79.4",
    );
    expect(say({ class: "poa", from: "Z79.4" })).toBe(
      "39 of the 435 charts on which both gave it and it could happen",
    );
  });
});

describe("a recurring error in a few words", () => {
  it("has no titles, no full stop and no clause that says the same again", () => {
    const name = (draft: Draft) => nameError(makeRecurring(draft), context);
    expect(name({ class: "missed", from: "Z79.4", from_title: "Long term (current) use of insulin" })).toBe(
      "leaves out Z79.4",
    );
    expect(name({ class: "added", to: "E87.6" })).toBe("adds E87.6");
    expect(name({ class: "sibling", from: "I50.1", to: "I50.9" })).toBe(
      "codes I50.9 where the coder recorded, in the same category, I50.1",
    );
  });
});
