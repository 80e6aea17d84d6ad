import { canonicalGrouperVersion } from "../../codeset/grouper-version.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { versionRow } from "./rows.ts";

const versionsSql = readSql(new URL("./versions.sql", import.meta.url));

/** A version that is none of the MS-DRG grouper's counts as it is written, whatever its case. */
function keyOf(version: string): string {
  return canonicalGrouperVersion(version) ?? version.trim().toUpperCase();
}

/** Makes `drg_versions(version, version_ix)`: versions as written; spellings of one version share a number. */
export async function stateVersions(store: Store): Promise<void> {
  const versions = (await store.query(versionsSql, versionRow)).map(({ version }) => version);
  const keys = [...new Set(versions.map(keyOf))];
  await store.execute("CREATE OR REPLACE TABLE drg_versions (version VARCHAR, version_ix INTEGER)");
  await store.append(
    "drg_versions",
    ["version", "version_ix"],
    versions.map((version) => [version, keys.indexOf(keyOf(version))]),
  );
}
