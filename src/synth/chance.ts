import { type Random, seededRandom } from "../effects.ts";

/** A stream of its own for each purpose, so that changing one never moves another (FNV-1a over the name). */
export function streamFor(seed: number, purpose: string, index: number): Random {
  const name = `${seed}|${purpose}|${index}`;
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return seededRandom(hash);
}

export function isDrawn(random: Random, share: number): boolean {
  return random() < share;
}

/** A whole number from `low` to `high`, both included. */
export function drawWhole(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

export function pick<T>(random: Random, from: readonly T[]): T {
  const picked = from[Math.floor(random() * from.length)];
  if (picked === undefined) throw new RangeError("nothing to pick from");
  return picked;
}

export function pickWeighted<T extends { readonly weight: number }>(random: Random, from: readonly T[]): T {
  let left = random() * from.reduce((sum, { weight }) => sum + weight, 0);
  const picked = from.find(({ weight }) => {
    left -= weight;
    return left < 0;
  });
  return picked ?? pick(random, from);
}

/** `count` different members at most, in the order drawn. */
export function pickSome<T>(random: Random, from: readonly T[], count: number): readonly T[] {
  const left = [...from];
  const picked: T[] = [];
  while (picked.length < count && left.length > 0)
    picked.push(...left.splice(Math.floor(random() * left.length), 1));
  return picked;
}

/** One draw of a normal variate with mean 0 and variance 1 (Box and Muller 1958). */
export function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
