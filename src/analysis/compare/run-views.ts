import { quoteName } from "../../store/quote-sql.ts";
import type { Store } from "../../store/store.ts";

/** Tables of a finished run that a comparison reads. */
const tables = [
  "asked_codes",
  "asked_systems",
  "attribute_errors",
  "code_facts",
  "codes",
  "encounter_sums",
  "encounters",
  "errors",
  "jackknife_thetas",
  "matches",
  "measures",
  "principals",
  "recurring",
  "responses",
  "scope_conditions",
  "scope_members",
  "scopes",
] as const;

/** The databases of two runs by the names under which the store knows them. */
export interface PairedDatabases {
  readonly older: string;
  readonly newer: string;
}

/** Names the tables of both runs `old_<table>` and `new_<table>`, as temporary views. */
export async function viewRuns(store: Store, { older, newer }: PairedDatabases): Promise<void> {
  for (const [side, database] of [["old", older] as const, ["new", newer] as const])
    for (const table of tables)
      await store.execute(
        `CREATE OR REPLACE TEMP VIEW ${side}_${table} AS SELECT * FROM ${quoteName(database)}.main.${table}`,
      );
}

/** Takes the views away, so that an attached run can be let go of. */
export async function dropViews(store: Store): Promise<void> {
  for (const side of ["old", "new"])
    for (const table of tables) await store.execute(`DROP VIEW IF EXISTS temp.${side}_${table}`);
}
