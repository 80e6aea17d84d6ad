/**
 * Diagnoses that carry no present-on-admission indicator: histories, statuses and the like.
 * Source: CMS, POA exempt codes of fiscal year 2026, as far as the carried catalogue reaches.
 */
export function isPoaExempt(code: string): boolean {
  if (code === "Z66" || code.startsWith("Z96.6")) return false;
  return /^(Z|I25\.2|I69|O80|X50|Y92)/.test(code) || /^S.{6}D$/.test(code);
}
