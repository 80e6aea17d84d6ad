import { describe, expect, it } from "vitest";
import type { Results } from "../../src/domain/results.ts";
import type { ChartRequest } from "../../src/report/charts/drawing.ts";
import { buildCodePagesView } from "../../src/report/view/code-pages-view.ts";
import { buildDrgView } from "../../src/report/view/drg-view.ts";
import { buildEmView } from "../../src/report/view/em-view.ts";
import { buildErrorClassesView } from "../../src/report/view/error-classes-view.ts";
import { buildErrorSetsView } from "../../src/report/view/error-sets-view.ts";
import { buildGapsView } from "../../src/report/view/gaps-view.ts";
import { buildHccView } from "../../src/report/view/hcc-view.ts";
import { buildLevelsView } from "../../src/report/view/levels-view.ts";
import { buildRecurringView, nameMostFrequent } from "../../src/report/view/recurring-view.ts";
import { buildUnjudgedView } from "../../src/report/view/unjudged-view.ts";
import { makeErrorTables, noErrorTables } from "./error-fixtures.ts";
import { makeResults } from "./fixtures.ts";

const results = makeResults();
const plain = (text: string | null | undefined) => text?.replaceAll("\u00a0", " ");

function withTables(tables: Partial<Results["tables"]>, run: Partial<Results["run"]> = {}): Results {
  return { ...results, run: { ...results.run, ...run }, tables: { ...results.tables, ...tables } };
}

const nothing = withTables(noErrorTables, { code_tables: [] });

describe("errors that come back", () => {
  it("are ten at once, fifteen more on demand, the rest in the CSV", () => {
    const view = buildRecurringView(withTables({ recurring_errors: makeErrorTables(500).recurring_errors }));
    expect([view.first.length, view.further.length]).toEqual([10, 15]);
    expect(view.rest).toBe("All 500 recurring errors stand in tables/recurring_errors.csv.");
  });

  it("carry chance, places and charts for whoever wants to look", () => {
    const [first] = buildRecurringView(results).first;
    expect(plain(first?.chance)).toBe(
      "The coder recorded I50.23 on 120 charts; on 41 the engine gave I50.9 instead. Chance alone would bring the two codes together for about 9.3 patients; q < 0.001.",
    );
    expect(first?.places[0]).toEqual({
      group: "specialty cardiology",
      charts: "29 of the 87\u00a0charts on which the coder recorded I50.23",
      lift: "3.1 times as often as elsewhere",
      q: "q\u00a0<\u00a00.001",
    });
    expect(first?.examples.split(", ")).toHaveLength(20);
    expect(first?.summary).toBe("Figures, and 20 of the charts");
  });

  it("are tagged by their kind, never as a proved bias", () => {
    const { first } = buildRecurringView(results);
    expect(first.slice(0, 5).map(({ lean }) => lean)).toEqual([
      "less specific",
      "higher",
      "missing",
      "extra",
      null,
    ]);
  });

  it("are told in the lede as what keeps coming back, with what a differing code is", () => {
    const { lede } = buildRecurringView(results);
    expect(plain(lede)).toMatch(
      /^40 errors keep coming back: the same codes, got wrong the same way, on 5 charts or more, and more often than chance explains \(at most about 1 in 20 of them by chance\)\./,
    );
    expect(lede).toContain("held or failed on counts all its codes as left out");
    expect(lede).toContain("A differing code is one that one side alone gave");
  });

  it("print five charts each of the first ten, and none of the others", () => {
    const view = buildRecurringView(results);
    expect(view.first.map(({ printed }) => printed?.split(", ").length)).toEqual(Array(10).fill(5));
    expect(view.further.every(({ printed }) => printed === null)).toBe(true);
  });

  it("have the most frequent named in a few words, or none", () => {
    expect(plain(nameMostFrequent(results))).toBe(
      "Most frequent error: codes I50.9 where the coder recorded the more specific I50.23 (41 charts)",
    );
    expect(nameMostFrequent(nothing)).toBeNull();
  });

  it("say that there are none in one line", () => {
    expect(plain(buildRecurringView(nothing).lede)).toBe(
      "No error comes back beyond chance: none with at least 5 charts has q ≤ 0.05.",
    );
  });
});

