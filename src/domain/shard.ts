/** One of the parts that a replay is spread over: the `index`-th of `count`, both from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** More parts than this no scheduler's array has, and each would load the dataset anew. */
export const shardsAtMost = 10_000;

/** Reads `i/n`; null where it is not two whole numbers with 1 ≤ i ≤ n ≤ 10,000. */
export function parseShard(text: string): Shard | null {
  const match = /^([1-9][0-9]{0,4})\/([1-9][0-9]{0,4})$/.exec(text);
  if (match === null) return null;
  const [index, count] = [Number(match[1]), Number(match[2])];
  return index <= count && count <= shardsAtMost ? { index, count } : null;
}

/** `i/n`, as the command line and the manifest write it. */
export function formatShard({ index, count }: Shard): string {
  return `${index}/${count}`;
}
