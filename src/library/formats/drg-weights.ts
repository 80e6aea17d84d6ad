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
  const version = onlyVersion(rows.map((row) => row.version));
  const grouper = version === null ? null : grouperVersion(version);
  const span = grouper === null ? null : fiscalYearSpan(grouper.fiscalYear);
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
