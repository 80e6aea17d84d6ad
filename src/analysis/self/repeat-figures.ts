import type { Figure } from "../../domain/figure.ts";
import type { Metric } from "../../domain/metric.ts";
import { metricCatalogue } from "../../domain/metric-catalogue.ts";
import { type FigureContext, nameNotGiven, systemName, systemNumbers } from "../figure-context.ts";
import { type MomentsRow, momentsOf, noMoments } from "../moments-row.ts";
import { type CountedMoments, ratioFigure } from "../ratio-figure.ts";
import type { Scope } from "../slices/scopes.ts";

const metrics = metricCatalogue.filter(({ name }) => name.startsWith("self."));

/** In how many parts of a code the sums of a metric are counted: over pairs of repeats, over both of a pair's orders. */
function partsOf({ name }: Metric, repeats: number): bigint {
  const orders = BigInt(repeats * (repeats - 1));
  if (name === "self.noise_share") return orders;
  return name === "self.f1" ? orders / 2n : 1n;
}

function countMoments(metric: Metric, row: MomentsRow, repeats: number): CountedMoments {
  return { ...momentsOf(row), xScale: partsOf(metric, repeats) };
}

function whyNull(scope: Scope, metric: Metric, notGiven: string | null, isNoneWhole: boolean): string {
  if (scope.encounters === 0) return "no encounter in scope matches";
  if (notGiven !== null) return `the engine gives no ${notGiven}`;
  return isNoneWhole ? "no encounter here has all its repeats" : metric.whenEmpty;
}

function keyOf(scopeIx: number, systemIx: number | null, metric: string): string {
  return `${scopeIx}|${systemIx}|${metric}`;
}

/** `self.*` of every scope and code system from the moments of `query.sql`; null with the reason where there are none. */
export function makeRepeatFigures(
  context: FigureContext,
  rows: readonly MomentsRow[],
  repeats: number,
): readonly Figure[] {
  const byKey = new Map(rows.map((row) => [keyOf(row.scope_ix, row.system_ix, row.metric), row]));
  const figureOf = (scope: Scope, metric: Metric, systemIx: number | null): Figure => {
    const notGiven = systemIx === null ? null : nameNotGiven(context, systemIx);
    const row = notGiven === null ? byKey.get(keyOf(scope.index, systemIx, metric.name)) : undefined;
    const isNoneWhole = !byKey.has(keyOf(scope.index, null, "self.status_agreement"));
    return ratioFigure({
      key: { metric: metric.name, system: systemName(context, systemIx), slice: scope.slice },
      metric,
      moments: row === undefined ? noMoments : countMoments(metric, row, repeats),
      unit: context.unit,
      confidence: context.confidence,
      noteWhenNull: whyNull(scope, metric, notGiven, isNoneWhole),
    });
  };
  return context.scopes.flatMap((scope) =>
    metrics.flatMap((metric) =>
      (metric.perSystem ? systemNumbers(context) : [null]).map((systemIx) =>
        figureOf(scope, metric, systemIx),
      ),
    ),
  );
}
