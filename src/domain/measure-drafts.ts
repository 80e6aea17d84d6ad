import type { MetricDraft } from "./metric.ts";

/** Kinds of drafts whose sums stand in the table `measures`. */
export type MetricDrafts = Readonly<Record<string, MetricDraft>>;
export const perSystem = { isMeasure: true, perSystem: true } as const;
export const perRun = { isMeasure: true, perSystem: false } as const;
export const ratio = { form: "ratio", better: "higher" } as const;
export const neutral = { form: "proportion", better: "neither" } as const;
export const fault = { form: "ratio", better: "lower" } as const;
