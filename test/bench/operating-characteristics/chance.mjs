/** Repeatable chance for simulations: xoshiro128** (Blackman and Vigna 2018), seeded from a text by FNV-1a and splitmix32. */

function hashText(text) {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

function rotate(word, bits) {
  return (word << bits) | (word >>> (32 - bits));
}

/** A stream of uniform numbers in [0, 1), the same for the same text on every platform. */
export function chanceOf(text) {
  let seed = hashText(text);
  const state = new Uint32Array(4).map(() => {
    seed = (seed + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(seed ^ (seed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return mixed ^ (mixed >>> 16);
  });
  return () => {
    const drawn = Math.imul(rotate(Math.imul(state[1], 5), 7), 9) >>> 0;
    const shifted = state[1] << 9;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotate(state[3], 11);
    return (drawn + 0.5) / 2 ** 32;
  };
}

/** Standard normal (Box and Muller 1958). */
export function drawNormal(random) {
  return Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
}

/** Gamma with scale 1 (Marsaglia and Tsang 2000); its logarithm, as small shapes leave the range of doubles. */
function drawLogGamma(random, shape) {
  if (shape < 1) return drawLogGamma(random, shape + 1) + Math.log(random()) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = drawNormal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return Math.log(d * v);
  }
}

/** A share with this mean, of which two draws correlate by `icc`: beta distributed, the mean itself where icc is 0. */
export function drawShare(random, mean, icc) {
  if (icc === 0 || mean <= 0 || mean >= 1) return mean;
  const size = (1 - icc) / icc;
  return 1 / (1 + Math.exp(drawLogGamma(random, (1 - mean) * size) - drawLogGamma(random, mean * size)));
}

export function drawHits(random, trials, share) {
  let hits = 0;
  for (let trial = 0; trial < trials; trial += 1) if (random() < share) hits += 1;
  return hits;
}
