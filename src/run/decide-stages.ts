import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type Results, resultsSchema } from "../domain/results.ts";
import { serviceSchema } from "../domain/service.ts";
import { type Verdict, verdictSchema } from "../domain/verdict.ts";
import { decideGate } from "../gate/decide-gate.ts";
import { exporters } from "../report/exporters.ts";
import { checkSameInputs } from "./manifest.ts";
import { announce, type RunContext } from "./run-context.ts";
import { exists, formatDocument, readDocument, writeWhole } from "./run-folder.ts";
import { requireRun, type Target } from "./target.ts";

/** results.json of the run, which must have been made from the inputs of now. */
async function readOwnResults(target: Target): Promise<Results> {
  checkSameInputs(requireRun(target), target.inputs, ["replay", "analysis"]);
  return readDocument(target.folder.results, resultsSchema, "analyze");
}

/** Holds the benchmarks against results.json and service.json and writes verdict.json; null without a gate. */
export async function gateStage(target: Target, context: RunContext): Promise<Verdict | null> {
  announce(context, "gate");
  const { gate } = target.inputs.loaded.scenario;
  const results = await readOwnResults(target);
  if (gate === undefined) {
    await rm(target.folder.verdict, { force: true });
    return null;
  }
  const service = await readDocument(target.folder.service, serviceSchema, "analyze");
  const verdict = decideGate({ run: requireRun(target).run, gate, results, service });
  await writeWhole(target.folder.verdict, formatDocument(verdict));
  return verdict;
}

/** Writes report.html, junit.xml and summary.md from the documents of the run. */
export async function reportStage(target: Target, context: RunContext): Promise<Verdict | null> {
  announce(context, "report");
  const { folder } = target;
  const results = await readOwnResults(target);
  const service = await readDocument(folder.service, serviceSchema, "analyze");
  const hasVerdict = await exists(folder.verdict);
  const verdict = hasVerdict ? await readDocument(folder.verdict, verdictSchema, "gate") : null;
  for (const exporter of exporters) {
    await writeWhole(
      join(folder.path, exporter.fileName),
      await exporter.render({ results, service, verdict }),
    );
  }
  return verdict;
}
