import { describe, expect, it } from "vitest";
import { looksSchema } from "../../src/domain/benchmark.ts";
import { serviceSchema } from "../../src/domain/service.ts";
import { decideBenchmark } from "../../src/gate/decide-benchmark.ts";
import { benchmarkOf, figureOf, resultsOf, serviceOf } from "./measurements.ts";

const blank = { system: null, scale: null, se: null, df: null, numerator: null, denominator: null } as const;

/** A run of n requests, the k-th shortest of which took k milliseconds; those above `answered` got no answer. */
function latenciesOf(n: number, answered = n) {
  const p99 = Math.ceil(n * 0.99);
  const value = p99 <= answered ? p99 : null;
  const note = value === null ? `${n - answered} of ${n} requests got no answer` : null;
  const figure = figureOf({ metric: "engine.latency_ms.p99", ...blank, value, encounters: n, note });
  const ranks = Array.from({ length: n }, (_, at) => at + 1);
  const order_statistics = ranks.map((rank) => ({
    metric: "engine.latency_ms",
    rank,
    ms: rank <= answered ? rank : null,
  }));
  return {
    results: resultsOf([]),
    service: serviceSchema.parse({ ...serviceOf([figure]), order_statistics }),
  };
}

function p99(at_most: number, more: Record<string, unknown> = {}) {
  return benchmarkOf({ metric: "engine.latency_ms.p99", system: undefined, at_most, ...more });
}

describe("a percentile of latency", () => {
  // R, qbinom-like search at 95 %: of 3,000 the 99th percentile lies between ranks 2,961 and 2,980.
  it("is judged by the order statistics that bound it, whatever the distribution", () => {
    const measured = latenciesOf(3000);
    const met = decideBenchmark(p99(2980), measured, 0.95);
    expect(met).toMatchObject({ outcome: "met", lower: 2961, upper: 2980, bound: 2980, value: 2970 });
    expect(met.reason).toBe(
      "2,970 ms measured; we can be sure of at most 2,980 ms at 95 % confidence (order statistic), and at most 2,980 ms is required",
    );
    expect(decideBenchmark(p99(2979), measured, 0.95)).toMatchObject({
      outcome: "inconclusive",
      encounters_needed: null,
    });
    expect(decideBenchmark(p99(2960), measured, 0.95)).toMatchObject({ outcome: "not-met", bound: 2961 });
  });

  it("has a bound at 95 % from 299 requests on, and says how many are missing", () => {
    expect(decideBenchmark(p99(299), latenciesOf(299), 0.95)).toMatchObject({ outcome: "met", upper: 299 });
    const few = decideBenchmark(p99(5000), latenciesOf(298), 0.95);
    expect(few).toMatchObject({ outcome: "inconclusive", encounters_needed: 1, upper: null });
    expect(few.reason).toBe("a bound at 95 % confidence needs 299 requests; there are 298");
  });

  it("can be refuted by fewer", () => {
    expect(decideBenchmark(p99(20), latenciesOf(100), 0.95)).toMatchObject({ outcome: "not-met" });
  });

  it("takes the next safer rank where service.json does not hold the one that a gate asks for", () => {
    const measured = latenciesOf(3000);
    const { service } = measured;
    const held = [1, 2900, 2970, 2990, 3000];
    const order_statistics = service.order_statistics.filter(({ rank }) => held.includes(rank));
    const thinned = { ...measured, service: { ...service, order_statistics } };
    expect(decideBenchmark(p99(2980), thinned, 0.95)).toMatchObject({ lower: 2900, upper: 2990 });
  });

  it("is never met where too many requests got no answer", () => {
    const open = decideBenchmark(p99(1e9), latenciesOf(400, 395), 0.95);
    expect(open.outcome).toBe("inconclusive");
    expect(open.reason).toBe("the figure could not be computed: 5 of 400 requests got no answer");
    const near = decideBenchmark(p99(1e9), latenciesOf(400, 397), 0.95);
    expect(near.reason).toBe("too many requests got no answer for a bound");
  });

  it("is refuted where so many got none that even its lower bound is no answer", () => {
    // R, qbinom(0.05, 400, 0.99) = 393 at most: the lower bound's rank is 392, which of 391 answered has none.
    const refuted = decideBenchmark(p99(2000), latenciesOf(400, 391), 0.95);
    expect(refuted).toMatchObject({ outcome: "not-met", value: null, bound: null, lower: null, upper: null });
    expect(refuted.reason).toBe(
      "9 of 400 requests got no answer; we can be sure of that at 95 % confidence (order statistic), and at most 2,000 ms is required",
    );
    expect(decideBenchmark(p99(2000), latenciesOf(400, 392), 0.95).outcome).toBe("inconclusive");
    expect(decideBenchmark(p99(2000, { min_encounters: 500 }), latenciesOf(400, 300), 0.95).outcome).toBe(
      "inconclusive",
    );
    const atLeast = benchmarkOf({ metric: "engine.latency_ms.p99", system: undefined, at_least: 9 });
    expect(decideBenchmark(atLeast, latenciesOf(400, 300), 0.95).outcome).toBe("inconclusive");
  });

  it("has no bound at many looks, and of a recorded engine none at all", () => {
    const looks = looksSchema.parse({ mode: "sequential" });
    expect(decideBenchmark(p99(9999), latenciesOf(400), 0.95, looks).reason).toBe(
      "a percentile has no sequential bound; ask for its value with on: point",
    );
    const figure = figureOf({ metric: "engine.latency_ms.p99", ...blank, value: 10, encounters: 400 });
    const recorded = { results: resultsOf([figure]), service: serviceOf([]) };
    expect(decideBenchmark(p99(20), recorded, 0.95).reason).toBe(
      "the figure has no interval; ask for its value with on: point",
    );
  });

  it("that the harness spoiled is open, with its words", () => {
    const note = "the harness itself fell behind: 1 in 100 requests left more than 83 ms late";
    const figure = figureOf({
      metric: "engine.latency_ms.p99",
      ...blank,
      value: null,
      encounters: 400,
      note,
    });
    const measured = { results: resultsOf([]), service: serviceOf([figure]) };
    expect(decideBenchmark(p99(20), measured, 0.95)).toMatchObject({
      outcome: "inconclusive",
      reason: `the figure could not be computed: ${note}`,
    });
  });
});

