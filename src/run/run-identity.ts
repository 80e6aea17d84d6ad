import { createHash } from "node:crypto";
import { z } from "zod";
import type { RunManifest } from "../domain/run-manifest.ts";
import type { Frame } from "../domain/verdict.ts";
import { canonicalJson } from "../scenario/canonical-json.ts";
import type { Store } from "../store/store.ts";

const identityRow = z.strictObject({ digest: z.string() });

/** What decides the database of a run: its inputs, the official tables, the program's version, and what was answered. */
export interface IdentityParts {
  readonly stages: RunManifest["scenario"]["stages"];
  readonly tables: readonly Pick<RunManifest["tables"][number], "table" | "sha256">[];
  readonly engineFiles: RunManifest["code_tables"];
  readonly library: readonly Pick<RunManifest["library"][number], "sha256">[];
  readonly toolVersion: string;
  readonly frame: Frame | null;
}

/** One digest that a run's database and its results share; other inputs or answers give another. */
export function identifyRun(parts: IdentityParts): string {
  const { stages, tables, engineFiles, library, toolVersion, frame } = parts;
  const canonical = canonicalJson({
    stages,
    tables: tables.map(({ table, sha256 }) => [table, sha256]),
    engine_files: engineFiles.map(({ name, sha256 }) => [name, sha256]),
    library: library.map(({ sha256 }) => sha256),
    tool_version: toolVersion,
    frame,
  });
  return createHash("sha256").update(canonical).digest("hex");
}

/** The last thing that an analysis writes into its database: one without it was left half made. */
export async function storeIdentity(store: Store, digest: string): Promise<void> {
  await store.execute("CREATE OR REPLACE TABLE run_identity (digest VARCHAR)");
  await store.append("run_identity", ["digest"], [[digest]]);
}

/** The digest in an attached run's database; null where it has none. */
export async function readIdentity(store: Store, database: string): Promise<string | null> {
  const tables = await store.query(
    "SELECT count(*)::VARCHAR AS digest FROM duckdb_tables() WHERE database_name = $database AND table_name = 'run_identity'",
    identityRow,
    { database },
  );
  if (tables[0]?.digest !== "1") return null;
  const [row] = await store.query(`SELECT digest FROM ${database}.main.run_identity`, identityRow);
  return row?.digest ?? null;
}
