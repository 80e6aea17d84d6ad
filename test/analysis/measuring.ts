import { z } from "zod";
import type { AnalysisInput } from "../../src/analysis/analysis-input.ts";
import { fillDrg } from "../../src/analysis/drg/drg.ts";
import { fillEm } from "../../src/analysis/em/em.ts";
import { encode } from "../../src/analysis/encode/encode.ts";
import { readSystemsNotGiven } from "../../src/analysis/encode/systems.ts";
import { fillEvidence } from "../../src/analysis/evidence/evidence.ts";
import { makeMeasures } from "../../src/analysis/measures/measure-table.ts";
import { measureRatios } from "../../src/analysis/measures/measures.ts";
import type { Unavailable } from "../../src/analysis/measures/unavailable.ts";
import { applyScope } from "../../src/analysis/scope/scope.ts";
import { makeScopes } from "../../src/analysis/slices/scopes.ts";
import type { Figure } from "../../src/domain/figure.ts";
import type { Store } from "../../src/store/store.ts";
import { defaultInput, keepStore, type Tables } from "./made-tables.ts";

/** [y, x] by metric. */
export type Sums = Readonly<Record<string, readonly [number, number]>>;

export interface Measuring {
  readonly store: Store;
  readonly unavailable: Unavailable;
  /** What one encounter adds to the metrics whose names begin so. */
  readonly sums: (encounterId: string, prefix: string) => Promise<Sums>;
  /** A figure of the whole run; undefined where the run makes none of that name. */
  readonly figure: (metric: string, system: string | null) => Figure | undefined;
}

const row = z.strictObject({ metric: z.string(), y: z.number(), x: z.number() });
const sumsSql = `SELECT measures.metric::VARCHAR AS metric, measures.y, measures.x
  FROM measures JOIN encounters ON encounters.encounter_ix = measures.encounter_ix
  WHERE encounters.encounter_id = $encounter_id AND starts_with(measures.metric::VARCHAR, $prefix)
  ORDER BY measures.metric, measures.system_ix`;

async function fill(store: Store, input: AnalysisInput): Promise<Unavailable> {
  const reasons = [await fillEm(store), await fillDrg(store), await fillEvidence(store, input)];
  return new Map(reasons.flatMap((each) => [...each]));
}

/**
 * Scope, encoding and the figures of levels, DRGs and evidence over plain rows; `prepare` works on the encoded store
 * before anything is measured.
 */
export async function measuring(
  tables: Tables,
  changed: Partial<AnalysisInput> = {},
  prepare: (store: Store) => Promise<void> = async () => {},
): Promise<Measuring> {
  const input = { ...defaultInput, ...changed };
  const store = await keepStore(tables);
  await applyScope(store, input);
  const systems = await encode(store, input);
  await prepare(store);
  await makeMeasures(store);
  const scopes = await makeScopes(store, input);
  const unavailable = await fill(store, input);
  const systemsNotGiven = await readSystemsNotGiven(store);
  const context = { scopes, systems, confidence: 0.95, unit: "encounter", systemsNotGiven };
  const figures = await measureRatios(store, context, unavailable);
  const sums: Measuring["sums"] = async (encounter_id, prefix) => {
    const rows = await store.query(sumsSql, row, { encounter_id, prefix });
    return Object.fromEntries(rows.map(({ metric, y, x }) => [metric, [y, x]]));
  };
  const figure: Measuring["figure"] = (metric, system) =>
    figures.find((each) => each.metric === metric && each.system === system && each.slice === null);
  return { store, unavailable, sums, figure };
}
