import { join } from "node:path";
import type { PlanDocument } from "../domain/plan-document.ts";
import { HarnessError } from "../errors.ts";
import { planGate } from "../gate/plan/plan-gate.ts";
import { openPilot, type PlanOptions } from "../gate/plan/plan-inputs.ts";
import { loadScenario } from "../scenario/load-scenario.ts";
import { checkExpected } from "./check-expected.ts";
import { readFinishedRun } from "./finished-run.ts";
import { readService } from "./read-run.ts";
import { exists, formatDocument, makeFolder, runFolder, writeWhole } from "./run-folder.ts";

async function readPilot(folder: string) {
  const { results } = await readFinishedRun(folder);
  const service = (await exists(runFolder(folder).service)) ? await readService(folder) : null;
  return openPilot({ results, service });
}

/**
 * How many encounters the benchmarks of a scenario need, by what its `plan` section, a pilot run's folder and the
 * options say. Throws HarnessError `scenario-invalid`, also where there is no benchmark to plan for, and
 * `run-folder-invalid` for a pilot that was not analyzed, `command-invalid` for a true value that a metric cannot take.
 */
export async function planScenario(
  file: string,
  pilot: string | null,
  options: PlanOptions,
): Promise<PlanDocument> {
  const { scenario } = await loadScenario(file);
  const { gate } = scenario;
  if (gate === undefined || gate.benchmarks.length === 0) {
    const hint = "add a gate with benchmarks: a plan is made for each of them";
    throw new HarnessError("scenario-invalid", `${file} has no benchmark to plan for`.slice(-120), { hint });
  }
  checkExpected(options, gate);
  return planGate({
    scenario: scenario.name,
    gate,
    spec: scenario.plan ?? {},
    pilot: pilot === null ? null : await readPilot(pilot),
    options,
  });
}

/** Writes plan.json and plan.html into a folder, made if it is not there; gives the page's path. */
export async function writePlanReport(folder: string, plan: PlanDocument): Promise<string> {
  const { renderPlan } = await import("../report/render-plan.ts");
  const page = join(folder, "plan.html");
  await makeFolder(folder);
  await writeWhole(join(folder, "plan.json"), formatDocument(plan));
  await writeWhole(page, await renderPlan(plan));
  return page;
}
