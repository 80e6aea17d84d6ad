import { z } from "zod";
import { allSystems, isDrgSystem } from "../../domain/code-system.ts";
import type { Slice } from "../../domain/figure.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { readSystemsNotGiven } from "../encode/systems.ts";
import { momentsOf, momentsRow } from "../moments-row.ts";
import { readSequencing } from "../proportions/proportions.ts";
import type { CountedMoments } from "../ratio-figure.ts";

const periodsSql = readSql(new URL("./periods.sql", import.meta.url));
const momentsSql = readSql(new URL("./moments.sql", import.meta.url));
const macrosSql = readSql(new URL("../moments.sql", import.meta.url));

const periodRow = z.strictObject({
  period: z.number().nullable(),
  version: z.string().nullable(),
  encounters: z.number(),
});
const trendRow = momentsRow.extend({ period: z.number().nullable() });
const systemRow = z.strictObject({ system_ix: z.number(), system: z.string() });
const conditionRow = z.strictObject({
  scope_ix: z.number(),
  column_name: z.string(),
  value: z.string().nullable(),
});

export type PeriodRow = z.infer<typeof periodRow>;

/** A figure of one period; `period` null is the whole run. */
export interface FigureMoments {
  readonly metric: string;
  readonly system: string | null;
  readonly slice: Slice | null;
  readonly period: number | null;
  readonly moments: CountedMoments;
}

/** What one run's database tells of its periods. */
export interface TrendReading {
  readonly periods: readonly PeriodRow[];
  readonly figures: readonly FigureMoments[];
}

/** How a run is read: by ISO week, or as one period; slices for `system`, null for all systems together. */
export interface ReadingOptions {
  readonly byWeek: boolean;
  readonly system: string | null;
}

/** The system whose figures stand for everything: all, or the only one there is. */
function overallSystem(systems: readonly { system_ix: number; system: string }[]): number {
  const joined = systems.filter(({ system }) => !isDrgSystem(system));
  return joined.length === 1 ? (joined[0]?.system_ix ?? -1) : -1;
}

async function readSlices(store: Store): Promise<ReadonlyMap<number, Slice>> {
  const rows = await store.query(
    "SELECT scope_ix, column_name, value FROM scope_conditions ORDER BY scope_ix, column_name",
    conditionRow,
  );
  const slices = new Map<number, Slice>();
  for (const { scope_ix, column_name, value } of rows)
    slices.set(scope_ix, { ...slices.get(scope_ix), [column_name]: value });
  return slices;
}

/** Reads every followed figure of a run, period by period. Needs the tables of a finished analysis. */
export async function readTrend(
  store: Store,
  { byWeek: by_week, system }: ReadingOptions,
): Promise<TrendReading> {
  await store.execute(macrosSql);
  const systems = await store.query(
    "SELECT system_ix, system FROM asked_systems ORDER BY system_ix",
    systemRow,
  );
  const overall = overallSystem(systems);
  const asked = systems.find((row) => row.system === system)?.system_ix;
  const slices = await readSlices(store);
  const notGiven = await readSystemsNotGiven(store);
  const { engine_sequences } = await readSequencing(store);
  const rows = await store.query(momentsSql, trendRow, { by_week, slice_system: asked ?? overall });
  const names = new Map(systems.map((row) => [row.system_ix, row.system]));
  const figures = rows
    .filter(({ system_ix }) => system_ix !== -1 || overall === -1)
    .filter(({ system_ix, metric }) => !notGiven.has(system_ix ?? -1) || metric.startsWith("human."))
    .filter(({ metric }) => metric !== "principal.agreement" || engine_sequences)
    .map((row) => ({
      metric: row.metric,
      system:
        row.system_ix === null
          ? null
          : row.system_ix === -1
            ? allSystems
            : (names.get(row.system_ix) ?? null),
      slice: slices.get(row.scope_ix) ?? null,
      period: row.period,
      moments: momentsOf(row),
    }));
  return { periods: await store.query(periodsSql, periodRow, { by_week }), figures };
}
