import { describe, expect, it } from "vitest";
import { type AskedLine, atSecond, linesOf, serve, usualSession } from "./asked.ts";

const points = ["p50", "p90", "p95", "p99", "max"];

describe("latency", () => {
  it("is given by nearest rank with order statistics around it, worked out by binomial tails in R", async () => {
    const served = await serve(linesOf(400, (n) => ({ latency_ms: 401 - n })));
    expect(points.map((point) => served.figure(`latency_ms.${point}`).value)).toEqual([
      200, 360, 380, 396, 400,
    ]);
    // R: the smallest k with pbinom(k - 1, 400, p) >= .975 and the largest j with pbinom(j - 1, 400, p) <= .025.
    const ranges = points.map((point) => {
      const { lower, upper } = served.figure(`latency_ms.${point}`);
      return [lower, upper];
    });
    expect(ranges.slice(0, 3)).toEqual([
      [180, 221],
      [348, 372],
      [371, 389],
    ]);
    expect(ranges.slice(3)).toEqual([
      [392, 400],
      [null, null],
    ]);
    expect(served.figure("latency_ms.p50")).toMatchObject({ encounters: 400, note: null });
  });

  it("counts a request without an answer as slower than every answer", async () => {
    const lines = linesOf(100, (n) => (n <= 4 ? { status: "failed", latency_ms: 5 } : { latency_ms: n }));
    const served = await serve(lines);
    const [p50, p95, p99, max] = ["p50", "p95", "p99", "max"].map((point) =>
      served.figure(`latency_ms.${point}`),
    );
    expect([p50?.value, p95?.value, p99?.value, max?.value]).toEqual([54, 99, null, 100]);
    expect(p95?.note).toBe(null);
    expect(p99?.note).toBe("4 of 100 requests got no answer: more than 1 in 100");
    expect(served.orderStatistics.filter(({ rank }) => rank === 100)).toEqual([
      { metric: "engine.latency_ms", rank: 100, ms: null },
    ]);
  });

  it("leaves out kept answers and later repeats, and of several rounds takes the last", async () => {
    const served = await serve([
      { encounter_id: "a", round: 1, status: "failed", attempts: 4, timeouts: 4, latency_ms: 30_000 },
      { encounter_id: "a", round: 2, attempts: 2, timeouts: 1, latency_ms: 70 },
      { encounter_id: "a", repeat: 2, latency_ms: 3 },
      { encounter_id: "b", cached: true, attempts: 0, latency_ms: null },
    ]);
    expect(served.figure("latency_ms.max")).toMatchObject({ value: 70, encounters: 1 });
    expect(served.counts).toMatchObject({
      responses: 3,
      failed: 0,
      cached: 1,
      attempts: 7,
      timeouts: 5,
      retries: 5,
    });
    expect(served.figure("timeout_rate")).toMatchObject({ numerator: 5, denominator: 7, encounters: 1 });
    expect(served.figure("retry_rate")).toMatchObject({ numerator: 5, denominator: 7 });
  });

  it("is that of the probe alone where some were asked in real time, the rest stands in its own lane", async () => {
    const served = await serve([
      ...linesOf(20, () => ({ latency_ms: 900 })),
      { encounter_id: "p1", mode: "realtime", latency_ms: 40, late_ms: 1 },
      { encounter_id: "p2", mode: "realtime", latency_ms: 60, late_ms: 2 },
    ]);
    expect(served.figure("latency_ms.p50")).toMatchObject({ value: 40, encounters: 2 });
    expect(served.lanes.map(({ mode, responses, p50, max }) => [mode, responses, p50, max])).toEqual([
      ["batch", 20, 900, 900],
      ["realtime", 2, 40, 60],
    ]);
    expect(served.figure("throughput").note).toBe(
      "of batch and real time together; the arrivals set the pace of the latter",
    );
  });

  it("is null with its reason where no request was timed", async () => {
    const files = await serve([{ encounter_id: "a", mode: "files", attempts: 0, latency_ms: null }]);
    expect(files.figure("latency_ms.p99").note).toBe("the answers came in files: no request was timed");
    expect(files.figure("throughput").value).toBe(null);
    const kept = await serve([{ encounter_id: "a", cached: true, attempts: 0, latency_ms: null }]);
    expect(kept.figure("latency_ms.p99").note).toBe("every answer came from the cache");
    expect(kept.figure("timeout_rate").note).toBe("no request was made");
  });

  it("of a job is that of handing it in, and its turnaround stands apart", async () => {
    const served = await serve(linesOf(10, (n) => ({ latency_ms: 20, turnaround_ms: n * 1000 })));
    expect(served.figure("latency_ms.p90").value).toBe(20);
    expect(served.figure("latency_ms.p90").note).toBe("of handing the job in; the answer came later");
    expect(served.figure("turnaround_ms.p90").value).toBe(9000);
  });
});

