import type { Reading } from "../evidence.ts";
import { fiscalYearSpan } from "../reading/dates.ts";
import { type Row, readRows } from "../reading/read-rows.ts";
import type { Sheet } from "../reading/read-sheet.ts";
import { showCell } from "../reading/row-problems.ts";
import { compareVersions, type GrouperVersion, grouperVersion } from "./grouper-version.ts";

const noVersion: GrouperVersion = { version: "", fiscalYear: 0, startsOn: "" };

/** Versions repeat on every row: each is worked out once. */
function versionReader(): (row: Row) => GrouperVersion {
  const known = new Map<string, GrouperVersion>();
  return (row) => {
    const text = row.text("version");
    const version = known.get(text) ?? grouperVersion(text);
    if (version === null) row.reject("version", `version ${showCell(text)} is no version of the grouper`);
    else known.set(text, version);
    return version ?? noVersion;
  };
}

/** `v41` of one version, `v41-43.1` of several. */
function describeSpan(versions: readonly GrouperVersion[]) {
  const sorted = [...versions].sort(compareVersions);
  const [first, last] = [sorted[0] ?? noVersion, sorted.at(-1) ?? noVersion];
  const names = [...new Set([first.version, last.version])].map((version) => version.replace(/\.0$/, ""));
  return {
    name: `v${names.join("-")}`,
    validFrom: fiscalYearSpan(first.fiscalYear).from,
    validTo: fiscalYearSpan(last.fiscalYear).to,
  };
}

const severities: Readonly<Record<string, string>> = { MCC: "MCC", CC: "CC", NCC: "NCC", NEITHER: "NCC" };

function readSeverityOf(row: Row): string {
  const text = row.text("severity");
  const severity = severities[text.toUpperCase()];
  if (severity === undefined) row.reject("severity", `severity ${showCell(text)} is none of MCC, CC, NCC`);
  return severity ?? "";
}

/** Notes a code that one version calls by two names. */
function conflictChecker(): (row: Row, key: string, severity: string) => void {
  const known = new Map<string, string>();
  return (row, key, severity) => {
    const before = known.get(key) ?? severity;
    if (before !== severity) row.reject("severity", `an earlier row calls it ${before}`);
    known.set(key, severity);
  };
}

/** The grouper's table of diagnoses: complication or comorbidity, major, or neither, by version. */
export function readSeverity(sheet: Sheet): Reading {
  const readVersion = versionReader();
  const checkConflict = conflictChecker();
  const rows = readRows(sheet, (row) => {
    const version = readVersion(row);
    const code = row.code("ICD-10-CM", "code");
    const severity = readSeverityOf(row);
    checkConflict(row, `${version.version} ${code}`, severity);
    return row.text("valid") === "0" ? null : { version, code, severity };
  });
  const { name, validFrom, validTo } = describeSpan(rows.map(({ version }) => version));
  return {
    kind: "severity",
    system: "ICD-10-CM",
    label: `severity-${name}`,
    validFrom,
    validTo,
    rows: rows.length,
    evidence: [
      {
        table: "evidence_severity",
        rows: rows.map(({ version: { version, fiscalYear, startsOn }, code, severity }) => {
          return [version, fiscalYear, startsOn, code, severity];
        }),
      },
    ],
  };
}

/** MS-DRG numbers and titles, by version. */
export function readDrgTitles(sheet: Sheet): Reading {
  const readVersion = versionReader();
  const rows = readRows(sheet, (row) => ({
    version: readVersion(row),
    drg: row.code("MS-DRG", "drg"),
    title: row.text("description"),
  }));
  const { name, validFrom, validTo } = describeSpan(rows.map(({ version }) => version));
  return {
    kind: "drg-titles",
    system: "MS-DRG",
    label: `drg-${name}`,
    validFrom,
    validTo,
    rows: rows.length,
    evidence: [
      {
        table: "evidence_drgs",
        rows: rows.map(({ version: { version, fiscalYear, startsOn }, drg, title }) => {
          return [version, fiscalYear, startsOn, drg, title];
        }),
      },
    ],
  };
}
