import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { type Analysis, analyze } from "../analysis/analyze.ts";
import { countDocuments } from "../analysis/documents/documents.ts";
import { encode } from "../analysis/encode/encode.ts";
import { measureLatency } from "../analysis/responses/latency.ts";
import type { MeasuredService } from "../analysis/service/service.ts";
import type { Figure } from "../domain/figure.ts";
import type { DocumentRow, Results } from "../domain/results.ts";
import type { Review } from "../domain/review.ts";
import type { RunManifest } from "../domain/run-manifest.ts";
import type { Logger } from "../effects.ts";
import { HarnessError } from "../errors.ts";
import type { LibrarySource } from "../library/library-source.ts";
import { sendPolicy } from "../sandbox/send-policy.ts";
import { stageDigests } from "../scenario/stage-digests.ts";
import type { Store } from "../store/store.ts";
import { loadJournal } from "./answers/load-journal.ts";
import { scanTexts } from "./answers/scan-texts.ts";
import { warnOfLines } from "./answers/warn-of-lines.ts";
import { buildResults, listTables } from "./build-results.ts";
import { attachBaseline, type Baseline, measureBaseline, readBaseline } from "./compare/baseline.ts";
import type { Inputs } from "./inputs.ts";
import { loadLibrary } from "./load-library.ts";
import { type LoadedRun, loadRun } from "./load-run.ts";
import { checkSameInputs, writeManifest } from "./manifest.ts";
import { requestIdOf } from "./request-id.ts";
import { readReview } from "./review/review-folder.ts";
import { announce, type RunContext } from "./run-context.ts";
import { digestText, exists, formatDocument, type RunFolder, writeWhole } from "./run-folder.ts";
import { identifyRun, storeIdentity } from "./run-identity.ts";
import { buildService } from "./service/build-service.ts";
import { measureRunService, warnOfService, writeFailures } from "./service/measure-service.ts";
import { requireRun, type Target } from "./target.ts";
import { readToolVersion } from "./tool-version.ts";
import { writeTables } from "./write-tables.ts";

/** What a run measured, with what only its documents and clocks can tell. */
export interface Measured {
  readonly analysis: Analysis;
  readonly systems: readonly string[];
  readonly documents: readonly DocumentRow[];
  /** Latencies that a recorded engine's tables tell; none of a live one. */
  readonly latencies: readonly Figure[];
  /** How a live engine served; null for a recorded one. */
  readonly service: MeasuredService | null;
  readonly rows: LoadedRun["tables"]["rows"];
  readonly library: readonly LibrarySource[];
  /** The run that `change.*` figures are against; null where the gate names none. */
  readonly baseline: Baseline | null;
  /** What reviewers settled; null where nothing was drawn for them. */
  readonly review: Review | null;
}

async function loadAnswers(
  run: LoadedRun,
  folder: RunFolder,
  manifest: RunManifest,
  logger: Logger,
): Promise<void> {
  if (run.input.isRecorded) return;
  if (!(await exists(folder.journal))) {
    throw new HarnessError("run-folder-invalid", `no journal lies in ${folder.path}`.slice(0, 120), {
      hint: "restore it from a copy, or ask anew with `shadowbench replay --resume`",
    });
  }
  const lines = await loadJournal(
    run.store,
    folder.journal,
    resolve(folder.spool),
    requestIdOf(manifest.run),
  );
  warnOfLines(folder, manifest, lines, logger);
}

async function countSent(store: Store, inputs: Inputs, isRecorded: boolean): Promise<readonly DocumentRow[]> {
  if (isRecorded) return [];
  return countDocuments(store, sendPolicy(inputs.loaded.scenario.send).allowsKind);
}

/** Tells the database to be that of these inputs and answers, as its results and manifest will be. */
async function identify(
  store: Store,
  { loaded, tables, engineFiles }: Inputs,
  library: readonly LibrarySource[],
  analysis: Analysis,
): Promise<void> {
  const stages = stageDigests(loaded.scenario);
  const toolVersion = readToolVersion();
  await storeIdentity(
    store,
    identifyRun({ stages, tables, engineFiles, library, toolVersion, frame: analysis.frame }),
  );
}

