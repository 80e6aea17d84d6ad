import { rm } from "node:fs/promises";
import { z } from "zod";
import { readFrame } from "../../analysis/frame/frame.ts";
import { drawEncounters } from "../../analysis/truth/draw.ts";
import { digestCodings, makeStrata } from "../../analysis/truth/strata.ts";
import { isDrgSystem } from "../../domain/code-system.ts";
import type { Allocation, ReviewSample } from "../../domain/review.ts";
import { HarnessError } from "../../errors.ts";
import { buildSample } from "../../review/build-sample.ts";
import { planDraws } from "../../review/plan-draws.ts";
import { formatWorklist } from "../../review/worklist.ts";
import type { Store } from "../../store/store.ts";
import { attachRun } from "../attach-run.ts";
import { type FinishedRun, readFinishedRun } from "../finished-run.ts";
import { lockFolder } from "../lock-folder.ts";
import { exists, formatDocument, makeFolder, writeWhole } from "../run-folder.ts";
import { hasAnswers, type ReviewFolder, reviewFolder } from "./review-folder.ts";

export interface SampleOptions {
  /** How many encounters to draw; all where there are fewer. */
  readonly encounters: number;
  /** How many reviewers are to answer each. */
  readonly reviewers: number;
  readonly allocation: Allocation;
  /** A column of encounters to cross the strata with. */
  readonly by?: string | undefined;
  /** Default: the scenario's seed. */
  readonly seed?: number | undefined;
  /** Leave out of the worklist which list holds a code. */
  readonly hideLists?: boolean | undefined;
  /** Draw anew where nobody's answers were imported yet. */
  readonly force?: boolean | undefined;
}

export interface DrawnSample {
  readonly sample: ReviewSample;
  readonly worklist: string;
}

const columnRow = z.strictObject({ column_name: z.string() });
const countRow = z.strictObject({ codes: z.number() });

function refuse(message: string, hint: string): HarnessError {
  return new HarnessError("run-folder-invalid", message.slice(0, 120), { hint });
}

async function checkFolder(review: ReviewFolder, force: boolean): Promise<void> {
  if (!(await exists(review.path))) return;
  if (await hasAnswers(review)) {
    throw refuse(
      "reviewers have answered a sample of this run already",
      "a second sample would not be one of known probability; go on with the first",
    );
  }
  if (!force)
    throw refuse(
      "a sample of this run was drawn already",
      "hand out its worklist.csv; --force draws anew while no answers are imported",
    );
}

function checkComplete({ results }: FinishedRun): void {
  if (results.run.complete) return;
  throw new HarnessError(
    "run-incomplete",
    "the run is incomplete: encounters without an answer cannot be drawn",
    {
      hint: results.run.incomplete_because[0],
    },
  );
}

async function checkAnswered(store: Store): Promise<void> {
  const [row] = await store.query("SELECT count(*) AS codes FROM matches WHERE side >= 2", countRow);
  if ((row?.codes ?? 0) > 0) return;
  throw refuse(
    "the engine gave no code: there is nothing to hold against truth",
    "check the engine's answers",
  );
}

async function checkColumn(store: Store, by: string | undefined): Promise<string | null> {
  if (by === undefined) return null;
  const rows = await store.query(
    "SELECT column_name FROM information_schema.columns WHERE table_name = 'source_encounters' ORDER BY column_name",
    columnRow,
  );
  if (rows.some((row) => row.column_name === by)) return by;
  throw new HarnessError("command-invalid", `encounters have no column "${by}"`.slice(0, 120), {
    hint: `columns: ${rows
      .map((row) => row.column_name)
      .filter((name) => name !== "row")
      .join(", ")}`,
  });
}

/** The strata of a run with the number to draw of each. */
async function planStrata(store: Store, by: string | null, { encounters, allocation }: SampleOptions) {
  const strata = await makeStrata(store, by);
  const draws = planDraws(strata, encounters, allocation);
  return strata.map((stratum, index) => ({ ...stratum, drawn: draws[index] ?? 0 }));
}

async function describeFrame(store: Store): Promise<ReviewSample["frame"]> {
  const { encounters, digest, answers } = await readFrame(store);
  return { encounters, digest, answers };
}

async function draw(store: Store, run: FinishedRun, options: SampleOptions): Promise<ReviewSample> {
  const { manifest, results } = run;
  await checkAnswered(store);
  const by = await checkColumn(store, options.by);
  const strata = await planStrata(store, by, options);
  const seed = options.seed ?? manifest.seed;
  const draws = new Map(strata.map(({ stratum_ix: ix, drawn }) => [ix, drawn]));
  const rows = await drawEncounters(store, draws, seed);
  return buildSample(
    {
      run: manifest.run,
      results_sha256: manifest.results_sha256 ?? "",
      frame: await describeFrame(store),
      codings: await digestCodings(store),
      seed,
      reviewers: options.reviewers,
      allocation: options.allocation,
      by,
      lists_shown: options.hideLists !== true,
      systems: results.run.systems.filter((system) => !isDrgSystem(system)),
      strata: strata.map(({ stratum, encounters, drawn }) => {
        return { stratum, encounters, drawn, probability: drawn / encounters };
      }),
    },
    rows,
  );
}

async function drawFrom(run: FinishedRun, options: SampleOptions): Promise<ReviewSample> {
  const store = await attachRun(run);
  try {
    return await draw(store, run, options);
  } finally {
    store.close();
    await rm(run.folder.spool, { recursive: true, force: true });
  }
}

async function writeSample(review: ReviewFolder, sample: ReviewSample): Promise<void> {
  await makeFolder(review.path);
  await writeWhole(review.sample, formatDocument(sample));
  await writeWhole(review.worklist, formatWorklist(sample, sample.encounters));
}

/**
 * Draws encounters of an analyzed run for reviewers, with known probability, and writes `review/sample.json` and the
 * blinded `review/worklist.csv`. Throws where a sample lies there already, the run is incomplete, or it has no answers.
 */
export async function sampleForReview(path: string, options: SampleOptions): Promise<DrawnSample> {
  const run = await readFinishedRun(path);
  const review = reviewFolder(run.folder);
  const unlock = await lockFolder(run.folder);
  try {
    await checkFolder(review, options.force === true);
    checkComplete(run);
    const sample = await drawFrom(run, options);
    await writeSample(review, sample);
    return { sample, worklist: review.worklist };
  } finally {
    await unlock();
  }
}
