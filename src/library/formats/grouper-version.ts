import { canonicalGrouperVersion } from "../../codeset/grouper-version.ts";
import { fiscalYearSpan } from "../reading/dates.ts";

export interface GrouperVersion {
  /** `43.1`. */
  readonly version: string;
  readonly fiscalYear: number;
  /** The first day on which it groups, YYYY-MM-DD. */
  readonly startsOn: string;
}

/** Releases within a year that did not start on 1 April (CMS, MS-DRG Classifications and Software). */
const otherStarts: Readonly<Record<string, string>> = { "37.2": "2020-08-01", "38.1": "2021-01-01" };

/**
 * The span of a version of the MS-DRG grouper: 41 is that of FY2024, one more a year; .0 starts on 1 October, .1 on
 * 1 April. Null where the text is no version.
 */
export function grouperVersion(text: string): GrouperVersion | null {
  const version = canonicalGrouperVersion(text);
  if (version === null) return null;
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const fiscalYear = major + 1983;
  const usual = minor === 0 ? fiscalYearSpan(fiscalYear).from : `${fiscalYear}-04-01`;
  return { version, fiscalYear, startsOn: otherStarts[version] ?? usual };
}

export function compareVersions(left: GrouperVersion, right: GrouperVersion): number {
  return left.startsOn < right.startsOn ? -1 : Number(left.startsOn > right.startsOn);
}
