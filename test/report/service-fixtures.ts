import type { OrderStatistic, Service } from "../../src/domain/service.ts";
import { serviceSchema } from "../../src/domain/service.ts";
import { makeFigure } from "./fixtures.ts";

const figures = [
  ["engine.latency_ms.p50", 812, 790, 840, null],
  ["engine.latency_ms.p90", 1630, 1540, 1710, null],
  ["engine.latency_ms.p95", 2410, 2230, 2650, null],
  ["engine.latency_ms.p99", 5188, 4310, 9120, null],
  ["engine.latency_ms.max", 29_100, null, null, null],
  ["engine.throughput", 8.03, null, null, null],
  ["engine.timeout_rate", 0.0189, 0.0131, 0.0266, null],
  ["engine.retry_rate", 0.0346, 0.027, 0.044, null],
  ["engine.cost_per_encounter", 0.3127, 0.301, 0.324, "in USD"],
  ["engine.tokens_per_encounter.input", 5120, 4980, 5260, null],
  ["engine.tokens_per_encounter.output", 611, 590, 632, null],
] as const;

const failures = Array.from({ length: 12 }, (_, at) => ({
  encounter_id: `E-${1000 + at}`,
  repeat: 1,
  error: at % 2 === 0 ? "no answer within 30000 ms" : "HTTP 500 without a body",
  attempts: 4,
}));

/** Thirty parts of three minutes, with a pause of the engine in the middle. */
function makeOverTime(): Service["over_time"] {
  return Array.from({ length: 30 }, (_, at) => {
    const isPaused = at === 14 || at === 15;
    const wave = 1 + Math.sin(at / 4) / 4;
    const responses = isPaused ? 3 : Math.round(50 * wave);
    return {
      from: new Date(Date.UTC(2026, 2, 1, 10, 0, at * 6)).toISOString().replace(".000", ""),
      after_s: at * 6,
      seconds: 6,
      responses,
      failed: isPaused ? 2 : at % 9 === 0 ? 1 : 0,
      per_second: responses / 6,
      p50: isPaused ? null : 800 * wave,
      p95: isPaused ? null : 2400 * wave,
      p99: isPaused ? null : at % 7 === 0 ? null : 5000 * wave,
    };
  });
}

/** A live engine's service in a batch of three minutes. */
export function makeMeasuredService(changes: Partial<Service> = {}): Service {
  const orderStatistics: OrderStatistic[] = [{ metric: "engine.latency_ms", rank: 1480, ms: null }];
  return serviceSchema.parse({
    schema: "shadowbench.service/1",
    measured: true,
    responses: 1480,
    failed: 12,
    attempts: 1533,
    timeouts: 29,
    retries: 53,
    wall_ms: 184_300,
    encounters_per_second: 8.03,
    asking: {
      mode: "batch",
      concurrency: 8,
      arrivals: null,
      probe_share: null,
      rate_limit: null,
      repeats: 1,
    },
    cost: { currency: "USD", answers: 1468, by_answers: 1468, by_scenario: 0, untold: 0 },
    figures: figures.map(([metric, value, lower, upper, note]) =>
      makeFigure({ metric, value, lower, upper, note, scale: null }),
    ),
    order_statistics: orderStatistics,
    lanes: [],
    over_time: makeOverTime(),
    failures,
    ...changes,
  });
}
