import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import { readFrame } from "../analysis/frame/frame.ts";
import { drawEncounters } from "../analysis/truth/draw.ts";
import { digestCodings, makeStrata } from "../analysis/truth/strata.ts";
import { isDrgSystem } from "../domain/code-system.ts";
import { type Results, resultsSchema } from "../domain/results.ts";
import type { Allocation, ReviewSample } from "../domain/review.ts";
import type { RunManifest } from "../domain/run-manifest.ts";
import type { Frame } from "../domain/verdict.ts";
import { HarnessError } from "../errors.ts";
import { buildSample } from "../review/build-sample.ts";
import { planDraws } from "../review/plan-draws.ts";
import { formatWorklist } from "../review/worklist.ts";
import { openStore, type Store } from "../store/store.ts";
import { lockFolder } from "./lock-folder.ts";
import { readManifest } from "./manifest.ts";
import { hasAnswers, type ReviewFolder, reviewFolder } from "./review-folder.ts";
import {
  exists,
  formatDocument,
  makeFolder,
  type RunFolder,
  readDocument,
  runFolder,
  writeWhole,
} from "./run-folder.ts";

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

async function readAnalyzed(folder: RunFolder, manifest: RunManifest): Promise<Results> {
  const results = await readDocument(folder.results, resultsSchema, "analyze", manifest.results_sha256);
  if (results.run.complete) return results;
  throw new HarnessError(
    "run-incomplete",
    "the run is incomplete: encounters without an answer cannot be drawn",
    {
      hint: results.run.incomplete_because[0],
    },
  );
}

async function checkStore(store: Store, { run }: Results): Promise<Frame> {
  const frame = await readFrame(store);
  if (run.frame === null || run.frame.digest !== frame.digest || run.frame.answers !== frame.answers) {
    throw refuse("run.duckdb is not of these results", "run `shadowbench analyze` again");
  }
  const [row] = await store.query("SELECT count(*) AS codes FROM matches WHERE side >= 2", countRow);
  if ((row?.codes ?? 0) > 0) return frame;
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

interface Drawing {
  readonly results: Results;
  readonly manifest: RunManifest;
  readonly options: SampleOptions;
}

async function draw(store: Store, { results, manifest, options }: Drawing): Promise<ReviewSample> {
  const { encounters, digest, answers } = await checkStore(store, results);
  const by = await checkColumn(store, options.by);
  const strata = await makeStrata(store, by);
  const draws = planDraws(strata, options.encounters, options.allocation);
  const seed = options.seed ?? manifest.seed;
  const rows = await drawEncounters(
    store,
    new Map(strata.map(({ stratum_ix: ix }, index) => [ix, draws[index] ?? 0])),
    seed,
  );
  return buildSample(
    {
      run: manifest.run,
      results_sha256: manifest.results_sha256 ?? "",
      frame: { encounters, digest, answers },
      codings: await digestCodings(store),
      seed,
      reviewers: options.reviewers,
      allocation: options.allocation,
      by,
      lists_shown: options.hideLists !== true,
      systems: results.run.systems.filter((system) => !isDrgSystem(system)),
      strata: strata.map(({ stratum, encounters: size }, index) => {
        const drawn = draws[index] ?? 0;
        return { stratum, encounters: size, drawn, probability: drawn / size };
      }),
    },
    rows,
  );
}

async function openAnalyzed(folder: RunFolder): Promise<Store> {
  if (!(await exists(folder.database)))
    throw refuse("the run has no run.duckdb", "run `shadowbench analyze` again");
  await makeFolder(folder.spool);
  return openStore({
    file: folder.database,
    allowedDirectories: [resolve(folder.path)],
    memoryLimitMb: 1100,
    tempDirectory: resolve(folder.spool),
  });
}

async function drawFrom(folder: RunFolder, drawing: Drawing): Promise<ReviewSample> {
  const store = await openAnalyzed(folder);
  try {
    return await draw(store, drawing);
  } finally {
    store.close();
    await rm(folder.spool, { recursive: true, force: true });
  }
}

/**
 * Draws encounters of an analyzed run for reviewers, with known probability, and writes `review/sample.json` and the
 * blinded `review/worklist.csv`. Throws where a sample lies there already, the run is incomplete, or it has no answers.
 */
export async function sampleForReview(path: string, options: SampleOptions): Promise<DrawnSample> {
  const folder = runFolder(path);
  const review = reviewFolder(folder);
  const manifest = await readManifest(folder);
  const unlock = await lockFolder(folder);
  try {
    await checkFolder(review, options.force === true);
    const results = await readAnalyzed(folder, manifest);
    const sample = await drawFrom(folder, { results, manifest, options });
    await makeFolder(review.path);
    await writeWhole(review.sample, formatDocument(sample));
    await writeWhole(review.worklist, formatWorklist(sample, sample.encounters));
    return { sample, worklist: review.worklist };
  } finally {
    await unlock();
  }
}
