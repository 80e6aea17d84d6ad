import { z } from "zod";
import type { Metric } from "../../domain/metric.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { comparedRatios, sourceOf } from "./compared-metrics.ts";
import { type FlipRow, flipRow, type PairedRow, pairedRow } from "./rows.ts";

const pairSql = readSql(new URL("./pair-encounters.sql", import.meta.url));
const setsSql = readSql(new URL("./set-patterns.sql", import.meta.url));
const setFigureSql = readSql(new URL("./set-figure.sql", import.meta.url));
const proportionSql = readSql(new URL("./proportion-rows.sql", import.meta.url));
const measureSql = readSql(new URL("./measure-rows.sql", import.meta.url));
const patternsSql = readSql(new URL("./patterns.sql", import.meta.url));
const momentsSql = readSql(new URL("./moments.sql", import.meta.url));
const flipsSql = readSql(new URL("./flip-patterns.sql", import.meta.url));

const codeRow = z.strictObject({ metric: z.string(), code: z.number() });
const systemRow = z.strictObject({ system_ix: z.number(), system: z.string() });

/** The most clusters of a figure whose signs are flipped; beyond it the normal limit. Source: METRICS, Intervals. */
export const mostFlipped = 20_000;

/** Sums of both runs by figure, scope and system; `systems` names the system numbers of the rows. */
export interface PairedSums {
  readonly metrics: readonly Metric[];
  readonly systems: ReadonlyMap<number, string>;
  readonly rows: readonly PairedRow[];
  readonly flips: readonly FlipRow[];
}

async function readCodes(store: Store, side: "old" | "new"): Promise<ReadonlyMap<string, number>> {
  const rows = await store.query(
    `SELECT DISTINCT metric::VARCHAR AS metric, enum_code(metric)::INTEGER AS code FROM ${side}_measures ORDER BY code`,
    codeRow,
  );
  return new Map(rows.map(({ metric, code }) => [metric, code]));
}

/** Makes the encounters, systems and scope members that both runs share. Needs the views and compare_scopes. */
export async function pairEncounters(store: Store): Promise<void> {
  await store.execute(pairSql);
}

type Codes = ReadonlyMap<string, number>;

interface Numbered {
  readonly metric: Metric;
  readonly metricIx: number;
}

/** Adds one figure whose numerators and denominators stand in `measures`; none where neither run holds anything of it. */
async function addMeasure(
  store: Store,
  { metric, metricIx }: Numbered,
  older: Codes,
  newer: Codes,
): Promise<void> {
  const [old_code, new_code] = [older.get(metric.name) ?? null, newer.get(metric.name) ?? null];
  if (old_code === null && new_code === null) return;
  const is_whole = metric.name === "encounters.exact_match.unleaked";
  await store.execute(measureSql, { old_code, new_code, is_whole });
  await store.execute(patternsSql, { metric_ix: metricIx });
}

async function addSetFigures(store: Store, figures: readonly Numbered[]): Promise<void> {
  await store.execute(setsSql);
  for (const { metric, metricIx } of figures)
    await store.execute(setFigureSql, { metric: metric.name, metric_ix: metricIx });
}

async function addProportions(store: Store, figures: readonly Numbered[]): Promise<void> {
  for (const { metric, metricIx } of figures) {
    await store.execute(proportionSql, { metric: metric.name });
    await store.execute(patternsSql, { metric_ix: metricIx });
  }
}

/** Adds up every compared ratio over the clusters of both runs. Needs `pairEncounters`. */
export async function sumPairs(store: Store, metrics = comparedRatios): Promise<PairedSums> {
  const [older, newer] = [await readCodes(store, "old"), await readCodes(store, "new")];
  const numbered = metrics.map((metric, metricIx) => ({ metric, metricIx }));
  const from = (source: ReturnType<typeof sourceOf>) =>
    numbered.filter(({ metric }) => sourceOf(metric) === source);
  await addSetFigures(store, from("code sets"));
  await addProportions(store, from("responses"));
  for (const figure of from("measures")) await addMeasure(store, figure, older, newer);
  const systems = await store.query(
    "SELECT system_ix, system FROM compare_systems ORDER BY system_ix",
    systemRow,
  );
  return {
    metrics,
    systems: new Map(systems.map(({ system_ix, system }) => [system_ix, system])),
    rows: await store.query(momentsSql, pairedRow),
    flips: await store.query(flipsSql, flipRow, { most: mostFlipped }),
  };
}