describe("an open loop", () => {
  const paced = (late: number): AskedLine[] =>
    linesOf(200, (n) => ({ mode: "realtime", latency_ms: 1000 + n, late_ms: n <= 3 ? late : 0 }));

  it("keeps up where 1 request in 100 is late by 5 % of the 99th percentile at most", async () => {
    const served = await serve(paced(59));
    expect(served.generator).toEqual({
      paced: 200,
      kept_up: true,
      late_p99_ms: 59,
      late_max_ms: 59,
      limit_ms: 59.9,
    });
    expect(served.figure("latency_ms.p99").value).toBe(1198);
  });

  it("that falls behind tells no latency anywhere, and says by how much", async () => {
    const served = await serve(paced(83), {
      sessions: [{ ...usualSession, finished_at: atSecond(4), replay_ms: 4000 }],
    });
    expect(served.generator?.kept_up).toBe(false);
    for (const point of points) {
      const { value, lower, upper, note } = served.figure(`latency_ms.${point}`);
      expect([value, lower, upper]).toEqual([null, null, null]);
      expect(note).toBe(
        "the harness itself fell behind: 1 in 100 requests left more than 83 ms late, where 60 ms are allowed, so the latencies are not the engine's",
      );
    }
    expect(served.orderStatistics).toEqual([]);
    expect(served.lanes.flatMap(({ p50, max }) => [p50, max])).toEqual([null, null]);
    expect(served.overTime.every(({ p50, p99 }) => p50 === null && p99 === null)).toBe(true);
  });

  it("has each response where it came once it fell behind, and else where it was meant to be asked", async () => {
    const placed = async (late_ms: number) => {
      const line = { mode: "realtime", intended_at: atSecond(0.5), late_ms, latency_ms: 100 } as const;
      const lines = linesOf(4, (n) => ({ ...line, finished_at: atSecond(n - 0.5) }));
      const sessions = [{ ...usualSession, finished_at: atSecond(4), replay_ms: 4000 }];
      return (await serve(lines, { sessions })).overTime.map(({ responses }) => responses);
    };
    expect(await placed(0)).toEqual([4, 0, 0, 0]);
    expect(await placed(900)).toEqual([1, 1, 1, 1]);
  });

  it("may always be 10 ms late, however quick the engine", async () => {
    const quick = linesOf(10, () => ({ mode: "realtime", latency_ms: 2, late_ms: 10 }) as const);
    expect((await serve(quick)).generator).toMatchObject({ kept_up: true, limit_ms: 10 });
  });
});

