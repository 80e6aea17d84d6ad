import type { Figure, FigureKey } from "../../domain/figure.ts";
import type { Store } from "../../store/store.ts";
import { blankFigure } from "../blank-figure.ts";
import { type ComparisonContext, indexSums, namesOf, whyUncompared } from "./compared-figures.ts";
import { measureDifference, ratioPair, whyNoInterval } from "./difference.ts";
import { indexFigures } from "./finished-figures.ts";
import { pairScopes } from "./pair-scopes.ts";
import { pairEncounters, sumPairs } from "./paired-sums.ts";
import type { PairedRow } from "./rows.ts";
import { dropViews, type PairedDatabases, viewRuns } from "./run-views.ts";

/** What `change.*` figures need to know of the baseline and of the run that is being analyzed. */
export interface ChangeInput {
  readonly databases: PairedDatabases;
  readonly baseline: readonly Figure[];
  readonly figures: readonly Figure[];
  readonly systems: readonly string[];
  readonly unit: string;
  readonly confidence: number;
  /** Whether both runs were judged by the same official tables. */
  readonly sameLibrary: boolean;
}

function nullFigure(key: FigureKey, confidence: number, note: string): Figure {
  return { ...key, value: null, ...blankFigure, confidence, encounters: null, note };
}

function changeFigure(context: ComparisonContext, key: FigureKey, row: PairedRow): Figure {
  const pair = ratioPair(key.metric, row);
  const { difference, lower, upper, se, df } = measureDifference(pair, context.confidence);
  const { confidence, unit } = context;
  const named = { ...key, metric: `change.${key.metric}` };
  if (difference === null)
    return nullFigure(named, confidence, "one of the two figures cannot be computed here");
  return {
    ...named,
    ...blankFigure,
    value: difference,
    lower,
    upper,
    confidence,
    method: `paired difference, linearised, clustered by ${unit}`,
    scale: "identity",
    se,
    df,
    rare_clusters: pair.changed,
    encounters: pair.encounters,
    clusters: pair.clusters,
    note: lower === null ? whyNoInterval(pair, unit) : null,
  };
}

function changeFigures(
  context: ComparisonContext,
  key: FigureKey,
  row: PairedRow | undefined,
): readonly Figure[] {
  const why = whyUncompared(context, key);
  if (why === null && row !== undefined) return [changeFigure(context, key, row)];
  if (key.slice !== null) return [];
  const note = why ?? "no encounter of both runs enters";
  return [nullFigure({ ...key, metric: `change.${key.metric}` }, context.confidence, note)];
}

/**
 * `change.*`: this run (the newer) less its baseline (the older), paired by patient, for every ratio, system and slice of
 * this run. Of the whole run, null with the reason where either run has no such figure; slices then have none.
 * Everything made for it is temporary.
 */
export async function measureChanges(store: Store, input: ChangeInput): Promise<readonly Figure[]> {
  await viewRuns(store, input.databases);
  const { scopes } = await pairScopes(store, false);
  await pairEncounters(store);
  const context: ComparisonContext = {
    ...input,
    older: indexFigures(input.baseline),
    newer: indexFigures(input.figures),
    scopes,
    seed: 0,
    names: ["in the baseline", "in this run"],
  };
  const sums = await sumPairs(store);
  await dropViews(store);
  const rows = indexSums(sums);
  return scopes.flatMap(({ index, slice }) =>
    sums.metrics.flatMap(({ name: metric }, metricIx) =>
      namesOf(context, metric).flatMap((system) =>
        changeFigures(context, { metric, system, slice }, rows.get(`${metricIx}|${index}|${system ?? ""}`)),
      ),
    ),
  );
}
