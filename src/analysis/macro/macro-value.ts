import { toDouble } from "../../stats/fraction.ts";
import { fixedPoint } from "../moments-row.ts";
import type { MacroSums } from "./rows.ts";

function mean(sum: bigint, codes: number): number | null {
  return codes === 0 ? null : toDouble(sum, BigInt(codes) * fixedPoint);
}

function harmonicMean(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return null;
  return a + b === 0 ? 0 : (2 * a * b) / (a + b);
}

/** The macro figures from their sums; null where no code is left to average over. */
const macroValues: Readonly<Record<string, (sums: MacroSums) => number | null>> = {
  "codes.f1_macro.reference": (sums) => mean(sums.reference_f1, sums.reference_codes),
  "codes.f1_macro.union": (sums) => mean(sums.union_f1, sums.union_codes),
  "codes.f1_macro.harmonic": (sums) =>
    harmonicMean(mean(sums.union_precision, sums.union_codes), mean(sums.union_recall, sums.union_codes)),
};

export function macroValue(metric: string, sums: MacroSums): number | null {
  return macroValues[metric.replace(/\.(answered|supported)$/, "")]?.(sums) ?? null;
}

/** The sums without one jackknife group: what leaves is added, as it is negative. */
export function addSums(sums: MacroSums, change: MacroSums): MacroSums {
  return {
    reference_codes: sums.reference_codes + change.reference_codes,
    union_codes: sums.union_codes + change.union_codes,
    reference_f1: sums.reference_f1 + change.reference_f1,
    union_f1: sums.union_f1 + change.union_f1,
    union_precision: sums.union_precision + change.union_precision,
    union_recall: sums.union_recall + change.union_recall,
  };
}