describe("answers a second", () => {
  const answers = linesOf(30, (n) => ({ finished_at: atSecond(n / 3), status: n > 20 ? "failed" : "coded" }));

  it("are those of the seconds of asking, counted once where sessions overlap; failed ones are none", async () => {
    const served = await serve(answers, {
      sessions: [
        { started_at: atSecond(0), finished_at: atSecond(6), replay_ms: 6000, shard: "1/2" },
        { started_at: atSecond(4), finished_at: atSecond(10), replay_ms: 6000, shard: "2/2" },
        { started_at: atSecond(90), finished_at: atSecond(100), replay_ms: 10_000, shard: "1/2" },
      ],
    });
    expect(served.figure("throughput")).toMatchObject({
      value: 1,
      encounters: 20,
      method: "one measurement",
    });
  });

  it("end, where a session was killed, with its last line", async () => {
    const killed = { started_at: atSecond(0), finished_at: null, replay_ms: null, shard: null };
    const later = { started_at: atSecond(90), finished_at: atSecond(100), replay_ms: 10_000, shard: null };
    const served = await serve(answers, { sessions: [killed, later] });
    expect(served.figure("throughput").value).toBe(1);
  });

  it("are set by the arrivals in real time, and by a cap, and say so", async () => {
    const line = { encounter_id: "a", mode: "realtime", late_ms: 0 } as const;
    const served = await serve([line], { rateLimit: 5 });
    expect(served.figure("throughput").note).toBe(
      "the arrivals set the pace; at most 5 requests a second were allowed",
    );
  });

  it("stand in equal bins of the time of asking, pauses left out and silences kept", async () => {
    const first = linesOf(4, (n) => ({ finished_at: atSecond(n - 0.5), latency_ms: n * 10 }));
    const last = { encounter_id: "z", status: "failed", finished_at: atSecond(107.5) } as const;
    const served = await serve([...first, last], {
      sessions: [
        { started_at: atSecond(0), finished_at: atSecond(4), replay_ms: 4000, shard: null },
        { started_at: atSecond(104), finished_at: atSecond(108), replay_ms: 4000, shard: null },
      ],
    });
    expect(
      served.overTime.map(({ after_s, responses, failed, p50 }) => [after_s, responses, failed, p50]),
    ).toEqual([
      [0, 1, 0, 10],
      [1, 1, 0, 20],
      [2, 1, 0, 30],
      [3, 1, 0, 40],
      [4, 0, 0, null],
      [5, 0, 0, null],
      [6, 0, 0, null],
      [7, 1, 1, null],
    ]);
    expect(served.overTime.map(({ from }) => from).filter((_, at) => at % 4 === 0)).toEqual([
      "2026-03-01T10:00:00Z",
      "2026-03-01T10:01:44Z",
    ]);
  });
});

