import { rm } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Results, resultsSchema } from "../domain/results.ts";
import { type Service, serviceSchema } from "../domain/service.ts";
import { type Verdict, verdictSchema } from "../domain/verdict.ts";
import { HarnessError } from "../errors.ts";
import { decideGate } from "../gate/decide-gate.ts";
import { exporters } from "../report/exporters.ts";
import { readBaselineNow } from "./compare/baseline-now.ts";
import { keepLook, recordLook } from "./look-file.ts";
import { findEarlierVerdicts } from "./looks.ts";
import { checkSameInputs, writeManifest } from "./manifest.ts";
import { checkReviewRead } from "./review/review-folder.ts";
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
  const results = await readDocument(folder.results, resultsSchema, "analyze", resultsDigest);
  await checkReviewRead(folder, results);
  return {
    results,
    service: await readDocument(folder.service, serviceSchema, "analyze", serviceDigest),
  };
}

/** The decision of today, in the light of the verdicts on earlier runs beside this one. */
async function decide(target: Target, documents: Documents, { clock }: RunContext): Promise<Verdict | null> {
  const { gate } = target.inputs.loaded.scenario;
  if (gate === undefined) return null;
  const manifest = requireRun(target);
  return decideGate({
    run: manifest.run,
    gate,
    ...documents,
    today: clock.now().toISOString().slice(0, "YYYY-MM-DD".length),
    earlier: await findEarlierVerdicts(target.folder.path, documents.results, clock.now()),
    baseline: await readBaselineNow(gate.baseline),
  });
}

function nameScenario({ folder, inputs }: Target): string {
  return relative(resolve(folder.path), resolve(inputs.loaded.file));
}

/** Keeps in the manifest by which scenario the verdict was made, where that is not the run's own. */
async function noteScenario(target: Target): Promise<void> {
  const manifest = requireRun(target);
  const file = nameScenario(target);
  const gatedBy = file === manifest.scenario.file ? null : file;
  if (gatedBy !== manifest.gated_by) await writeManifest(target.folder, { ...manifest, gated_by: gatedBy });
}

/** The look is kept before the verdict can be read. */
async function writeVerdict(
  { folder }: Target,
  { results }: Documents,
  verdict: Verdict,
  { clock }: RunContext,
): Promise<void> {
  await keepLook(folder, recordLook(clock.now().toISOString(), verdict, results.run.engine, results));
  await writeWhole(folder.verdict, formatDocument(verdict));
}

/** Holds the benchmarks against results.json and service.json and writes verdict.json; null without a gate. */
export async function gateStage(target: Target, context: RunContext): Promise<Verdict | null> {
  announce(context, "gate");
  const documents = await readOwnDocuments(target);
  const verdict = await decide(target, documents, context);
  if (verdict === null) await rm(target.folder.verdict, { force: true });
  else await writeVerdict(target, documents, verdict, context);
  await noteScenario(target);
  return verdict;
}

/** The scenario that the gate was given, where it is neither the run's own nor this one; null otherwise. */
function findOtherGate(target: Target): string | null {
  const { gated_by: gatedBy } = requireRun(target);
  if (gatedBy === null || gatedBy === nameScenario(target)) return null;
  return relative("", join(target.folder.path, gatedBy));
}

function refuseVerdict(target: Target): HarnessError {
  const other = findOtherGate(target);
  if (other === null) {
    const message =
      "verdict.json is not what the gate decides now: the scenario, a waiver's day or an earlier look changed";
    return new HarnessError("digest-differs", message, { hint: "run `shadowbench gate` first" });
  }
  const hint = `run \`shadowbench report ${other} --out ${target.folder.path}\``;
  return new HarnessError("digest-differs", "verdict.json was decided by another scenario's gate", { hint });
}

/** verdict.json, which must be what the gate decides now: by the scenario, the earlier verdicts and the day. */
async function readOwnVerdict(
  target: Target,
  documents: Documents,
  context: RunContext,
): Promise<Verdict | null> {
  const verdict = await decide(target, documents, context);
  if (verdict === null && findOtherGate(target) !== null) throw refuseVerdict(target);
  if (verdict === null) return null;
  const written = await readDocument(target.folder.verdict, verdictSchema, "gate");
  if (isDeepStrictEqual(written, JSON.parse(JSON.stringify(verdict)))) return written;
  throw refuseVerdict(target);
}

/** Writes report.html, codes.html, junit.xml and summary.md from the documents of the run. */
export async function reportStage(target: Target, context: RunContext): Promise<Verdict | null> {
  announce(context, "report");
  const documents = await readOwnDocuments(target);
  const verdict = await readOwnVerdict(target, documents, context);
  const input = { ...documents, verdict, manifest: requireRun(target) };
  for (const exporter of exporters) {
    const text = await exporter.render(input);
    await writeWhole(join(target.folder.path, exporter.fileName), text);
  }
  return verdict;
}
