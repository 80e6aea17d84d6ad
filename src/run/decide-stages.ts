import { rm } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Results, resultsSchema } from "../domain/results.ts";
import { type Service, serviceSchema } from "../domain/service.ts";
import { type Verdict, verdictSchema } from "../domain/verdict.ts";
import { HarnessError } from "../errors.ts";
import { decideGate } from "../gate/decide-gate.ts";
import { exporters } from "../report/exporters.ts";
import { checkSameInputs } from "./manifest.ts";
import { announce, type RunContext } from "./run-context.ts";
import { formatDocument, type RunFolder, readDocument, writeWhole } from "./run-folder.ts";
import { requireRun, type Target } from "./target.ts";

interface Documents {
  readonly results: Results;
  readonly service: Service;
}

function notAnalyzed(folder: RunFolder): HarnessError {
  const message = `the answers in ${folder.path} were not analyzed yet`.slice(0, 120);
  return new HarnessError("run-folder-invalid", message, { hint: "run `shadowbench analyze` first" });
}

/** The documents that analysis wrote, which must have been made from the inputs of now and not changed since. */
async function readOwnDocuments(target: Target): Promise<Documents> {
  const manifest = requireRun(target);
  const { folder } = target;
  checkSameInputs(manifest, target.inputs, ["replay", "analysis"]);
  const { results_sha256: resultsDigest, service_sha256: serviceDigest } = manifest;
  if (resultsDigest === null || serviceDigest === null) throw notAnalyzed(folder);
  return {
    results: await readDocument(folder.results, resultsSchema, "analyze", resultsDigest),
    service: await readDocument(folder.service, serviceSchema, "analyze", serviceDigest),
  };
}

function decide(target: Target, documents: Documents): Verdict | null {
  const { gate } = target.inputs.loaded.scenario;
  return gate === undefined ? null : decideGate({ run: requireRun(target).run, gate, ...documents });
}

/** Holds the benchmarks against results.json and service.json and writes verdict.json; null without a gate. */
export async function gateStage(target: Target, context: RunContext): Promise<Verdict | null> {
  announce(context, "gate");
  const verdict = decide(target, await readOwnDocuments(target));
  if (verdict === null) await rm(target.folder.verdict, { force: true });
  else await writeWhole(target.folder.verdict, formatDocument(verdict));
  return verdict;
}

/** verdict.json, which must be the decision of the gate as it stands in the scenario now. */
async function readOwnVerdict(target: Target, documents: Documents): Promise<Verdict | null> {
  const verdict = decide(target, documents);
  if (verdict === null) return null;
  const written = await readDocument(target.folder.verdict, verdictSchema, "gate");
  if (isDeepStrictEqual(written, JSON.parse(JSON.stringify(verdict)))) return written;
  throw new HarnessError(
    "digest-differs",
    "verdict.json was decided under another gate than the scenario's",
    {
      hint: "run `shadowbench gate` first",
    },
  );
}

/** Writes report.html, codes.html, junit.xml and summary.md from the documents of the run. */
export async function reportStage(target: Target, context: RunContext): Promise<Verdict | null> {
  announce(context, "report");
  const documents = await readOwnDocuments(target);
  const verdict = await readOwnVerdict(target, documents);
  for (const exporter of exporters) {
    const text = await exporter.render({ ...documents, verdict });
    await writeWhole(join(target.folder.path, exporter.fileName), text);
  }
  return verdict;
}
