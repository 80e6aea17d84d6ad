export type DrgSeverity = "MCC" | "CC" | "CC/MCC" | "without";

/** A DRG title cut into what all its family shares and the split by severity; null where it is not split. */
export interface DrgSplit {
  /** Lower case, without the severity. */
  readonly family: string;
  readonly severity: DrgSeverity | null;
}

/**
 * How MS-DRG titles name the split, with the alternative that may follow it (`with MCC or 4+ arteries`). `without MCC`
 * stands in families of two and is the lower of them, as `without CC/MCC` is the lowest of three.
 */
const splits: readonly (readonly [RegExp, DrgSeverity])[] = [
  [/\b(?:with|w) cc\/mcc\b(?: or .*)?/, "CC/MCC"],
  [/\b(?:with|and|w) mcc\b(?: or .*)?/, "MCC"],
  [/\b(?:with|w) cc\b(?: or .*)?/, "CC"],
  [/\b(?:without|w\/o) (?:cc\/mcc|mcc|cc)\b/, "without"],
];

/**
 * Splits an MS-DRG title into family and severity; titles of all versions compare, whatever their case.
 * `Heart failure and shock with MCC` and `HEART FAILURE & SHOCK W MCC` are one family.
 */
export function drgSplitOf(title: string): DrgSplit {
  const text = normaliseTitle(title);
  const found = splits.find(([pattern]) => pattern.test(text));
  if (found === undefined) return { family: text, severity: null };
  return { family: normaliseTitle(text.replace(found[0], "")), severity: found[1] };
}

function normaliseTitle(title: string): string {
  return title
    .toLowerCase()
    .replaceAll("&", "and")
    .replaceAll(/\s+/g, " ")
    .replace(/[\s,]+$/, "")
    .trim();
}
