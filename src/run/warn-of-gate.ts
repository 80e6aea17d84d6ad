import type { YamlPath } from "../domain/yaml-place.ts";
import type { Problem } from "../errors.ts";
import type { LoadedScenario } from "../scenario/load-scenario.ts";
import { exists, runFolder } from "./run-folder.ts";

function warnOfWaivers({ scenario, locate }: LoadedScenario, today: string): readonly Problem[] {
  return (scenario.gate?.waivers ?? []).flatMap(({ expires, approver }, at): Problem[] => {
    const path: YamlPath = ["gate", "waivers", at, "expires"];
    const message = `the waiver by ${approver} expired on ${expires}: it lets nothing go`;
    return expires < today ? [{ message, where: locate(path), hint: "have it renewed, or take it out" }] : [];
  });
}

async function warnOfBaseline({ scenario, locate }: LoadedScenario): Promise<readonly Problem[]> {
  const { benchmarks = [], baseline = null } = scenario.gate ?? {};
  const at = benchmarks.findIndex((benchmark) => benchmark.baseline !== undefined);
  if (baseline === null || (await exists(runFolder(baseline.folder).results))) return [];
  const message = `no analyzed run lies at ${baseline.written}: what is held against it stays open`;
  const where = locate(["gate", "benchmarks", at, "baseline"]);
  return [{ message, where, hint: "make the baseline's run first" }];
}

/**
 * What of a gate holds nothing on the day `today` (YYYY-MM-DD), though it is well written: waivers that have expired,
 * a baseline that is not there.
 */
export async function warnOfGate(loaded: LoadedScenario, today: string): Promise<readonly Problem[]> {
  return [...warnOfWaivers(loaded, today), ...(await warnOfBaseline(loaded))];
}
