import { createHash } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Results } from "../../domain/results.ts";
import {
  type Nonresponse,
  type Review,
  type ReviewAnswers,
  type ReviewSample,
  reviewAnswersSchema,
  reviewSampleSchema,
} from "../../domain/review.ts";
import { HarnessError } from "../../errors.ts";
import { settleSample } from "../../review/settle.ts";
import { formatWorklist } from "../../review/worklist.ts";
import { digestText, exists, type RunFolder, readDocument, writeWhole } from "../run-folder.ts";

/** The files of a run's review: `<run>/review/…`. */
export interface ReviewFolder {
  readonly path: string;
  readonly sample: string;
  readonly worklist: string;
  /** The worklist of disputed encounters alone, for an arbiter. */
  readonly disputed: string;
  readonly reviewers: string;
  /** Answers that others of the same reviewer took the place of. */
  readonly replaced: string;
}

export function reviewFolder(run: RunFolder): ReviewFolder {
  const path = join(run.path, "review");
  return {
    path,
    sample: join(path, "sample.json"),
    worklist: join(path, "worklist.csv"),
    disputed: join(path, "disputed.csv"),
    reviewers: join(path, "reviewers"),
    replaced: join(path, "reviewers", "replaced"),
  };
}

/** A sample with every reviewer's answers, those of one name once, in order of their files. */
export interface ReviewFiles {
  readonly sample: ReviewSample;
  readonly sampleSha256: string;
  readonly answers: readonly ReviewAnswers[];
  /** Stands for every review file that decides a figure. */
  readonly sha256: string;
}

async function listAnswerFiles({ reviewers }: ReviewFolder): Promise<readonly string[]> {
  const names = await readdir(reviewers).catch(() => []);
  return names.filter((name) => name.endsWith(".json")).sort();
}

export async function hasAnswers(folder: ReviewFolder): Promise<boolean> {
  return (await listAnswerFiles(folder)).length > 0;
}

function refuseOtherSample(file: string): HarnessError {
  return new HarnessError("digest-differs", `${file} answers another sample`.slice(-120), {
    hint: "restore review/sample.json, or import the reviewers' files anew",
  });
}

/** Every file of the review. Throws `run-folder-invalid` where nothing was drawn, `digest-differs` for others' answers. */
export async function readReviewFiles(folder: ReviewFolder): Promise<ReviewFiles> {
  const sample = await readDocument(folder.sample, reviewSampleSchema, "adjudicate sample");
  const sampleSha256 = digestText(await readFile(folder.sample, "utf8"));
  const names = await listAnswerFiles(folder);
  const hash = createHash("sha256").update(sampleSha256);
  const answers: ReviewAnswers[] = [];
  for (const name of names) {
    const file = join(folder.reviewers, name);
    const own = await readDocument(file, reviewAnswersSchema, "adjudicate import");
    if (own.sample_sha256 !== sampleSha256) throw refuseOtherSample(file);
    hash.update(`\n${name} ${digestText(await readFile(file, "utf8"))}`);
    answers.push(own);
  }
  return { sample, sampleSha256, answers, sha256: hash.digest("hex") };
}

/** What reviewers settled, as the analysis reads it; null where nothing was drawn for them. */
export async function readReview(run: RunFolder, nonresponse: Nonresponse): Promise<Review | null> {
  const folder = reviewFolder(run);
  if (!(await exists(folder.sample))) return null;
  const { sample, answers, sha256 } = await readReviewFiles(folder);
  const encounters = settleSample(sample, answers);
  const arbiter = answers.find(({ role }) => role === "arbiter")?.reviewer ?? null;
  const reviewers = answers.map(({ reviewer }) => reviewer);
  return { sample, nonresponse, encounters, reviewers, arbiter, sha256 };
}

/** Throws `digest-differs` where reviewers' answers came in, went or changed since the results were made. */
export async function checkReviewRead(run: RunFolder, { run: { adjudication } }: Results): Promise<void> {
  const folder = reviewFolder(run);
  const hasBoth = (await exists(folder.sample)) && (await hasAnswers(folder));
  const now = hasBoth ? (await readReviewFiles(folder)).sha256 : null;
  if (now === null ? (adjudication?.reviewers.length ?? 0) === 0 : now === adjudication?.sha256) return;
  throw new HarnessError("digest-differs", "reviewers' answers changed since the results were made", {
    hint: "run `shadowbench analyze` again",
  });
}

/** Writes the worklist of what is disputed anew, or takes it away where nothing is. */
export async function writeDisputed(folder: ReviewFolder, { sample, answers }: ReviewFiles): Promise<void> {
  const settled = settleSample(sample, answers);
  const disputed = new Set(
    settled.filter(({ state }) => state === "disputed").map(({ encounter }) => encounter),
  );
  const encounters = sample.encounters.filter(({ encounter }) => disputed.has(encounter));
  if (encounters.length === 0) await rm(folder.disputed, { force: true });
  else await writeWhole(folder.disputed, formatWorklist(sample, encounters));
}
