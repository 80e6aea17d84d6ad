import type { CatalogueEntry } from "../../codeset/catalogue-entry.ts";
import { cueBits } from "./context.ts";
import { isAboutHistory, isLasting } from "./lasting-conditions.ts";
import type { SectionKind } from "./sections.ts";

/** Whether a mention counts for this patient now; `lasting` counts although the text calls it history. */
export type Standing = "current" | "lasting" | "left-out";

const neverCounts = cueBits.negated | cueBits.hypothetical;

/** Settings in which uncertain diagnoses are not coded (ICD-10-CM Official Guidelines, IV.H; inpatients: II.H). */
const settingsOfCertainty = new Set<unknown>(["outpatient", "emergency", "observation"]);

/**
 * Negated and hypothetical mentions never count. Family and history do not, but for codes that say just that
 * (Z77 to Z99); a history of a lasting condition counts. Uncertain ones count for inpatients and where the
 * setting is not known.
 */
export function judgeMention(
  entry: CatalogueEntry,
  cues: number,
  section: SectionKind,
  setting: unknown,
): Standing {
  if ((cues & neverCounts) !== 0 || section === "advice") return "left-out";
  if ((cues & cueBits.uncertain) !== 0 && settingsOfCertainty.has(setting)) return "left-out";
  if (isAboutHistory(entry.system, entry.code)) return "current";
  if ((cues & cueBits.family) !== 0 || section === "family") return "left-out";
  if (section === "past_surgery") return "left-out";
  if ((cues & cueBits.historical) === 0 && section !== "past") return "current";
  return isLasting(entry.system, entry.code) ? "lasting" : "left-out";
}
