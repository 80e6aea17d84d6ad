import { canonicalGrouperVersion } from "../../codeset/grouper-version.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { versionRow } from "./rows.ts";

const versionsSql = readSql(new URL("./versions.sql", import.meta.url));

/** A version that is none of the MS-DRG grouper's counts as it is written, whatever its case. */
function keyOf(version: string): string {
  return canonicalGrouperVersion(version) ?? version.trim().toUpperCase();
}

/** The fiscal year's version without its point, which weights are published for: `43.1` is of `43`. */
function yearOf(version: string): string {
  return keyOf(version).replace(/\.\d+$/, "");
}

/**
 * Makes `drg_versions(version, version_ix, year_ix)`: versions as written; spellings of one version share a number,
 * versions of one fiscal year the other.
 */
export async function stateVersions(store: Store): Promise<void> {
  const versions = (await store.query(versionsSql, versionRow)).map(({ version }) => version);
  const keys = [...new Set(versions.map(keyOf))];
  const years = [...new Set(versions.map(yearOf))];
  await store.execute(
    "CREATE OR REPLACE TABLE drg_versions (version VARCHAR, version_ix INTEGER, year_ix INTEGER)",
  );
  await store.append(
    "drg_versions",
    ["version", "version_ix", "year_ix"],
    versions.map((version) => [version, keys.indexOf(keyOf(version)), years.indexOf(yearOf(version))]),
  );
}
