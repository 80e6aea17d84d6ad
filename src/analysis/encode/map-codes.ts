import { z } from "zod";
import { codeFacts } from "../../codeset/code-facts.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";

const codesUsedSql = readSql(new URL("./codes-used.sql", import.meta.url));
const writtenCode = z.strictObject({ system: z.string(), code: z.string() });

const columns = [
  "written_system",
  "written_code",
  "system",
  "code",
  "is_diagnosis",
  "is_relabelled",
  "is_well_formed",
] as const;

/** Makes `code_map`: the facts of every written (system, code) in scope, computed once each. */
export async function mapCodes(store: Store, role: string): Promise<void> {
  await store.execute(
    "CREATE OR REPLACE TABLE code_map (written_system VARCHAR, written_code VARCHAR, system VARCHAR, code VARCHAR, is_diagnosis BOOLEAN, is_relabelled BOOLEAN, is_well_formed BOOLEAN)",
  );
  const written = await store.query(codesUsedSql, writtenCode, { role });
  const rows = written.map((row) => {
    const facts = codeFacts(row.system, row.code);
    const isDiagnosis = facts.kind === "diagnosis";
    return [row.system, row.code, facts.system, facts.code, isDiagnosis, facts.relabelled, facts.wellFormed];
  });
  await store.append("code_map", columns, rows);
}
