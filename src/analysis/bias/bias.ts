import type { CodeRow } from "../../domain/code-row.ts";
import type { CodeLevelRow } from "../../domain/error-tables.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { readSystemsNotGiven } from "../encode/systems.ts";
import { groupRow, type Level, netRow } from "./rows.ts";
import { type TestedGroup, testGroups } from "./test-groups.ts";

const blocksSql = readSql(new URL("./patient-blocks.sql", import.meta.url));
const codeGroupsSql = readSql(new URL("./code-groups.sql", import.meta.url));
const levelGroupsSql = readSql(new URL("./level-groups.sql", import.meta.url));
const spreadsSql = readSql(new URL("./spreads.sql", import.meta.url));
const querySql = readSql(new URL("./query.sql", import.meta.url));
const netsSql = readSql(new URL("./nets.sql", import.meta.url));

const coarserLevels = ["category", "CCSR", "HCC V24", "HCC V28"] as const;

/** Counts and tests the groups of `bias_groups`, level by level; leaves out DRGs that the engine never gives. */
async function measureGroups(
  store: Store,
  levels: readonly Level[],
  confidence: number,
): Promise<readonly TestedGroup[]> {
  await store.execute(blocksSql);
  for (const level of levels) await store.execute(spreadsSql, { level });
  const notGiven = await readSystemsNotGiven(store);
  const groups = await store.query(querySql, groupRow);
  const nets = await store.query(netsSql, netRow);
  await store.execute(
    "DROP TABLE patient_blocks; DROP TABLE bias_members; DROP TABLE bias_groups; DROP TABLE bias_spreads;",
  );
  return testGroups(
    groups.filter(({ system_ix }) => !notGiven.has(system_ix)),
    nets,
    confidence,
  );
}

function byEncounters(a: CodeRow, b: CodeRow): number {
  const size = b.both + b.over + b.missed - (a.both + a.over + a.missed);
  if (size !== 0) return size;
  if (a.system !== b.system) return a.system < b.system ? -1 : 1;
  return a.code < b.code ? -1 : a.code > b.code ? 1 : 0;
}

/**
 * The per-code table of all systems asked, rows with the most encounters first. `encounters` are those compared. A
 * DRG system of which the engine gave no code has no rows: unknown to the engine, not missed.
 */
export async function measureBias(
  store: Store,
  encounters: number,
  confidence: number,
): Promise<readonly CodeRow[]> {
  await store.execute(codeGroupsSql, { encounters });
  const tested = await measureGroups(store, ["code"], confidence);
  return tested.map(({ row }) => row).sort(byEncounters);
}

function levelRow({ group, row }: TestedGroup): readonly CodeLevelRow[] {
  const { level, title } = group;
  return level === "code" ? [] : [{ ...row, level, title }];
}

/**
 * The same table over sets of coarser groups per encounter: ICD categories (PCS: tables), CCSR categories, HCCs of V24
 * and V28 on the day each encounter is judged on. Rows with the most encounters first, q within level and system.
 * A level whose official table is not loaded, or covers no encounter, has no rows; `title` is null where no table
 * names the group. `neither` of an HCC counts the encounters that its model's table covers.
 */
export async function measureLevels(
  store: Store,
  encounters: number,
  confidence: number,
): Promise<readonly CodeLevelRow[]> {
  await store.execute(levelGroupsSql, { encounters });
  const tested = await measureGroups(store, coarserLevels, confidence);
  return tested
    .flatMap(levelRow)
    .sort((a, b) => byEncounters(a, b) || coarserLevels.indexOf(a.level) - coarserLevels.indexOf(b.level));
}
