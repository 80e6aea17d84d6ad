import { countBits, type RandomWords, randomWords } from "./random-words.ts";

/** Clusters whose numerator and denominator differ alike between two runs: by `dy` and `dx`, b less a. */
export interface FlipPattern {
  readonly dy: number;
  readonly dx: number;
  readonly clusters: number;
}

/** Sums over all clusters of both runs together: numerators and denominators, a plus b. */
export interface PairedTotals {
  readonly y: number;
  readonly x: number;
}

/** How many times every cluster's sign is thrown. Source: METRICS, Intervals, "Two runs compared". */
export const flipCount = 10_000;

const tolerance = 1e-12;
const blockSize = 8;
const bytesPerWord = 4;
const bitsPerWord = blockSize * bytesPerWord;
const tableSize = 2 ** blockSize;

/** A flip that swaps both runs makes the same of a pattern and of its mirror image: one sign stands for both. */
function withoutSign({ dy, dx, clusters }: FlipPattern): FlipPattern {
  const isMirrored = dx < 0 || (dx === 0 && dy < 0);
  return isMirrored ? { dy: -dy, dx: 0 - dx, clusters } : { dy, dx, clusters };
}

function byDifference(a: FlipPattern, b: FlipPattern): number {
  return a.dx - b.dx || a.dy - b.dy;
}

/** Patterns without sign, equal ones together, in an order that swapping the runs does not change. */
function mergePatterns(patterns: readonly FlipPattern[]): readonly FlipPattern[] {
  const merged: FlipPattern[] = [];
  for (const pattern of patterns.map(withoutSign).sort(byDifference)) {
    const last = merged.at(-1);
    if (last !== undefined && byDifference(last, pattern) === 0)
      merged[merged.length - 1] = { ...last, clusters: last.clusters + pattern.clusters };
    else if (pattern.dy !== 0 || pattern.dx !== 0) merged.push(pattern);
  }
  return merged;
}

/** Sums of signed differences, one place a flip. */
interface FlipSums {
  readonly y: Float64Array;
  readonly x: Float64Array;
}

/** Heads among `clusters` fair throws: the set bits of as many random ones. */
function throwTogether(clusters: number, next: RandomWords): number {
  let heads = 0;
  let left = clusters;
  for (; left >= bitsPerWord; left -= bitsPerWord) heads += countBits(next());
  return left === 0 ? heads : heads + countBits(next() >>> (bitsPerWord - left));
}

function addTogether(sums: FlipSums, { dy, dx, clusters }: FlipPattern, next: RandomWords): void {
  for (let flip = 0; flip < flipCount; flip += 1) {
    const net = 2 * throwTogether(clusters, next) - clusters;
    sums.y[flip] = (sums.y[flip] ?? 0) + net * dy;
    sums.x[flip] = (sums.x[flip] ?? 0) + net * dx;
  }
}

/** For each of the four bytes of a word, the signed sums of up to eight differences, as the byte's bits give the signs. */
function tabulateSigns(differences: readonly number[]): Float64Array {
  const table = new Float64Array(bytesPerWord * tableSize);
  for (const [place, difference] of differences.entries()) {
    const start = Math.floor(place / blockSize) * tableSize;
    for (let signs = 0; signs < tableSize; signs += 1) {
      const isHeads = ((signs >> (place % blockSize)) & 1) === 1;
      table[start + signs] = (table[start + signs] ?? 0) + (isHeads ? difference : -difference);
    }
  }
  return table;
}

function readSum(table: Float64Array, word: number): number {
  const low = (table[word & 255] ?? 0) + (table[tableSize + ((word >>> 8) & 255)] ?? 0);
  const high =
    (table[2 * tableSize + ((word >>> 16) & 255)] ?? 0) + (table[3 * tableSize + (word >>> 24)] ?? 0);
  return low + high;
}

/** Up to 32 clusters, each thrown by one bit of a word. */
function addSingles(sums: FlipSums, singles: readonly FlipPattern[], next: RandomWords): void {
  const ofY = tabulateSigns(singles.map(({ dy }) => dy));
  const ofX = singles.some(({ dx }) => dx !== 0) ? tabulateSigns(singles.map(({ dx }) => dx)) : null;
  for (let flip = 0; flip < flipCount; flip += 1) {
    const word = next();
    sums.y[flip] = (sums.y[flip] ?? 0) + readSum(ofY, word);
    if (ofX !== null) sums.x[flip] = (sums.x[flip] ?? 0) + readSum(ofX, word);
  }
}

function throwSigns(patterns: readonly FlipPattern[], seed: number): FlipSums {
  const sums = { y: new Float64Array(flipCount), x: new Float64Array(flipCount) };
  const next = randomWords(seed);
  const isMany = ({ clusters }: FlipPattern) => clusters > blockSize;
  for (const pattern of patterns.filter(isMany)) addTogether(sums, pattern, next);
  const few = patterns.filter((pattern) => !isMany(pattern));
  const singles = few.flatMap((pattern) => Array.from({ length: pattern.clusters }, () => pattern));
  for (let first = 0; first < singles.length; first += bitsPerWord)
    addSingles(sums, singles.slice(first, first + bitsPerWord), next);
  return sums;
}

/** |R_b − R_a| where the numerators differ by `dy` in sum and the denominators by `dx`; null where either has none. */
function distanceOf({ y, x }: PairedTotals, dy: number, dx: number): number | null {
  if (x + dx <= 0 || x - dx <= 0) return null;
  return Math.abs((y + dy) / (x + dx) - (y - dy) / (x - dx));
}

/**
 * Two-sided p of the difference of two ratios of the same clusters, by sign flips: a flip swaps both runs' sums of a
 * cluster. p = (1 + #{|T*| ≥ |T| − 1e-12}) / 10,001 over 10,000 flips; a flip that leaves a ratio without denominator
 * counts as at least as far. `patterns` are the clusters' differences in the units of `totals`; those that do not
 * differ may be left out. The same both ways round, and the same for equal data whatever the figure. Null where a
 * ratio has no denominator. Source: METRICS, Intervals; Pitman 1937, J. R. Stat. Soc. Suppl. 4:119.
 */
export function pairedFlipP(
  totals: PairedTotals,
  patterns: readonly FlipPattern[],
  seed: number,
): number | null {
  const net = (of: "dy" | "dx") => patterns.reduce((sum, pattern) => sum + pattern[of] * pattern.clusters, 0);
  const observed = distanceOf(totals, net("dy"), net("dx"));
  if (observed === null) return null;
  const sums = throwSigns(mergePatterns(patterns), seed);
  let asFar = 0;
  for (let flip = 0; flip < flipCount; flip += 1) {
    const distance = distanceOf(totals, sums.y[flip] ?? 0, sums.x[flip] ?? 0);
    if (distance === null || distance >= observed - tolerance) asFar += 1;
  }
  return (1 + asFar) / (1 + flipCount);
}
