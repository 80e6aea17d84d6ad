import { z } from "zod";
import type { AnalysisInput } from "../../src/analysis/analysis-input.ts";
import { encode } from "../../src/analysis/encode/encode.ts";
import { makeMeasures } from "../../src/analysis/measures/measure-table.ts";
import { applyScope } from "../../src/analysis/scope/scope.ts";
import { makeScopes } from "../../src/analysis/slices/scopes.ts";
import { judgeCodes } from "../../src/analysis/validity/judge-codes.ts";
import type { Store } from "../../src/store/store.ts";
import { defaultInput, keepStore, type Row, type Tables } from "./made-tables.ts";

/** A store with everything that a question which fills `measures` stands on; closed when the test ends. */
export async function prepareRun(
  tables: Tables,
  overrides: Partial<AnalysisInput> = {},
  threads = 2,
): Promise<Store> {
  const input = { ...defaultInput, ...overrides };
  const store = await keepStore(tables, threads);
  await applyScope(store, input);
  await encode(store, input);
  await makeMeasures(store);
  await makeScopes(store, input);
  await judgeCodes(store);
  return store;
}

const sumRow = z.strictObject({ y: z.number().nullable(), x: z.number().nullable() });

/** Numerator and denominator of a measure over the whole run, "3/4"; "none" where no encounter enters. */
export async function readRatio(store: Store, metric: string, system: string | null = null): Promise<string> {
  const [row] = await store.query(
    `SELECT sum(measures.y)::BIGINT AS y, sum(measures.x)::BIGINT AS x
     FROM measures LEFT JOIN asked_systems ON asked_systems.system_ix = measures.system_ix
     WHERE measures.metric = $metric AND asked_systems.system IS NOT DISTINCT FROM $system`,
    sumRow,
    { metric, system },
  );
  return row === undefined || row.x === null ? "none" : `${row.y}/${row.x}`;
}

/** The same tables with the reference's codes as the engine's and the other way round. */
export function swapSides(tables: Tables): Tables {
  const { codes = [], engine_codes = [], ...others } = tables;
  return { ...others, codes: engine_codes, engine_codes: codes };
}

/** Every column of a query as text, cells joined by spaces; null as "-". */
export async function readLines(store: Store, sql: string): Promise<readonly string[]> {
  const rows = await store.query(sql, z.record(z.string(), z.unknown()));
  return rows.map((row) =>
    Object.values(row)
      .map((cell) => (cell === null ? "-" : String(cell)))
      .join(" "),
  );
}

/** An encounter of an inpatient stay billed by the facility, discharged on a day. */
export function stay(encounter_id: string, discharged: string | null, more: Row = {}): Row {
  return {
    encounter_id,
    claim_type: "facility",
    setting: "inpatient",
    service_start: discharged,
    service_end: discharged,
    ...more,
  };
}