async function measure(target: Target, context: RunContext): Promise<Measured> {
  const { inputs, folder } = target;
  const review = await readReview(folder, inputs.loaded.scenario.review.nonresponse);
  announce(context, "load");
  const baseline = await readBaseline(target);
  const run = await loadRun(inputs, folder);
  try {
    await loadAnswers(run, folder, requireRun(target), context.logger);
    const library = await loadLibrary(run.store, target.library);
    await attachBaseline(run.store, baseline);
    await run.store.lock();
    announce(context, "analyze");
    const systems = await encode(run.store, run.input);
    if (!run.input.isRecorded)
      await scanTexts(run.store, run.tables.documentsFile, sendPolicy(inputs.loaded.scenario.send));
    const measured = await analyze(run.store, run.input, systems, run.drops, review);
    const { confidence } = run.input;
    const changes = await measureBaseline(run.store, baseline, {
      target,
      analysis: measured,
      systems,
      library,
      confidence,
    });
    const analysis = { ...measured, figures: [...measured.figures, ...changes] };
    const documents = await countSent(run.store, inputs, run.input.isRecorded);
    const { isRecorded } = run.input;
    const latencies = isRecorded ? await measureLatency(run.store, confidence) : [];
    const service = isRecorded ? null : await measureRunService(run.store, target, analysis.unit, confidence);
    await identify(run.store, inputs, library, analysis);
    const { rows } = run.tables;
    return { analysis, systems, documents, latencies, service, rows, library, baseline, review };
  } finally {
    run.store.close();
  }
}

/** The texts of the two documents, whose digests the manifest keeps. */
interface Written {
  readonly results: string;
  readonly service: string;
}

/** Gate and report hold the scenario of their time against the one that was analyzed. */
function analyzedManifest(
  target: Target,
  manifest: RunManifest,
  measured: Measured,
  texts: Written,
): RunManifest {
  const rows: Readonly<Record<string, number>> = measured.rows;
  const { loaded } = target.inputs;
  return {
    ...manifest,
    scenario: { ...manifest.scenario, sha256: loaded.sha256, stages: stageDigests(loaded.scenario) },
    tables: manifest.tables.map((table) => ({ ...table, rows: rows[table.table] ?? null })),
    library: measured.library.map(({ id, kind, name, sha256 }) => ({ id, kind, name, sha256 })),
    encounters: measured.analysis.encounters,
    results_sha256: digestText(texts.results),
    service_sha256: digestText(texts.service),
    status: manifest.status === "replayed" ? "analyzed" : manifest.status,
  };
}

async function writeMeasured(folder: RunFolder, measured: Measured, texts: Written): Promise<void> {
  await rm(folder.verdict, { force: true });
  await writeTables(folder, listTables(measured));
  await writeFailures(folder, measured.service);
  await writeWhole(folder.results, texts.results);
  await writeWhole(folder.service, texts.service);
}

/**
 * Compares the answers with the reference and writes results.json, service.json and the tables; the manifest then
 * holds their digests and the scenario they were made under. The database is built anew from tables and journal,
 * and a verdict on earlier results is taken away. Throws `digest-differs` where the inputs are not those of the run.
 */
export async function analyzeStage(
  target: Target,
  context: RunContext,
): Promise<{ readonly results: Results; readonly manifest: RunManifest }> {
  const { inputs, folder } = target;
  const manifest = requireRun(target);
  checkSameInputs(manifest, inputs);
  const measured = await measure(target, context);
  const results = buildResults(inputs, measured);
  const service = buildService(manifest, inputs.loaded.scenario, measured.service);
  warnOfService(measured.service, context);
  const texts = { results: formatDocument(results), service: formatDocument(service) };
  const analyzed = analyzedManifest(target, manifest, measured, texts);
  await writeMeasured(folder, measured, texts);
  await writeManifest(folder, analyzed);
  return { results, manifest: analyzed };
}
