import { logChoose } from "./log-factorial.ts";

/**
 * A 2×2 table by its margins: of `total` units `marked` have the first property, `drawn` the second, `hits` both.
 * All whole, none below 0, margins at most `total`, hits at most either margin.
 */
export interface Overlap {
  readonly hits: number;
  readonly drawn: number;
  readonly marked: number;
  readonly total: number;
}

/** A term this small beside the sum so far cannot change it any more. */
const negligible = 1e-18;

function logProbability({ hits, drawn, marked, total }: Overlap): number {
  return logChoose(marked, hits) + logChoose(total - marked, drawn - hits) - logChoose(total, drawn);
}

/** Σ of the terms from `hits` upwards, in units of the first; beyond the mode each is smaller than the one before. */
function upperSum({ hits, drawn, marked, total }: Overlap): number {
  const neither = total - marked - drawn;
  let [term, sum] = [1, 1];
  for (let x = hits; term > sum * negligible; x += 1) {
    term *= ((marked - x) * (drawn - x)) / ((x + 1) * (neither + x + 1));
    sum += term;
  }
  return sum;
}

/** Σ of the terms from `hits` downwards, in units of the first. */
function lowerSum({ hits, drawn, marked, total }: Overlap): number {
  const neither = total - marked - drawn;
  let [term, sum] = [1, 1];
  for (let x = hits; term > sum * negligible; x -= 1) {
    term *= (x * (neither + x)) / ((marked - x + 1) * (drawn - x + 1));
    sum += term;
  }
  return sum;
}

/** How many hits chance alone would give. */
export function expectedHits({ drawn, marked, total }: Overlap): number {
  return total === 0 ? 0 : (drawn * marked) / total;
}

function upperTail(overlap: Overlap): number {
  return Math.exp(logProbability(overlap)) * upperSum(overlap);
}

function lowerTail(overlap: Overlap): number {
  return Math.exp(logProbability(overlap)) * lowerSum(overlap);
}

/**
 * One-sided p of Fisher's exact test: P(X ≥ hits) where `drawn` units are drawn from `total` of which `marked` are
 * marked. 1 where no fewer hits are possible. Terms by log factorials and their ratios, so that margins of millions
 * cost no more than the width of the tail.
 * Source: Fisher 1935, J. R. Stat. Soc. 98:39; R `phyper(hits − 1, marked, total − marked, drawn, FALSE)`.
 */
export function fisherP(overlap: Overlap): number {
  const { hits, drawn, marked, total } = overlap;
  if (hits <= Math.max(0, drawn + marked - total)) return 1;
  if (hits > Math.min(drawn, marked)) return 0;
  const p = hits > expectedHits(overlap) ? upperTail(overlap) : 1 - lowerTail({ ...overlap, hits: hits - 1 });
  return Math.min(1, Math.max(0, p));
}