describe("errors by kind", () => {
  it("are one chart a system, the most frequent kind first, over against missed", async () => {
    const requests: ChartRequest[] = [];
    const draw = async (request: ChartRequest) => {
      requests.push(request);
      return null;
    };
    const view = await buildErrorClassesView(results, draw);
    expect(view.lists.map(({ system }) => system)).toEqual(["ICD-10-CM", "ICD-10-PCS", "CPT"]);
    expect(requests[0]?.rows[0]).toEqual({
      label: { wide: "left out", narrow: "left out" },
      over: 0,
      missed: 412,
    });
    expect(view.lists[1]?.lines[0]).toMatchObject({ count: "82", share: "87.2\u00a0%" });
    expect(view.attributes.map(({ name }) => name)).toEqual([
      "modifiers differ",
      "present on admission differs",
    ]);
    expect(view.axes[0]).toEqual({ section: "0", axis: "approach", character: "5", pairs: "31" });
  });
});

describe("errors that come together", () => {
  it("are told by their sentences; one whose sentence was cut is left to the CSV", () => {
    const view = buildErrorSetsView(results);
    expect(view.lines).toHaveLength(1);
    expect(view.lines[0]).toMatchObject({ charts: "14 (3.2 expected)", lift: "4.4×", q: "0.002" });
    const cut = buildErrorSetsView(withTables({ recurring_errors: [] }));
    expect(cut.lines).toEqual([]);
    expect(cut.rest).toContain("tables/error_sets.csv");
  });
});

describe("gaps between groups", () => {
  const view = buildGapsView(results);

  it("show what is proved alone, each group once, the widest gap first and crossings apart", () => {
    expect(view.lists.map(({ lines }) => lines.map(({ group }) => group))).toEqual([
      ["not recorded", "inpatient", "family_medicine"],
      ["inpatient × Medicaid"],
    ]);
  });

  it("name the further gaps of a group beneath its widest", () => {
    const inpatient = view.lists[0]?.lines[1];
    expect(plain(inpatient?.difference)).toBe("−9.0 points");
    expect(inpatient?.system).toBe("ICD-10-CM");
    expect(plain(inpatient?.also)).toBe("Also: F1 of codes −7.9 points; recall of codes −6.0 points.");
    expect(inpatient?.finding).toBe("worse");
  });

  it("call better what is better, and neither where a figure has no good side", () => {
    expect(view.lists[0]?.lines.map(({ finding }) => finding)).toEqual(["more", "worse", "better"]);
  });

  it("fold what mirrors, repeats or does not go beyond another group", () => {
    const [base] = results.tables.slices;
    if (base === undefined) throw new Error("the fixture has no gap");
    const rows = [
      base,
      {
        ...base,
        value: "elsewhere",
        encounters: 9,
        value_of_slice: 0.885,
        value_of_rest: 0.806,
        difference: 0.079,
      },
      { ...base, column: "ward", value: "beds" },
      {
        ...base,
        column: "setting × payer",
        value: "inpatient × Medicare",
        encounters: 90,
        value_of_slice: 0.8,
      },
      {
        ...base,
        column: "setting × payer",
        value: "inpatient × Medicaid",
        encounters: 40,
        value_of_slice: 0.7,
        difference: -0.18,
        lower: -0.25,
        upper: -0.11,
      },
    ];
    const { lists } = buildGapsView(withTables({ slices: rows }));
    expect(lists.map(({ lines }) => lines.map(({ group }) => group))).toEqual([
      ["inpatient"],
      ["inpatient × Medicaid"],
    ]);
  });

  it("say that none differs, and nothing where nothing was tested", () => {
    const same = results.tables.slices.map((row) => ({ ...row, q: 0.9 }));
    expect(buildGapsView(withTables({ slices: same })).sentence).toContain("No group differs");
    expect(buildGapsView(nothing)).toEqual({ lists: [], sentence: null });
  });
});

describe("coarser levels", () => {
  it("list what leans beyond chance, and say why a level has nothing", () => {
    const [category, ccsr, v24, v28] = buildLevelsView(results).lists;
    expect(category?.lines.map(({ code, finding }) => [code, finding])).toEqual([
      ["I50", "under-coded"],
      ["Z79", "over-coded"],
    ]);
    expect(ccsr?.none).toBe("No CCSR table is loaded: shadowbench codeset add <CCSR zip>");
    expect(v24?.none).toBe("No code of either side falls into one.");
    expect(v28?.lines[0]?.title).toBe("Heart Failure, Except End-Stage and Acute");
  });
});

describe("levels of visits", () => {
  it("stand for every provider together first, then where they differ most", () => {
    const view = buildEmView(results);
    expect(view.overall[0]).toMatchObject({ provider: "every provider", reference: "255", engine: "255" });
    expect(view.overall[0]?.levels[1]).toEqual({
      code: "99213",
      reference: "47\u00a0%",
      engine: "35\u00a0%",
      isMore: false,
      isLess: true,
    });
    expect(view.providers.map(({ provider }) => provider)).toEqual(["prov-01", "prov-02", "not recorded"]);
    expect(plain(view.providers[0]?.step)).toBe("+0.28 levels");
  });
});

