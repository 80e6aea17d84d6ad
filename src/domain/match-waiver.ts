import type { Benchmark, Waiver } from "./benchmark.ts";
import { allSystems } from "./code-system.ts";
import { type Slice, sliceKey } from "./figure.ts";

/** What a waiver lets go: the benchmark at this place of the gate, in one slice of its sweep or, null, as a whole. */
export interface WaivedPart {
  readonly at: number;
  readonly slice: Slice | null;
}

type Key = Exclude<Waiver["benchmark"], string>;

function isSweptBy({ slice = {}, each }: Benchmark, wanted: Slice): boolean {
  if (each === undefined || !(each in wanted)) return false;
  const { [each]: _value, ...rest } = wanted;
  return sliceKey(rest) === sliceKey(slice);
}

function matchKey(key: Key, benchmark: Benchmark, at: number): readonly WaivedPart[] {
  const { metric, system, slice } = key;
  if (metric !== benchmark.metric) return [];
  if (system !== undefined && system !== (benchmark.system ?? allSystems)) return [];
  if (slice === undefined) return [{ at, slice: null }];
  if (isSweptBy(benchmark, slice)) return [{ at, slice }];
  const isSame = benchmark.each === undefined && sliceKey(slice) === sliceKey(benchmark.slice ?? null);
  return isSame ? [{ at, slice: null }] : [];
}

/**
 * The benchmarks that a waiver names: by the name of one, else by a metric, else by metric, system and slice, where
 * what is left out matches anything. A waiver is good where this finds exactly one.
 */
export function matchWaiver(
  { benchmark: key }: Waiver,
  benchmarks: readonly Benchmark[],
): readonly WaivedPart[] {
  if (typeof key !== "string") return benchmarks.flatMap((benchmark, at) => matchKey(key, benchmark, at));
  const named = benchmarks.flatMap(({ name }, at) => (name === key ? [{ at, slice: null }] : []));
  if (named.length > 0) return named;
  return benchmarks.flatMap(({ metric }, at) => (metric === key ? [{ at, slice: null }] : []));
}
