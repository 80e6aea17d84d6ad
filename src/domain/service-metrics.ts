import { type MetricDraft, share } from "./metric.ts";

/** Percentiles that are reported of a duration, by name, in percent. */
export const percentiles = { p50: 50, p90: 90, p95: 95, p99: 99 } as const;

const service = { perSystem: false, stage: "service" } as const;
/** Prices are added up in thousand-millionths, in which decimal ones are exact. */
const partsOfPrice = 1_000_000_000n;

function percentilesOf(
  name: string,
  title: string,
  definition: string,
): readonly (readonly [string, MetricDraft])[] {
  const duration = { form: "distribution", unit: "ms", better: "lower", ...service } as const;
  const points = Object.entries(percentiles).map(([point, percent]): readonly [string, MetricDraft] => [
    `${name}.${point}`,
    {
      title: `${title}, ${point}`,
      definition: `${definition}, ${point} over answered encounters; in a live run a request that got no answer counts as slower than every answer.`,
      quantile: percent / 100,
      ...duration,
    },
  ]);
  return [
    ...points,
    [
      `${name}.max`,
      { title: `${title}, longest`, definition: `${definition}, the longest of all answers.`, ...duration },
    ],
  ];
}

/** What a run tells of the engine's service rather than of its codes. */
export const serviceMetrics: Readonly<Record<string, MetricDraft>> = {
  ...Object.fromEntries([
    ...percentilesOf("engine.latency_ms", "Latency", "Time from request to answer in milliseconds"),
    ...percentilesOf(
      "engine.turnaround_ms",
      "Turnaround of jobs",
      "Time from handing a job in to its answer in milliseconds",
    ),
  ]),
  "engine.throughput": {
    title: "Throughput of answers",
    definition:
      "Answers over the seconds in which the engine was asked; failures and answers from the cache left out.",
    form: "single",
    unit: "per second",
    better: "higher",
    ...service,
  },
  "engine.timeout_rate": {
    title: "Time-out rate",
    definition: "Attempts that ended without an answer in time, over all attempts.",
    form: "proportion",
    ...share,
    better: "lower",
    whenEmpty: "no request was made",
    ...service,
  },
  "engine.retry_rate": {
    title: "Retry rate",
    definition: "Attempts beyond the first at an encounter, over all attempts.",
    form: "proportion",
    ...share,
    better: "lower",
    whenEmpty: "no request was made",
    ...service,
  },
  "engine.cost_per_encounter": {
    title: "Cost per encounter",
    definition:
      "Mean price of an answer: as the answer tells it, else by the scenario's cost. Failures and answers from the cache left out.",
    form: "unbounded",
    unit: "money",
    better: "lower",
    yScale: partsOfPrice,
    ...service,
  },
  "engine.tokens_per_encounter.input": {
    title: "Tokens read per encounter",
    definition: "Mean of the input tokens that an answer tells.",
    form: "unbounded",
    unit: "tokens",
    better: "neither",
    ...service,
  },
  "engine.tokens_per_encounter.output": {
    title: "Tokens written per encounter",
    definition: "Mean of the output tokens that an answer tells.",
    form: "unbounded",
    unit: "tokens",
    better: "neither",
    ...service,
  },
};
