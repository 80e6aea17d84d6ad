import { makeTrend } from "../../analysis/trend/make-trend.ts";
import { listCategories, readCategories, readMix } from "../../analysis/trend/read-mix.ts";
import { readTrend } from "../../analysis/trend/read-trend.ts";
import type { TrendOptions } from "../../analysis/trend/trend-options.ts";
import type { Trend, TrendRun } from "../../domain/trend.ts";
import { exitCodes, HarnessError } from "../../errors.ts";
import type { Store } from "../../store/store.ts";
import { attachRun } from "../attach-run.ts";
import { type FinishedRun, readFinishedRun } from "../finished-run.ts";
import { checkTrendOptions } from "./check-trend-options.ts";
import { checkComparable, noteOverlaps } from "./check-trend-runs.ts";

/** One run after the other: a database is open only while it is read. */
async function readEach<Reading>(
  runs: readonly FinishedRun[],
  read: (store: Store) => Promise<Reading>,
): Promise<readonly Reading[]> {
  const readings: Reading[] = [];
  for (const run of runs) {
    const store = await attachRun(run);
    try {
      readings.push(await read(store));
    } finally {
      store.close();
    }
  }
  return readings;
}

type Reading = Awaited<ReturnType<typeof readTrend>>;

function describeRun({ folder, manifest, results: { run } }: FinishedRun, reading: Reading): TrendRun {
  const count = (isUndated: boolean) =>
    reading.periods
      .filter(({ period }) => !isUndated || period === null)
      .reduce((sum, { encounters }) => sum + encounters, 0);
  return {
    run: manifest.run,
    folder: folder.path,
    results_sha256: manifest.results_sha256 ?? "",
    engine: run.engine.name,
    version: run.engine.version,
    dataset: run.dataset,
    provenance: run.provenance,
    encounters: count(false),
    undated: count(true),
    complete: run.complete,
    incomplete_because: run.incomplete_because,
  };
}

/** Weeks need dates, and a course over time two of them. */
function checkWeeks(readings: readonly Reading[], folder: string): void {
  const weeks = new Set(readings.flatMap(({ periods }) => periods.map(({ period }) => period)));
  const dated = [...weeks].filter((week) => week !== null);
  if (dated.length === 0) {
    throw new HarnessError("command-invalid", `no encounter has a week: ${folder}`.slice(0, 120), {
      hint: "weeks need real dates of service; with shifted dates or years alone, give several runs in order",
    });
  }
  if (dated.length > 1) return;
  throw new HarnessError("command-invalid", `all encounters fall in one week: ${folder}`.slice(0, 120), {
    hint: "a trend needs two weeks or more; give several runs in order",
  });
}

function noteUndated(runs: readonly TrendRun[]): readonly string[] {
  return runs.flatMap(({ undated, run }) =>
    undated === 0 ? [] : [`${undated} encounters of ${run} have no date and are at no point`],
  );
}

/**
 * The course of one run's figures from week to week, or of several runs' in the order given. Throws `command-invalid`
 * for weeks without real dates and for options that name nothing, `digest-differs` for runs of different kinds, and
 * `run-folder-invalid` for a folder whose analysis is missing.
 */
export async function trendRuns(folders: readonly string[], options: TrendOptions): Promise<Trend> {
  const runs = await Promise.all(folders.map(readFinishedRun));
  const [first] = runs;
  if (first === undefined) throw new HarnessError("command-invalid", "no run was given");
  checkComparable(runs);
  const byWeek = runs.length === 1;
  const { run } = first.results;
  checkTrendOptions(options, runs);
  const readings = await readEach(runs, (store) => readTrend(store, { byWeek, system: options.system }));
  if (byWeek) checkWeeks(readings, first.folder.path);
  const categories = listCategories(await readEach(runs, (store) => readCategories(store, byWeek)));
  const mixes = await readEach(runs, (store) => readMix(store, byWeek, categories));
  const described = runs.map((one, at) => describeRun(one, readings[at] ?? { periods: [], figures: [] }));
  return makeTrend({
    by: byWeek ? "week" : "run",
    runs: described,
    readings,
    mix: { categories, runs: mixes },
    options,
    confidence: run.confidence,
    unit: run.unit,
    seed: run.seed,
    notes: [...(byWeek ? noteUndated(described) : []), ...noteOverlaps(runs)],
  });
}

const exitCodeOf = {
  worse: exitCodes.noGo,
  "nothing-worse": exitCodes.go,
  incomplete: exitCodes.incomplete,
} as const;

/** 0 where nothing became worse, 1 where a figure did, 3 where a run is incomplete. */
export function trendExitCode({ verdict }: Trend): number {
  return exitCodeOf[verdict];
}
