import { canonicalCode } from "../../codeset/canonical-code.ts";
import { groupBy } from "./group-by.ts";
import type { Finding } from "./read-document.ts";

/** A code with all its mentions in one encounter. */
export interface FoundCode {
  readonly findings: readonly Finding[];
  /** 0 to 1; see `confidenceOf`. */
  readonly confidence: number;
  /** How much the notes make of it: mentions, those under a diagnoses heading threefold. */
  readonly prominence: number;
}

const confidenceAtMost = 0.97;

/** Groups findings by code, in the order in which the codes first appear. */
export function weighCodes(findings: readonly Finding[]): FoundCode[] {
  const byCode = groupBy(
    findings,
    ({ entry: { system, code } }) => `${system} ${canonicalCode(system, code)}`,
  );
  return [...byCode.values()].map((group) => ({
    findings: group,
    confidence: confidenceOf(group),
    prominence: prominenceOf(group),
  }));
}

/**
 * A rule of thumb, not a probability: the strongest mention, closer to 1 by a fifth for each further mention up to
 * five, at most .97. It only orders codes; whether it is calibrated is for the harness to measure.
 */
function confidenceOf(findings: readonly Finding[]): number {
  const strongest = Math.max(...findings.map(strengthOf));
  const further = Math.min(findings.length - 1, 5);
  return round4(Math.min(confidenceAtMost, 1 - (1 - strongest) * 0.8 ** further));
}

/** Longer names are more specific; a synonym is less sure than a title, a history of a lasting condition less than either. */
function strengthOf({ isTitle, contentWords, standing, section }: Finding): number {
  const byLength = contentWords === 1 ? 0.5 : contentWords === 2 ? 0.65 : 0.75;
  const byName = isTitle ? 0.1 : 0;
  const bySection = section === "diagnoses" ? 0.1 : 0;
  return (byLength + byName + bySection) * (standing === "lasting" ? 0.9 : 1);
}

function prominenceOf(findings: readonly Finding[]): number {
  return findings.reduce((sum, { section }) => sum + (section === "diagnoses" ? 3 : 1), 0);
}

/** Of an encounter: the mean of its codes' confidences, since one wrong code spoils it; 0 where nothing was found. */
export function encounterConfidence(codes: readonly FoundCode[]): number {
  if (codes.length === 0) return 0;
  return round4(codes.reduce((sum, { confidence }) => sum + confidence, 0) / codes.length);
}

function round4(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
