import { resolve } from "node:path";
import { z } from "zod";
import type { Analysis } from "../../analysis/analyze.ts";
import { measureChanges } from "../../analysis/compare/change-figures.ts";
import { viewRuns } from "../../analysis/compare/run-views.ts";
import type { Figure } from "../../domain/figure.ts";
import type { Results } from "../../domain/results.ts";
import { HarnessError } from "../../errors.ts";
import type { LibrarySource } from "../../library/library-source.ts";
import type { Store } from "../../store/store.ts";
import { type FinishedRun, readFinishedRun } from "../finished-run.ts";
import type { Target } from "../target.ts";
import { attachFinishedRun } from "./open-finished-runs.ts";
import { type ComparedData, refuseOtherData, refuseOtherEncounters } from "./refuse-other-data.ts";

const database = "baseline_run";
const catalogRow = z.strictObject({ name: z.string() });

/** The run that the gate's relative benchmarks are held against, with its folder as the gate writes it. */
export interface Baseline {
  readonly run: FinishedRun;
  readonly written: string;
}

function referenceOf({ inputs }: Target): Pick<ComparedData, "reference"> {
  const { role, sources } = inputs.loaded.scenario.reference;
  return { reference: { role, sources: sources === undefined ? null : [...sources] } };
}

/**
 * Reads the baseline that the gate names; null where it names none. Throws `run-folder-invalid`, and `digest-differs`
 * where its tables or its reference are not those of this run.
 */
export async function readBaseline(target: Target): Promise<Baseline | null> {
  const baseline = target.inputs.loaded.scenario.gate?.baseline ?? null;
  if (baseline === null) return null;
  if (resolve(target.folder.path) === baseline.folder)
    throw new HarnessError("run-folder-invalid", "the gate's baseline is the folder of this very run", {
      hint: "name the folder of an earlier run over the same encounters",
    });
  const run = await readFinishedRun(baseline.folder);
  refuseOtherData(run.results.run, {
    ...run.results.run,
    tables: target.inputs.tables,
    ...referenceOf(target),
  });
  return { run, written: baseline.written };
}

/** Makes the baseline's database known to the run's store; call it before the store is locked. */
export async function attachBaseline(store: Store, baseline: Baseline | null): Promise<void> {
  if (baseline !== null) await attachFinishedRun(store, baseline.run, database);
}

/** What of the run under analysis the baseline is held against. */
export interface AnalyzedRun {
  readonly target: Target;
  readonly analysis: Analysis;
  readonly systems: readonly string[];
  readonly library: readonly LibrarySource[];
  readonly confidence: number;
}

function digestsOf(library: readonly { readonly sha256: string }[]): string {
  return library
    .map(({ sha256 }) => sha256)
    .sort()
    .join(" ");
}

/**
 * `change.*` figures, this run less the baseline; none without one. Throws `digest-differs` where the baseline is over
 * other data. Needs `attachBaseline` and a finished analysis.
 */
export async function measureBaseline(
  store: Store,
  baseline: Baseline | null,
  { target, analysis, systems, library, confidence }: AnalyzedRun,
): Promise<readonly Figure[]> {
  if (baseline === null) return [];
  const { manifest, results } = baseline.run;
  refuseOtherData(results.run, {
    tables: target.inputs.tables,
    ...referenceOf(target),
    systems,
    unit: analysis.unit,
  });
  const [current] = await store.query("SELECT current_catalog() AS name", catalogRow);
  const databases = { older: database, newer: current?.name ?? "run" };
  await viewRuns(store, databases);
  await refuseOtherEncounters(store);
  const changes = await measureChanges(store, {
    databases,
    baseline: results.figures,
    figures: analysis.figures,
    systems,
    unit: analysis.unit,
    confidence,
    sameLibrary: digestsOf(manifest.library) === digestsOf(library),
  });
  await store.execute(`DETACH ${database}`);
  return changes;
}

/** The baseline as results.json names it. */
export function describeBaseline(baseline: Baseline | null): Results["run"]["baseline"] {
  if (baseline === null) return null;
  const { manifest, results } = baseline.run;
  return {
    run: manifest.run,
    folder: baseline.written,
    engine: results.run.engine.name,
    version: results.run.engine.version,
    results_sha256: manifest.results_sha256 ?? "",
    complete: results.run.complete,
  };
}
