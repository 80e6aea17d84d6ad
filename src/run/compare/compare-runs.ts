import { rm } from "node:fs/promises";
import { join } from "node:path";
import { compareRuns as compareDatabases } from "../../analysis/compare/compare-runs.ts";
import { viewRuns } from "../../analysis/compare/run-views.ts";
import { type Comparison, comparisonSchemaName } from "../../domain/comparison.ts";
import { exitCodes } from "../../errors.ts";
import { type FinishedRun, readFinishedRun } from "../finished-run.ts";
import { makeFolder } from "../run-folder.ts";
import { capComparison } from "./cap-comparison.ts";
import { listReasons } from "./comparison-reasons.ts";
import { hasSameLibrary, listRemarks } from "./comparison-words.ts";
import { openFinishedRuns } from "./open-finished-runs.ts";
import { refuseOtherData, refuseOtherEncounters } from "./refuse-other-data.ts";
import { refuseRunFolder, writeComparison } from "./write-comparison.ts";

export interface CompareOptions {
  /** Where the comparison is written; default `reports/compare-<a>-<b>` below the working folder. */
  readonly out?: string | undefined;
}

/** How a comparison ended: 0 nothing is proved worse, 1 something is, 3 a run is incomplete. */
export interface CompareOutcome {
  readonly folder: string;
  readonly comparison: Comparison;
  readonly exitCode: number;
}

const databases = { older: "run_a", newer: "run_b" } as const;

function hasOpenEncounters({ results }: FinishedRun): boolean {
  return results.tables.responses.some(({ status }) => status === "open");
}

async function measure(a: FinishedRun, b: FinishedRun, spool: string) {
  const store = await openFinishedRuns(
    [
      [databases.older, a],
      [databases.newer, b],
    ],
    spool,
  );
  try {
    await viewRuns(store, databases);
    await refuseOtherEncounters(store);
    const { run } = a.results;
    const isWhole = !hasOpenEncounters(a) && !hasOpenEncounters(b);
    return await compareDatabases(store, {
      databases,
      older: a.results.figures,
      newer: b.results.figures,
      systems: run.systems,
      unit: run.unit,
      confidence: confidenceOf(a, b),
      seed: seedOf(a, b),
      sameLibrary: hasSameLibrary(a, b),
      sameGroups: isWhole && run.seed === b.results.run.seed,
    });
  } finally {
    store.close();
  }
}

/** The same both ways round: of two settings the smaller seed, the larger confidence. */
function seedOf(a: FinishedRun, b: FinishedRun): number {
  return Math.min(a.results.run.seed, b.results.run.seed);
}

function confidenceOf(a: FinishedRun, b: FinishedRun): number {
  return Math.max(a.results.run.confidence, b.results.run.confidence);
}

function describeRun({ manifest, results }: FinishedRun): Comparison["a"] {
  const { scenario, engine, tool_version, complete, incomplete_because } = results.run;
  return {
    run: manifest.run,
    scenario,
    engine: { kind: engine.kind, name: engine.name, version: engine.version },
    tool_version,
    results_sha256: manifest.results_sha256 ?? "",
    complete,
    incomplete_because,
  };
}

function chooseVerdict(comparison: Pick<Comparison, "a" | "b" | "figures">): Comparison["verdict"] {
  if (!comparison.a.complete || !comparison.b.complete) return "incomplete";
  return comparison.figures.some(({ direction }) => direction === "worse") ? "worse" : "not-worse";
}

const exitCodeOf: Readonly<Record<Comparison["verdict"], number>> = {
  "not-worse": exitCodes.go,
  worse: exitCodes.noGo,
  incomplete: exitCodes.incomplete,
};

function buildComparison(
  a: FinishedRun,
  b: FinishedRun,
  measured: Awaited<ReturnType<typeof measure>>,
): Comparison {
  const { run } = a.results;
  const { encounters, figures, tables, slicesAlone } = measured;
  const runs = { a: describeRun(a), b: describeRun(b) };
  return {
    schema: comparisonSchemaName,
    ...runs,
    dataset: run.dataset,
    dataset_version: run.dataset_version,
    provenance: run.provenance,
    systems: run.systems,
    unit: run.unit,
    confidence: confidenceOf(a, b),
    seed: seedOf(a, b),
    encounters,
    verdict: chooseVerdict({ ...runs, figures: [...figures] }),
    reasons: [...listReasons({ figures: [...figures], tables }, a.results, b.results)],
    remarks: [...listRemarks(a, b, slicesAlone)],
    figures: [...figures],
    tables,
    truncated: [],
  };
}

/**
 * Compares two analyzed runs over the same encounters, b against a, and writes comparison.json, compare.html and whole
 * tables. Throws `digest-differs` naming everything in which their data differ, `run-folder-invalid` where a folder
 * holds no analyzed run.
 */
export async function compareRuns(
  pathA: string,
  pathB: string,
  options: CompareOptions = {},
): Promise<CompareOutcome> {
  const [a, b] = [await readFinishedRun(pathA), await readFinishedRun(pathB)];
  refuseOtherData(a.results.run, b.results.run);
  const folder = options.out ?? join("reports", `compare-${a.manifest.run}-${b.manifest.run}`);
  await refuseRunFolder(folder);
  const spool = join(folder, "spool");
  await makeFolder(spool);
  const whole = await measure(a, b, spool)
    .then((measured) => buildComparison(a, b, measured))
    .finally(() => rm(spool, { recursive: true, force: true }));
  const comparison = capComparison(whole);
  await writeComparison(folder, comparison, whole.tables);
  return { folder, comparison, exitCode: exitCodeOf[comparison.verdict] };
}
