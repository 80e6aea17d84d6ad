/** Draws 32 fair bits at a time, as a whole number from 0 to 2^32 − 1. */
export type RandomWords = () => number;

/** How many first words are thrown away, so that near seeds part ways. */
const warmUp = 12;

/**
 * A repeatable stream of fair bits: the sfc32 generator (Chris Doty-Humphrey's Small Fast Counting, 128-bit state,
 * public domain). Same seed, same words, on every platform.
 */
export function randomWords(seed: number): RandomWords {
  let a = seed | 0;
  let b = (seed / 2 ** 32) | 0;
  let c = 0;
  let counter = 1;
  const next = () => {
    const word = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + word) | 0;
    return word >>> 0;
  };
  for (let thrown = 0; thrown < warmUp; thrown += 1) next();
  return next;
}

/** How many bits of a 32-bit word are set. Source: Warren 2013, Hacker's Delight, 5-1. */
export function countBits(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  bits = (bits + (bits >>> 4)) & 0x0f0f0f0f;
  return Math.imul(bits, 0x01010101) >>> 24;
}