describe("answers a second, and a price by contract", () => {
  const single = (value: number | null, note: string | null = null) => ({
    results: resultsOf([]),
    service: serviceOf([figureOf({ metric: "engine.throughput", ...blank, value, note, encounters: 400 })]),
  });
  const fast = benchmarkOf({ metric: "engine.throughput", system: undefined, at_least: 5 });

  it("are held as they are, and named one measurement", () => {
    const met = decideBenchmark(fast, single(6.2), 0.95);
    expect(met).toMatchObject({ outcome: "met", bound: null, method: null });
    expect(met.reason).toBe(
      "6.2 per second measured, and at least 5 per second is required; one measurement, no bound",
    );
    expect(decideBenchmark(fast, single(4.9), 0.95).outcome).toBe("not-met");
    const price = figureOf({ metric: "engine.cost_per_encounter", ...blank, value: 0.35, encounters: 9 });
    const cheap = benchmarkOf({ metric: "engine.cost_per_encounter", system: undefined, at_most: 0.4 });
    const measured = { results: resultsOf([]), service: serviceOf([price]) };
    expect(decideBenchmark(cheap, measured, 0.95)).toMatchObject({ outcome: "met", unit: null });
  });

  it("name the currency of a price", () => {
    const price = figureOf({ metric: "engine.cost_per_encounter", ...blank, value: 0.35, encounters: 9 });
    const cheap = benchmarkOf({ metric: "engine.cost_per_encounter", system: undefined, at_most: 0.4 });
    const cost = { currency: "EUR", answers: 9, by_answers: 9, by_scenario: 0, untold: 0 };
    const priced = { results: resultsOf([]), service: { ...serviceOf([price]), cost } };
    const met = decideBenchmark(cheap, priced, 0.95);
    expect(met).toMatchObject({ outcome: "met", unit: "EUR" });
    expect(met.reason).toBe("0.35 EUR measured, and at most 0.4 EUR is required; one measurement, no bound");
  });

  it("are open where nothing was measured", () => {
    expect(decideBenchmark(fast, single(null, "the answers came in files"), 0.95)).toMatchObject({
      outcome: "inconclusive",
      reason: "the figure could not be computed: the answers came in files",
    });
  });
});
