import { z } from "zod";
import { codeFacts } from "../../codeset/code-facts.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";

const writtenSql = readSql(new URL("./written.sql", import.meta.url));
const dictionarySql = readSql(new URL("./dictionary.sql", import.meta.url));
const writtenCode = z.strictObject({ system: z.string(), code: z.string() });
const columns = ["written_system", "written_code", "system", "code"] as const;

/**
 * Makes `repeat_codes` and `repeat_written`: codes of the repeats in the canonical form and under the numbers of all
 * others. A code that stands in repeats alone gets a number of its own here and is in no other figure.
 */
export async function mapRepeatCodes(store: Store): Promise<void> {
  await store.execute(
    "CREATE OR REPLACE TABLE repeat_code_map (written_system VARCHAR, written_code VARCHAR, system VARCHAR, code VARCHAR)",
  );
  const written = await store.query(writtenSql, writtenCode);
  const rows = written.map((row) => {
    const { system, code } = codeFacts(row.system, row.code);
    return [row.system, row.code, system, code];
  });
  await store.append("repeat_code_map", columns, rows);
  await store.execute(dictionarySql);
}