describe("levels of visits by provider", () => {
  const level = (provider_id: string, code: string, rank: number, engine: number, reference: number) => ({
    ...{ system: "CPT", family: "office", provider_id, code, rank, engine, reference },
  });
  const pair = (provider: string, visits: number, up: number) => [
    level(provider, "99213", 1, visits - up, visits),
    level(provider, "99214", 2, up, 0),
  ];

  it("are those with twenty visits on both sides, the largest step first, ten at most", () => {
    const many = Array.from({ length: 10 }, (_, at) => pair(`p${at}`, 40, 4)).flat();
    const em_levels = [...pair("few", 19, 19), ...pair("far", 20, 15), ...many];
    const view = buildEmView(withTables({ em_levels }));
    expect(view.providers).toHaveLength(10);
    expect(view.providers[0]).toMatchObject({ provider: "far" });
    expect(view.providers.map(({ provider }) => provider)).not.toContain("few");
    expect(plain(view.rest)).toContain("2 further rows stand in tables/em_levels.csv");
  });
});

describe("changes of DRG", () => {
  it("stand over beside under, with what they weigh, and are not netted", () => {
    const view = buildDrgView(results);
    expect(view.lists.map(({ id, total }) => [id, plain(total)])).toEqual([
      ["over", "12 stays, weight +4.5120, +$29,328."],
      ["under", "12 stays, weight −3.1200, −$20,280."],
      ["other", "12 stays."],
    ]);
  });

  it("go by severity within a family where no weight is known", () => {
    const rows = results.tables.drg_shifts.map((row) => ({ ...row, weight: null, dollars: null }));
    expect(buildDrgView(withTables({ drg_shifts: rows })).lists.map(({ id }) => id)).toEqual([
      "over",
      "under",
      "other",
    ]);
  });
});

describe("risk categories", () => {
  it("are listed by how much the engine adds and deletes", () => {
    expect(buildHccView(results).lines.map(({ hcc, added, deleted }) => [hcc, added, deleted])).toEqual([
      ["85", "30", "30"],
      ["226", "41", "6"],
      ["38", "3", "9"],
    ]);
  });
});

describe("risk categories of ESRD", () => {
  it("are left out where V24 says the same, and stand where it does not", () => {
    const row = { system: "ICD-10-CM", model: "V24", hcc: "85", added: 3, deleted: 1, both: 9 };
    const hcc_changes = [row, { ...row, model: "ESRD V24" }, { ...row, model: "ESRD V24", hcc: "134" }];
    const { lines } = buildHccView(withTables({ hcc_changes }));
    expect(lines.map(({ model, hcc }) => [model, hcc])).toEqual([
      ["V24", "85"],
      ["ESRD V24", "134"],
    ]);
  });
});

describe("what could not be judged", () => {
  it("names the notices, the tables read and what others would add for the systems asked", () => {
    const view = buildUnjudgedView(results);
    expect(view.notices.map(({ notice }) => notice)).toEqual([
      "not judged: no code table covers the day",
      "headers: not billable on any date",
    ]);
    expect(view.tables[0]).toMatchObject({ kind: "Codes and titles", valid: "2025-10-01 to 2026-09-30" });
    expect(view.missing.map(({ command }) => command)).toEqual([
      "shadowbench codeset add <POA exempt list>",
      "shadowbench codeset add <CCSR zip>",
      "shadowbench codeset add <fees.csv>",
    ]);
  });

  it("says that everything rests on structure where no table was read", () => {
    expect(buildUnjudgedView(nothing).sentence).toContain("No official code table was read");
  });
});

describe("the pages of codes", () => {
  const { pages } = buildCodePagesView(results);

  it("give each code its counts, its lean and its ways, with the other side's code and charts", () => {
    const [heart] = pages;
    expect(heart?.anchor).toBe("ICD-10-CM:I50.9");
    expect(heart?.counts.map(({ name, value }) => [name, value]).slice(0, 3)).toEqual([
      ["Both", "210"],
      ["Engine alone", "50"],
      ["Coders alone", "6"],
    ]);
    expect(heart?.finding).toMatch(/^Over-coded beyond chance/);
    expect(heart?.ways.map(({ id, lines }) => [id, lines.length])).toEqual([
      ["over", 2],
      ["missed", 1],
    ]);
    expect(plain(heart?.ways[0]?.lines[0]?.share)).toBe("82 %");
  });

  it("say so where results.json no longer holds the code's row, and print no CPT description", () => {
    expect(pages[2]?.finding).toContain("tables/codes.csv");
    expect(pages[1]).toMatchObject({ code: "99214", title: null });
  });
});
