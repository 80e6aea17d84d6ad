import type { PoweredSample, PoweredStratum, PoweredUnit } from "../../stats/sampled/powered-sample.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import {
  type ClusterRow,
  clusterRow,
  type OpenRow,
  openRow,
  type PredictedRow,
  predictedRow,
  type UnitRow,
  unitRow,
} from "./rows.ts";
import { againstOther, againstTruth, seenFrom, type TruthMetric } from "./truth-metrics.ts";

const predictedSql = readSql(new URL("./predicted.sql", import.meta.url));
const clustersSql = readSql(new URL("./clusters.sql", import.meta.url));
const openSql = readSql(new URL("./open.sql", import.meta.url));
const unitsSql = readSql(new URL("./units.sql", import.meta.url));

/** A stratum over the whole run: its encounters, and how many of them are settled. */
export interface SettledStratum {
  readonly size: number;
  readonly settled: number;
}

/** What the figures of one scope and code system are made from. */
interface Cell {
  readonly predicted: ReadonlyMap<string, PredictedRow>;
  readonly clusters: readonly ClusterRow[];
  readonly open: readonly OpenRow[];
  readonly units: readonly UnitRow[];
}

/** The sample of one figure; null where nobody's code and no settled encounter stands there. */
export type FindSample = (scopeIx: number, systemIx: number, metric: TruthMetric) => PoweredSample | null;

type Keyed = Pick<UnitRow, "scope_ix" | "system_ix">;

function groupByCell<Row extends Keyed>(rows: readonly Row[]): (key: string) => readonly Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.scope_ix}|${row.system_ix}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return (key) => groups.get(key) ?? [];
}

const nothingPredicted = { clusters: 0, y: 0, x: 0, yy: 0, xy: 0, xx: 0 };

function predictedOf({ predicted }: Cell, name: string): PoweredSample["predicted"] {
  const row = predicted.get(name);
  if (row === undefined) return nothingPredicted;
  const { clusters, y, x, yy, xy, xx } = row;
  return { clusters, y: Number(y), x: Number(x), yy: Number(yy), xy: Number(xy), xx: Number(xx) };
}

function unitsOf({ units }: Cell, { party, of }: TruthMetric): readonly PoweredUnit[] {
  return units.map((row) => {
    const [y, x] = of(againstTruth(row, party));
    const [yf, xf] = of(againstOther(row, party));
    return { stratum: row.stratum_ix, cluster: row.cluster_ix, y, x, yf, xf };
  });
}

function clustersOf({ clusters }: Cell, { party, of }: TruthMetric): PoweredSample["clusters"] {
  return new Map(
    clusters.map((row) => {
      const [y, x] = of(seenFrom(row, party));
      return [row.cluster_ix, { y, x }];
    }),
  );
}

function strataOf(
  { open }: Cell,
  { party, needsCode }: TruthMetric,
  strata: readonly SettledStratum[],
): readonly PoweredStratum[] {
  const byStratum = new Map(open.map((row) => [row.stratum_ix, needsCode ? row[party] : row.either]));
  return strata.map(({ size, settled }, index) => ({
    size,
    drawn: settled,
    open: byStratum.get(index) ?? 0,
  }));
}

/** Reads what the figures against truth are made from. Needs `makeScopes` and `loadReview`. */
export async function readTruthData(store: Store, strata: readonly SettledStratum[]): Promise<FindSample> {
  const predicted = groupByCell(await store.query(predictedSql, predictedRow));
  const clusters = groupByCell(await store.query(clustersSql, clusterRow));
  const open = groupByCell(await store.query(openSql, openRow));
  const units = groupByCell(await store.query(unitsSql, unitRow));
  return (scopeIx, systemIx, metric) => {
    const key = `${scopeIx}|${systemIx}`;
    const cell = {
      predicted: new Map(predicted(key).map((row) => [row.metric, row])),
      clusters: clusters(key),
      open: open(key),
      units: units(key),
    };
    if (cell.units.length === 0) return null;
    return {
      strata: strataOf(cell, metric, strata),
      units: unitsOf(cell, metric),
      predicted: predictedOf(cell, metric.name),
      clusters: clustersOf(cell, metric),
    };
  };
}
