import { z } from "zod";

export const reviewSampleSchemaName = "shadowbench.review/1";
export const reviewAnswersSchemaName = "shadowbench.review-answers/1";

const count = z.int().min(0);

/** Which of the two codings of an encounter holds a code. */
const listings = ["engine", "coder", "both"] as const;

/** How draws are shared among strata: by what disagreements tell, by size, or alike. */
export const allocations = ["informative", "proportional", "equal"] as const;

const reviewItemSchema = z.strictObject({
  item: z.string(),
  system: z.string(),
  code: z.string(),
  listed: z.enum(listings),
});

/** One drawn encounter; `list_1` says whose coding stands as list 1 in the worklist. */
const reviewEncounterSchema = z.strictObject({
  encounter: z.string(),
  encounter_id: z.string(),
  stratum: z.string(),
  list_1: z.enum(["engine", "coder"]),
  items: z.array(reviewItemSchema),
});

/**
 * `review/sample.json`: which encounters reviewers are to settle, and with what probability each was drawn. It undoes
 * the blinding of the worklist: reviewers must not see it.
 *
 * - `frame`, `codings`: digests of the encounters, of the engine's answers, and of both codings, at the time.
 * - `probability`: of an encounter of that stratum to be drawn, n/N.
 * - `by`: the column of encounters that strata were crossed with; null for none.
 */
export const reviewSampleSchema = z.strictObject({
  schema: z.literal(reviewSampleSchemaName),
  run: z.string(),
  results_sha256: z.string(),
  frame: z.strictObject({ encounters: count, digest: z.string(), answers: z.string() }),
  codings: z.string(),
  seed: z.int(),
  reviewers: z.int().min(1),
  allocation: z.enum(allocations),
  by: z.string().nullable(),
  lists_shown: z.boolean(),
  systems: z.array(z.string()),
  strata: z.array(
    z.strictObject({ stratum: z.string(), encounters: count, drawn: count, probability: z.number() }),
  ),
  encounters: z.array(reviewEncounterSchema),
});

const answeredEncounterSchema = z.strictObject({
  encounter: z.string(),
  items: z.array(z.strictObject({ item: z.string(), correct: z.boolean(), comment: z.string().nullable() })),
  missed: z.array(z.strictObject({ system: z.string(), code: z.string() })),
  comment: z.string().nullable(),
});

/**
 * `review/reviewers/<name>.json`: what one reviewer answered of whole encounters; `missed` are codes that neither list
 * holds. An arbiter's answers win over those of all others.
 */
export const reviewAnswersSchema = z.strictObject({
  schema: z.literal(reviewAnswersSchemaName),
  reviewer: z.string(),
  role: z.enum(["reviewer", "arbiter"]),
  sample_sha256: z.string(),
  file_sha256: z.string(),
  encounters: z.array(answeredEncounterSchema),
});

export type Allocation = (typeof allocations)[number];
export type ReviewSample = z.infer<typeof reviewSampleSchema>;
export type ReviewEncounter = ReviewSample["encounters"][number];
export type ReviewItem = ReviewEncounter["items"][number];
export type ReviewAnswers = z.infer<typeof reviewAnswersSchema>;
export type AnsweredEncounter = ReviewAnswers["encounters"][number];
export type ReviewRole = ReviewAnswers["role"];

/**
 * Codes of one encounter and system by who gave them and what reviewers settled: right or wrong, and `missed` the true
 * codes that neither list holds.
 */
export interface TruthCounts {
  readonly both_right: number;
  readonly both_wrong: number;
  readonly engine_right: number;
  readonly engine_wrong: number;
  readonly coder_right: number;
  readonly coder_wrong: number;
  readonly missed: number;
}

export const noTruth: TruthCounts = {
  both_right: 0,
  both_wrong: 0,
  engine_right: 0,
  engine_wrong: 0,
  coder_right: 0,
  coder_wrong: 0,
  missed: 0,
};

/** open: answers are wanting; disputed: reviewers differ and no arbiter has spoken. */
export type ReviewState = "settled" | "open" | "disputed";

/** What became of one drawn encounter; `counts` by code system, empty unless settled. */
export interface ReviewedEncounter {
  readonly encounter: string;
  readonly encounterId: string;
  readonly stratum: string;
  readonly state: ReviewState;
  readonly counts: readonly (TruthCounts & { readonly system: string })[];
}

/** What is done where drawn encounters are not settled: no figure, or the others of their stratum stand for them. */
export type Nonresponse = "refuse" | "reweight";

/** A sample with what reviewers settled of it, as the analysis reads it. `sha256` stands for every review file. */
export interface Review {
  readonly sample: ReviewSample;
  readonly nonresponse: Nonresponse;
  readonly encounters: readonly ReviewedEncounter[];
  readonly reviewers: readonly string[];
  /** Who of them settled what the others disputed; null for nobody. */
  readonly arbiter: string | null;
  readonly sha256: string;
}
