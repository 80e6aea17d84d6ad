import { z } from "zod";
import { readSql } from "../store/read-sql.ts";
import type { Store } from "../store/store.ts";
import { type FindingGroup, showValue } from "./findings.ts";
import { type TableName, tableNames } from "./table-contract.ts";

const relationRowSchema = z.object({
  table_name: z.enum(tableNames),
  row: z.number(),
  value: z.string(),
  detail: z.string().nullable(),
  total: z.number(),
});
type RelationRow = z.infer<typeof relationRowSchema>;

const relations: readonly { readonly sql: string; readonly describe: (row: RelationRow) => string }[] = [
  {
    sql: readSql(new URL("./sql/duplicate-ids.sql", import.meta.url)),
    describe: ({ table_name, value }) =>
      `${table_name === "documents" ? "document_id" : "encounter_id"} ${showValue(value)} stands in an earlier row`,
  },
  {
    sql: readSql(new URL("./sql/unknown-encounters.sql", import.meta.url)),
    describe: ({ value }) => `encounter_id ${showValue(value)} is not among the encounters`,
  },
  {
    sql: readSql(new URL("./sql/duplicate-sequences.sql", import.meta.url)),
    describe: ({ value, detail }) => `sequence ${showValue(value)} is taken by ${showValue(detail ?? "")}`,
  },
];

function groupByTable(rows: readonly RelationRow[], describe: (row: RelationRow) => string): FindingGroup[] {
  const tables: TableName[] = [...new Set(rows.map((row) => row.table_name))];
  return tables.map((table) => {
    const own = rows.filter((row) => row.table_name === table);
    const findings = own.map((row) => ({ row: row.row, message: describe(row) }));
    return { table, total: own[0]?.total ?? 0, findings, areLines: false };
  });
}

/** What is wrong between rows and tables: doubled ids, unknown encounters, sequence numbers given twice. */
export async function checkRelations(store: Store): Promise<FindingGroup[]> {
  const groups: FindingGroup[] = [];
  for (const { sql, describe } of relations)
    groups.push(...groupByTable(await store.query(sql, relationRowSchema), describe));
  return groups;
}
