import { z } from "zod";
import type { ResponseRow } from "../../domain/results.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";

const querySql = readSql(new URL("./query.sql", import.meta.url));
const versionsSql = readSql(new URL("./versions.sql", import.meta.url));
const assistedSql = readSql(new URL("./assisted.sql", import.meta.url));

const responseRow = z.strictObject({ status: z.string(), reason: z.string().nullable(), count: z.number() });
export const versionRow = z.strictObject({ version: z.string().nullable(), responses: z.number() });
const assistedRow = z.strictObject({ encounters: z.number() });

const shownReasons = 50;

export type AnsweredVersion = z.infer<typeof versionRow>;

/** How responses ended; beyond 50 kinds the rest is one row a status, "other reasons". */
export async function readResponses(store: Store): Promise<readonly ResponseRow[]> {
  const rows = await store.query(querySql, responseRow);
  const rest = rows.slice(shownReasons);
  const statuses = [...new Set(rest.map((row) => row.status))];
  const others = statuses.map((status) => ({
    status,
    reason: "other reasons",
    count: rest.filter((row) => row.status === status).reduce((sum, row) => sum + row.count, 0),
  }));
  return [...rows.slice(0, shownReasons), ...others];
}

export function readVersions(store: Store): Promise<readonly AnsweredVersion[]> {
  return store.query(versionsSql, versionRow);
}

/** Compared encounters on which a coder, in whatever role, saw the engine under test. */
export async function countAssisted(store: Store): Promise<number> {
  const rows = await store.query(assistedSql, assistedRow);
  return rows[0]?.encounters ?? 0;
}
