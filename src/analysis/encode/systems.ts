import { z } from "zod";
import { isDrgSystem } from "../../domain/code-system.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { type AnalysisInput, sourcesParameter } from "../analysis-input.ts";

const referenceSystemsSql = readSql(new URL("./reference-systems.sql", import.meta.url));
const systemRow = z.strictObject({ system: z.string() });
const systemIxRow = z.strictObject({ system_ix: z.number() });

/**
 * The code systems that are compared, in text order: those asked for, else all that the reference holds within the
 * scope, DRGs aside. Needs `encounters` and `code_map`; makes `asked_systems`.
 */
export async function decideSystems(store: Store, input: AnalysisInput): Promise<readonly string[]> {
  const held = await store.query(referenceSystemsSql, systemRow, {
    role: input.reference.role,
    sources: sourcesParameter(input.reference),
  });
  const systems = input.systems ?? held.map((row) => row.system).filter((system) => !isDrgSystem(system));
  const sorted = [...new Set(systems)].sort();
  await store.execute(
    "CREATE OR REPLACE TABLE asked_systems (system_ix INTEGER, system VARCHAR, in_all BOOLEAN)",
  );
  const rows = sorted.map((system, index) => [index, system, !isDrgSystem(system)]);
  await store.append("asked_systems", ["system_ix", "system", "in_all"], rows);
  return sorted;
}

/** The DRG systems asked, by number, of which the engine gave no code at all. Needs `encode`. */
export async function readSystemsNotGiven(store: Store): Promise<ReadonlySet<number>> {
  const rows = await store.query("SELECT system_ix FROM systems_not_given ORDER BY system_ix", systemIxRow);
  return new Set(rows.map((row) => row.system_ix));
}
