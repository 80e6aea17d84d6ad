import { type Results, resultsSchema } from "../domain/results.ts";
import { type RunManifest, runManifestSchema } from "../domain/run-manifest.ts";
import { type Service, serviceSchema } from "../domain/service.ts";
import { type Verdict, verdictSchema } from "../domain/verdict.ts";
import { readDocument, runFolder } from "./run-folder.ts";

/** What was run, from `manifest.json` of a run folder. Throws `run-folder-invalid` where it is missing or broken. */
export function readRunManifest(folder: string): Promise<RunManifest> {
  return readDocument(runFolder(folder).manifest, runManifestSchema, "run");
}

/** Every figure and table, from `results.json` of a run folder. Throws `run-folder-invalid`. */
export function readResults(folder: string): Promise<Results> {
  return readDocument(runFolder(folder).results, resultsSchema, "analyze");
}

/** Latency, throughput and retries, from `service.json` of a run folder. Throws `run-folder-invalid`. */
export function readService(folder: string): Promise<Service> {
  return readDocument(runFolder(folder).service, serviceSchema, "analyze");
}

/** The gate's decision, from `verdict.json` of a run folder. Throws `run-folder-invalid`, without a gate too. */
export function readVerdict(folder: string): Promise<Verdict> {
  return readDocument(runFolder(folder).verdict, verdictSchema, "gate");
}
