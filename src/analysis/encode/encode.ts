import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { type AnalysisInput, sourcesParameter } from "../analysis-input.ts";
import { mapCodes } from "./map-codes.ts";
import { stateFacts } from "./state-facts.ts";
import { decideSystems } from "./systems.ts";

const dictionarySql = readSql(new URL("./dictionary.sql", import.meta.url));
const responsesSql = readSql(new URL("./responses.sql", import.meta.url));
const assignmentsSql = readSql(new URL("./assignments.sql", import.meta.url));
const notGivenSql = readSql(new URL("./systems-not-given.sql", import.meta.url));
const matchesSql = readSql(new URL("./matches.sql", import.meta.url));
const principalsSql = readSql(new URL("./principals.sql", import.meta.url));
const sumsSql = readSql(new URL("./encounter-sums.sql", import.meta.url));

/**
 * Turns the source tables into dense integers once, so that every question joins integers: `codes`, `code_facts`,
 * `responses`, `assignments`, `systems_not_given`, `matches`, `principals`, `encounter_sums` and their human twins.
 * Returns the systems compared.
 */
export async function encode(store: Store, input: AnalysisInput): Promise<readonly string[]> {
  await mapCodes(store, input.reference.role);
  const systems = await decideSystems(store, input);
  await store.execute(dictionarySql);
  await stateFacts(store);
  await store.execute(responsesSql, { is_recorded: input.isRecorded });
  await store.execute(assignmentsSql, {
    role: input.reference.role,
    sources: sourcesParameter(input.reference),
  });
  for (const sql of [notGivenSql, matchesSql, principalsSql, sumsSql]) await store.execute(sql);
  return systems;
}
