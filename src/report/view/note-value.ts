import type { IntervalRow } from "../charts/interval-spec.ts";
import { formatPercent } from "../format.ts";

/** A share as the note at the end of a chart's line. */
export function noteValue(share: number | null): IntervalRow["note"] {
  const text = share === null ? "not computed" : formatPercent(share);
  return { wide: text, narrow: text };
}
