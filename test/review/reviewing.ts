import type { AnsweredEncounter, ReviewAnswers, ReviewSample } from "../../src/domain/review.ts";
import { buildSample, type DrawnCode } from "../../src/review/build-sample.ts";
import type { ReadCode } from "../../src/review/parse-missed.ts";

const frame = {
  run: "made-1",
  results_sha256: "a",
  frame: { encounters: 30, digest: "b", answers: "c" },
  codings: "d",
  seed: 7,
  reviewers: 2,
  allocation: "informative",
  by: null,
  lists_shown: true,
  systems: ["CPT", "ICD-10-CM"],
  strata: [
    { stratum: "alike", encounters: 20, drawn: 2, probability: 0.1 },
    { stratum: "different", encounters: 10, drawn: 1, probability: 0.1 },
  ],
} as const;

const code = (encounter_id: string, system: string, text: string, side: number): DrawnCode => ({
  encounter_id,
  stratum: side === 3 ? "alike" : "different",
  system,
  code: text,
  side,
});

/** Three drawn encounters: R0001 without a code, R0002 alike, R0003 with a code on either side and one on both. */
export function makeSample(overrides: Partial<ReviewSample> = {}): ReviewSample {
  const rows: DrawnCode[] = [
    { encounter_id: "0012", stratum: "alike", system: null, code: null, side: null },
    code("1E10", "CPT", "00100", 3),
    code("1E10", "ICD-10-CM", "E11.9", 3),
    code("=e3", "CPT", "99213", 1),
    code("=e3", "CPT", "99214", 2),
    { ...code("=e3", "ICD-10-CM", "I10", 3), stratum: "different" },
  ];
  const { encounters, schema: _, ...changed } = overrides;
  const own: Omit<ReviewSample, "schema" | "encounters"> = {
    ...frame,
    systems: [...frame.systems],
    strata: [...frame.strata],
    ...changed,
  };
  const sample = buildSample(own, rows);
  return encounters === undefined ? sample : { ...sample, encounters };
}

/** Takes any code with a digit in it, in upper case. */
export const readAnyCode: ReadCode = (system, text) =>
  /\d/.test(text) ? { system, code: text.toUpperCase() } : null;

type Draft = Partial<Omit<AnsweredEncounter, "items">> & { readonly wrong?: readonly string[] };

/** One reviewer's answers: every item of these encounters right but those named, nothing missed unless said. */
export function answer(
  reviewer: string,
  drafts: Readonly<Record<string, Draft>>,
  role: ReviewAnswers["role"] = "reviewer",
): ReviewAnswers {
  const encounters = makeSample().encounters.filter(({ encounter }) => encounter in drafts);
  return {
    schema: "shadowbench.review-answers/1",
    reviewer,
    role,
    sample_sha256: "s",
    file_sha256: "f",
    encounters: encounters.map(({ encounter, items }) => {
      const { wrong = [], missed = [], comment = null } = drafts[encounter] ?? {};
      return {
        encounter,
        items: items.map(({ item }) => ({ item, correct: !wrong.includes(item), comment: null })),
        missed,
        comment,
      };
    }),
  };
}
