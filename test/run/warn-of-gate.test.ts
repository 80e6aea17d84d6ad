import { expect, it } from "vitest";
import { warnOfGate } from "../../src/run/warn-of-gate.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { makeRunFolder } from "./making-runs.ts";

const scenario = `schema: shadowbench.scenario/1
name: pilot
dataset: data
engine: {kind: lexical}
gate:
  benchmarks:
    - {name: recall, metric: codes.recall, at_least: 0.9}
    - {metric: codes.recall, no_worse_by: 0.1, baseline: gone}
  waivers:
    - {benchmark: recall, reason: r, approver: CMIO, expires: 2026-12-31}
`;

it("a baseline that is not there and an expired waiver are warned of, at their lines", async () => {
  const folder = makeRunFolder({ "scenario.yaml": scenario });
  const loaded = await loadScenario(`${folder}/scenario.yaml`);
  const linesOn = async (today: string) =>
    (await warnOfGate(loaded, today)).map(({ message, where }) => `${where?.line} ${message}`);
  const missing = "8 no analyzed run lies at gone: what is held against it stays open";
  expect(await linesOn("2026-12-31")).toEqual([missing]);
  expect(await linesOn("2027-01-01")).toEqual([
    "10 the waiver by CMIO expired on 2026-12-31: it lets nothing go",
    missing,
  ]);
});
