import { canonicalGrouperVersion } from "../../codeset/grouper-version.ts";
import { HarnessError } from "../../errors.ts";
import type { Reading } from "../evidence.ts";
import type { AddOptions } from "../reading/add-options.ts";
import { fiscalYearSpan } from "../reading/dates.ts";
import { type Row, readRows } from "../reading/read-rows.ts";
import type { Sheet } from "../reading/read-sheet.ts";
import { showCell } from "../reading/row-problems.ts";
import { grouperVersion } from "./grouper-version.ts";

function readVersion(row: Row): string | null {
  const text = row.text("version");
  const version = canonicalGrouperVersion(text);
  if (version === null && text !== "") {
    row.reject("version", `version ${showCell(text)} is no version of the grouper`);
  }
  return version;
}

function baseRateOf(sheet: Sheet, rates: readonly number[], { baseRate }: AddOptions): readonly number[] {
  const distinct = new Set(baseRate === undefined ? rates : [...rates, baseRate]);
  if (distinct.size < 2) return [...distinct];
  throw new HarnessError("data-invalid", "the base rate is not one amount", {
    where: { file: sheet.entry.place },
    hint: "give one base_rate on every row, or none and --base-rate",
  });
}

/** The only version of a file, or null. */
function onlyVersion(versions: readonly (string | null)[]): string | null {
  const distinct = new Set(versions);
  return distinct.size === 1 ? (versions[0] ?? null) : null;
}

/** The fiscal years of all versions; null where a row has none, and so holds for every day. */
function spanOf(versions: readonly (string | null)[]): { readonly from: string; readonly to: string } | null {
  const years = [...new Set(versions)].map((version) => {
    return version === null ? null : (grouperVersion(version)?.fiscalYear ?? null);
  });
  const known = years.flatMap((year) => year ?? []);
  if (known.length === 0 || known.length < years.length) return null;
  return {
    from: fiscalYearSpan(Math.min(...known)).from,
    to: fiscalYearSpan(Math.max(...known)).to,
  };
}

function refuseRepeated(sheet: Sheet, keys: readonly string[]): void {
  const seen = new Set<string>();
  const at = keys.findIndex((key) => seen.size === seen.add(key).size);
  if (at < 0) return;
  throw new HarnessError("data-invalid", `the DRG ${keys[at]?.split(" ")[0]} has two weights`, {
    where: { file: sheet.entry.place, line: sheet.records[at]?.line },
    hint: "one row a DRG and version",
  });
}

/** The hospital's DRG weights: drg, weight, and where known the grouper's version and the base rate in dollars. */
export function readDrgWeights(sheet: Sheet, options: AddOptions): Reading {
  const rows = readRows(sheet, (row) => ({
    version: readVersion(row),
    drg: row.code("MS-DRG", "drg"),
    weight: row.number("weight"),
    baseRate: row.text("base_rate") === "" ? null : row.number("base_rate"),
  }));
  refuseRepeated(
    sheet,
    rows.map(({ drg, version }) => `${drg} ${version ?? ""}`),
  );
  const rates = baseRateOf(
    sheet,
    rows.flatMap(({ baseRate }) => baseRate ?? []),
    options,
  );
  const versions = rows.map((row) => row.version);
  const [version, span] = [onlyVersion(versions), spanOf(versions)];
  return {
    kind: "drg-weights",
    system: "MS-DRG",
    label: version === null ? "weights" : `weights-v${version.replace(/\.0$/, "")}`,
    validFrom: span?.from ?? null,
    validTo: span?.to ?? null,
    rows: rows.length,
    evidence: [
      { table: "evidence_drg_weights", rows: rows.map((row) => [row.version, row.drg, row.weight]) },
      { table: "evidence_base_rates", rows: rates.map((amount) => [amount]) },
    ],
  };
}
