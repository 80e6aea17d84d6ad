import type { Benchmark } from "../domain/benchmark.ts";
import type { Figure } from "../domain/figure.ts";
import { isRelative } from "./requirement.ts";

function negate(value: number | null): number | null {
  return value === null ? null : 0 - value;
}

/**
 * The metric of the figure that a benchmark is held to: `change.<metric>` against a baseline, `excess.<metric>`
 * against the second coder, `<metric>.supported` with a least support, else its own.
 */
export function metricAsked(benchmark: Benchmark): string {
  const { metric, relative_to: relativeTo, min_support: minSupport } = benchmark;
  if (isRelative(benchmark)) return `${relativeTo === "human" ? "excess" : "change"}.${metric}`;
  return minSupport === undefined ? metric : `${metric}.supported`;
}

/** The figure in the direction that the benchmark asks in: an excess, second coder less engine, is turned round. */
export function turnFigure(figure: Figure, benchmark: Benchmark): Figure {
  if (!isRelative(benchmark) || benchmark.relative_to !== "human") return figure;
  return {
    ...figure,
    value: negate(figure.value),
    lower: negate(figure.upper),
    upper: negate(figure.lower),
  };
}
