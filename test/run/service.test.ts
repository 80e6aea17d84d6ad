import { join } from "node:path";
import { expect, it } from "vitest";
import { type Service, serviceSchema } from "../../src/domain/service.ts";
import { analyzeRun, runScenario } from "../../src/run/stages.ts";
import { makeRunFolder, openContext, readText, runFiles, writeFiles } from "./making-runs.ts";

const scenario = (perSecond: number) => `replay:
  mode: realtime
  arrivals: {by: rate, per_second: ${perSecond}}
  retries: 1
  backoff_ms: 1
gate:
  benchmarks:
    - {metric: engine.latency_ms.p50, at_most: 5000}
    - {metric: engine.latency_ms.p99, at_most: 5000}
    - {metric: engine.throughput, at_least: 1}
    - {metric: engine.timeout_rate, at_most: 0.10}
    - {metric: engine.cost_per_encounter, at_most: 0.40}
`;

/** Prices of 0.20, 0.25 and 0.30 in turn, and no answer for E00007. */
const engine = `export default {
  name: "spread",
  version: "1",
  async code({ encounter_id: id }) {
    const number = Number(id.slice(1));
    if (number === 7) throw new Error("note of " + id + " is poison");
    const usage = { input_tokens: 1000, price: 0.2 + (number % 3) / 20, currency: "USD" };
    return { status: "coded", codes: [{ system: "ICD-10-CM", code: "I10", sequence: 1 }], usage };
  },
};
`;

function readService(folder: string): Service {
  return serviceSchema.parse(JSON.parse(readText(folder, "out", "service.json")));
}

it("measures how a live engine served, holds it to the gate and shows it in the report", {
  timeout: 60_000,
}, async () => {
  const folder = makeRunFolder(runFiles({ encounters: 120, engine, scenario: scenario(100) }));
  const warnings: string[] = [];
  const logger = { info: () => {}, warn: (line: string) => warnings.push(line) };
  const options = { out: join(folder, "out") };
  const { verdict } = await runScenario(join(folder, "scenario.yaml"), options, openContext({ logger }));
  const service = readService(folder);
  expect(service).toMatchObject({ measured: true, responses: 120, failed: 1, attempts: 120, retries: 0 });
  expect(service.generator?.paced).toBe(120);
  expect(service.asking).toMatchObject({ mode: "realtime", arrivals: { by: "rate", per_second: 100 } });
  expect(service.cost).toEqual({ currency: "USD", answers: 119, by_answers: 119, by_scenario: 0, untold: 0 });
  const cost = service.figures.find(({ metric }) => metric === "engine.cost_per_encounter");
  expect(cost?.value).toBeCloseTo((40 * 0.2 + 39 * 0.25 + 40 * 0.3) / 119, 10);
  expect(service.failures.map(({ encounter_id, attempts }) => [encounter_id, attempts])).toEqual([
    ["E00007", 1],
  ]);
  expect(readText(folder, "out/tables/failures.csv")).toMatch(
    /^encounter_id,repeat,error,attempts\nE00007,1,[^\n]*,1\n$/,
  );
  expect(warnings).toContain("1 response failed for good: see tables/failures.csv in the run folder");
  expect(JSON.stringify(service)).not.toContain("poison");
  const outcomes = verdict?.benchmarks.map(({ metric, outcome }) => [metric.replace("engine.", ""), outcome]);
  expect(outcomes?.slice(1)).toEqual([
    ["latency_ms.p99", "inconclusive"],
    ["throughput", "met"],
    ["timeout_rate", "met"],
    ["cost_per_encounter", "met"],
  ]);
  expect(readText(folder, "out/report.html")).toContain("How the engine served");
  expect(readText(folder, "out/results.json")).not.toContain("latency_ms");
  const priced = readText(folder, "scenario.yaml").replace("gate:", "cost: {currency: USD}\ngate:");
  writeFiles(folder, { "scenario.yaml": priced });
  await analyzeRun(options.out, {}, openContext());
  expect(readService(folder).figures).toEqual(service.figures);
});
