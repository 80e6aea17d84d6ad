import type { Figure } from "../../domain/figure.ts";
import type { Metric } from "../../domain/metric.ts";
import { findMetric } from "../../domain/metric-catalogue.ts";
import { differenceInterval } from "../../stats/difference-interval.ts";
import { pairedDifferenceVariance, type RatioMoments, ratioValue } from "../../stats/ratio.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { type FigureContext, nameNotGiven, systemName } from "../figure-context.ts";
import { noMoments, yScaleOf } from "../moments-row.ts";
import type { Sequencing } from "../proportions/proportions.ts";
import { type CountedMoments, ratioFigure } from "../ratio-figure.ts";
import { type HumanRow, humanRow } from "./rows.ts";

const pairsSql = readSql(new URL("./pairs.sql", import.meta.url));
const querySql = readSql(new URL("./query.sql", import.meta.url));

function humanMoments(row: HumanRow): CountedMoments {
  const { a_y: y, a_x: x, a_yy: yy, a_xy: xy, a_xx: xx, a_clusters: clusters } = row;
  return {
    clusters,
    y,
    x,
    yy,
    xy,
    xx,
    yScale: yScaleOf(row.metric),
    yes: row.a_yes,
    no: row.a_no,
    encounters: row.a_encounters,
  };
}

function engineMoments(row: HumanRow): RatioMoments {
  const { b_y: y, b_x: x, b_yy: yy, b_xy: xy, b_xx: xx, b_clusters: clusters } = row;
  return { clusters, y, x, yy, xy, xx, yScale: yScaleOf(row.metric) };
}

function keyOf(context: FigureContext, row: HumanRow, prefix: string) {
  const slice = context.scopes[row.scope_ix]?.slice ?? null;
  return { metric: `${prefix}.${row.metric}`, system: systemName(context, row.system_ix), slice };
}

/** Why a first diagnosis cannot be compared: `who` numbers nothing. Null for other metrics and where codes are numbered. */
function whyUnnumbered(row: HumanRow, isNumbered: boolean, who: string): string | null {
  return row.metric !== "principal.agreement" || isNumbered ? null : `${who} numbers none of the codes`;
}

function humanFigure(context: FigureContext, row: HumanRow, metric: Metric, why: string | null): Figure {
  return ratioFigure({
    key: keyOf(context, row, "human"),
    metric,
    moments: why === null ? humanMoments(row) : noMoments,
    unit: context.unit,
    confidence: context.confidence,
    noteWhenNull: why ?? "no doubly coded encounter to compare here",
  });
}

function excessFigure(context: FigureContext, row: HumanRow, why: string | null): Figure {
  const human = why === null ? humanMoments(row) : noMoments;
  const engine = engineMoments(row);
  const a = ratioValue(human);
  const b = ratioValue(engine);
  const variance = pairedDifferenceVariance(human, engine, row, row.clusters);
  const value = a === null || b === null ? null : a - b;
  const df = Math.max(row.clusters - 1, 0);
  const { clusters, changed } = row;
  const isShare = findMetric(`human.${row.metric}`)?.form !== "unbounded";
  const { confidence } = context;
  const interval = differenceInterval({ value, variance, clusters, changed, isShare, confidence });
  return {
    ...keyOf(context, row, "excess"),
    value,
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    confidence: context.confidence,
    method: value === null ? null : `paired difference, linearised, clustered by ${context.unit}`,
    scale: value === null ? null : "identity",
    se: variance === null ? null : Math.sqrt(variance),
    df: value === null ? null : df,
    n_effective: null,
    rare_clusters: value === null ? null : row.changed,
    numerator: null,
    denominator: null,
    encounters: row.encounters,
    clusters: row.clusters,
    note: value === null ? (why ?? "one of the two figures cannot be computed here") : null,
  };
}

function figuresOf(context: FigureContext, row: HumanRow, sequencing: Sequencing): readonly Figure[] {
  const metric = findMetric(`human.${row.metric}`);
  if (metric === undefined) return [];
  const second = whyUnnumbered(row, sequencing.second_sequences, "the second coder");
  const hasAnswers = (context.scopes[row.scope_ix]?.answered ?? 0) > 0;
  const engine = whyUnnumbered(row, sequencing.engine_sequences || !hasAnswers, "the engine");
  const notGiven = row.system_ix === null ? null : nameNotGiven(context, row.system_ix);
  const why = second ?? engine ?? (notGiven === null ? null : `the engine gives no ${notGiven}`);
  return [humanFigure(context, row, metric, second), excessFigure(context, row, why)];
}

/**
 * `human.*`: the second coder against the coder of record on doubly coded encounters; `excess.*`: that figure less
 * the engine's on the same encounters, paired. Empty where no encounter is doubly coded.
 */
export async function measureHuman(
  store: Store,
  context: FigureContext,
  sequencing: Sequencing,
): Promise<readonly Figure[]> {
  await store.execute(pairsSql);
  const rows = await store.query(querySql, humanRow);
  return rows.flatMap((row) => figuresOf(context, row, sequencing));
}