describe("cost", () => {
  const told = linesOf(4, (n) => ({
    price: n / 10,
    currency: "USD",
    input_tokens: 1000 * n,
    output_tokens: 10,
  }));

  it("is the mean of what the answers tell, with an interval over patients", async () => {
    const { figure, cost } = await serve(told);
    const mean = figure("cost_per_encounter");
    expect(mean.value).toBeCloseTo(0.25, 12);
    // R: sd(c(.1,.2,.3,.4)) / 2 = 0.06454972; qt(.975, 3) * that = 0.2054260
    expect(mean.se).toBeCloseTo(0.06454972, 8);
    expect([mean.lower, mean.upper].map((end) => end?.toFixed(6))).toEqual(["0.044574", "0.455426"]);
    expect(mean.note).toBe("in USD");
    expect(figure("tokens_per_encounter.input").value).toBe(2500);
    expect(figure("tokens_per_encounter.output").value).toBe(10);
    expect(cost).toEqual({ currency: "USD", answers: 4, by_answers: 4, by_scenario: 0, untold: 0 });
  });

  it("of tokens comes from the scenario where the answer tells no price", async () => {
    const tokens = linesOf(2, (n) => ({ input_tokens: 4000 * n, output_tokens: 500 }));
    const cost = {
      currency: "EUR",
      per_million_input_tokens: 3,
      per_million_output_tokens: 12,
      per_encounter: 0.01,
    };
    const { figure } = await serve(tokens, { cost });
    expect(figure("cost_per_encounter").value).toBeCloseTo(0.01 + 0.018 + 0.006, 10);
    const own = await serve([...tokens, { encounter_id: "x", price: 0.1 }], { cost });
    expect(own.cost).toMatchObject({ by_answers: 1, by_scenario: 2, currency: "EUR" });
  });

  it("by the encounter does not vary, and has no interval", async () => {
    const { figure } = await serve(
      linesOf(3, () => ({})),
      { cost: { currency: "USD", per_encounter: 0.35 } },
    );
    const price = figure("cost_per_encounter");
    expect(price.value).toBeCloseTo(0.35, 11);
    expect(price).toMatchObject({ scale: null, lower: null, encounters: 3, note: "in USD" });
    expect(price.method).toBe("the scenario's price, the same for every encounter");
  });

  it("that every answer tells alike is a price by contract, printed as it was told", async () => {
    const alike = linesOf(3, () => ({ price: 0.0245, currency: "USD" }));
    const price = (await serve(alike)).figure("cost_per_encounter");
    expect(price).toMatchObject({ value: 0.0245, scale: null, lower: null, encounters: 3, note: "in USD" });
    expect(price.method).toBe("the price that every answer tells, the same in all");
    const mixed = await serve([...alike, { encounter_id: "x", price: 0.0255, currency: "USD" }]);
    expect(mixed.figure("cost_per_encounter")).toMatchObject({ value: 0.02475, scale: "identity" });
    const one = await serve(alike.slice(0, 1));
    expect(one.figure("cost_per_encounter").scale).not.toBeNull();
  });

  it.each<[string, Omit<AskedLine, "encounter_id">, string]>([
    ["one answer tells nothing", {}, "1 of 5 answers tell neither a price nor the tokens that are priced"],
    ["currencies are mixed", { price: 1, currency: "EUR" }, "prices in EUR and USD cannot be added up"],
    [
      "a price has no currency",
      { price: 1 },
      "1 of 5 answers tell a price without its currency; name it in the scenario's cost",
    ],
    [
      "a price cannot be believed",
      { price: 1e300, currency: "USD" },
      "1 of 5 answers tell neither a price nor the tokens that are priced",
    ],
  ])("is null with the reason where %s", async (_, line, reason) => {
    const { figure } = await serve([...told, { encounter_id: "x", ...line }]);
    expect([figure("cost_per_encounter").value, figure("cost_per_encounter").note]).toEqual([null, reason]);
    expect(figure("tokens_per_encounter.input").note).toBe("1 of 5 answers do not tell their input tokens");
  });

  it("is told by nobody where nobody tells it", async () => {
    const { figure, cost } = await serve(linesOf(2, () => ({})));
    expect(cost).toBe(null);
    expect(figure("cost_per_encounter").note).toBe(
      "no answer tells a price, nor the tokens that the scenario's cost prices",
    );
    expect(figure("tokens_per_encounter.output").note).toBe("no answer tells its output tokens");
  });
});

it("lists encounters without an answer after the last retry, with the attempts of every round", async () => {
  const served = await serve([
    { encounter_id: "b", status: "failed", error: "HTTP 500 without a body", attempts: 4 },
    { encounter_id: "b", round: 2, status: "failed", error: "no answer within 30 ms", attempts: 3 },
    { encounter_id: "a", repeat: 2, status: "failed", error: "the connection broke" },
    { encounter_id: "a" },
    { encounter_id: "c", status: "failed", attempts: 4 },
    { encounter_id: "c", round: 2 },
  ]);
  expect(served.failures).toEqual([
    { encounter_id: "a", repeat: 2, error: "the connection broke", attempts: 1 },
    { encounter_id: "b", repeat: 1, error: "no answer within 30 ms", attempts: 7 },
  ]);
});

it("takes the patients' encounters together for the interval of a rate", async () => {
  const lines = linesOf(40, (n) => ({ attempts: 2, timeouts: n <= 2 ? 1 : 0 }));
  const alone = await serve(lines);
  const together = await serve(lines, { unit: "patient" }, { e0001: "p", e0002: "p" });
  expect(alone.figure("timeout_rate")).toMatchObject({ value: 2 / 80, clusters: 40, rare_clusters: 2 });
  expect(together.figure("timeout_rate")).toMatchObject({ value: 2 / 80, clusters: 39, rare_clusters: 1 });
});
