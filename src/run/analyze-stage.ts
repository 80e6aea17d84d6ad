import { type Analysis, analyze } from "../analysis/analyze.ts";
import { countDocuments } from "../analysis/documents/documents.ts";
import { encode } from "../analysis/encode/encode.ts";
import { measureLatency } from "../analysis/responses/latency.ts";
import type { Figure } from "../domain/figure.ts";
import type { DocumentRow, Results } from "../domain/results.ts";
import type { RunManifest } from "../domain/run-manifest.ts";
import { HarnessError } from "../errors.ts";
import { sendPolicy } from "../sandbox/send-policy.ts";
import type { Store } from "../store/store.ts";
import { buildResults } from "./build-results.ts";
import { buildService } from "./build-service.ts";
import type { Inputs } from "./inputs.ts";
import { loadJournal } from "./load-journal.ts";
import { type LoadedRun, loadRun } from "./load-run.ts";
import { checkSameInputs, writeManifest } from "./manifest.ts";
import { announce, type RunContext } from "./run-context.ts";
import { exists, formatDocument, type RunFolder, writeWhole } from "./run-folder.ts";
import { requireRun, type Target } from "./target.ts";
import { writeTables } from "./write-tables.ts";

/** What a run measured, with what only its documents and clocks can tell. */
export interface Measured {
  readonly analysis: Analysis;
  readonly systems: readonly string[];
  readonly documents: readonly DocumentRow[];
  readonly latencies: readonly Figure[];
  /** Requests made, retries included; 0 for a recorded engine. */
  readonly attempts: number;
  readonly rows: LoadedRun["tables"]["rows"];
}

async function loadAnswers(run: LoadedRun, folder: RunFolder): Promise<number> {
  if (run.input.isRecorded) return 0;
  if (!(await exists(folder.journal))) {
    throw new HarnessError("run-folder-invalid", `no journal lies in ${folder.path}`.slice(0, 120), {
      hint: "run `shadowbench replay` first",
    });
  }
  return loadJournal(run.store, folder.journal);
}

async function countSent(store: Store, inputs: Inputs, isRecorded: boolean): Promise<readonly DocumentRow[]> {
  if (isRecorded) return [];
  return countDocuments(store, sendPolicy(inputs.loaded.scenario.send).allowsKind);
}

async function measure(inputs: Inputs, folder: RunFolder, context: RunContext): Promise<Measured> {
  announce(context, "load");
  const run = await loadRun(inputs, folder);
  try {
    const attempts = await loadAnswers(run, folder);
    await run.store.lock();
    announce(context, "analyze");
    const systems = await encode(run.store, run.input);
    const analysis = await analyze(run.store, run.input, systems, run.drops);
    const documents = await countSent(run.store, inputs, run.input.isRecorded);
    const latencies = await measureLatency(run.store, run.input.confidence);
    return { analysis, systems, documents, latencies, attempts, rows: run.tables.rows };
  } finally {
    run.store.close();
  }
}

function analyzedManifest(manifest: RunManifest, measured: Measured): RunManifest {
  const rows: Readonly<Record<string, number>> = measured.rows;
  return {
    ...manifest,
    tables: manifest.tables.map((table) => ({ ...table, rows: rows[table.table] ?? null })),
    encounters: measured.analysis.encounters,
    status: manifest.status === "replayed" ? "analyzed" : manifest.status,
  };
}

/**
 * Compares the answers with the reference and writes results.json, service.json and the tables. The database is
 * built anew from tables and journal. Throws `digest-differs` where the inputs are not those of the run.
 */
export async function analyzeStage(target: Target, context: RunContext): Promise<Results> {
  const { inputs, folder } = target;
  const manifest = requireRun(target);
  checkSameInputs(manifest, inputs);
  const measured = await measure(inputs, folder, context);
  const results = buildResults(inputs, measured);
  await writeTables(folder, measured.analysis);
  await writeWhole(folder.results, formatDocument(results));
  await writeWhole(folder.service, formatDocument(buildService(manifest, measured)));
  await writeManifest(folder, analyzedManifest(manifest, measured));
  return results;
}
