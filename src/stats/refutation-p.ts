/** A bound refutes a requirement at this level α, or does not; true at α means true at every greater one. */
export type RefutesAt = (alpha: number) => boolean;

/** Below this a level cannot be told from 0 once it is written as a confidence. */
export const leastP = 1e-12;

/** Above this nothing is said: at a confidence of .5 the clustered bounds are not defined. */
const greatestP = 0.49;

const halvings = 50;

/**
 * One-sided p of the hypothesis that a requirement holds: the smallest level α at which the one-sided bound of
 * confidence 1 − α refutes it, by bisection to 1e-12 and better. 1 where not even the bound at α = .49 does, `leastP`
 * where every one does. For Clopper–Pearson it is the exact binomial p.
 * Source: inversion of a family of tests, Casella & Berger 2002, Statistical Inference, 9.2.1.
 */
export function refutationP(refutesAt: RefutesAt): number {
  if (refutesAt(leastP)) return leastP;
  let [open, refuted] = [leastP, greatestP];
  if (!refutesAt(refuted)) return 1;
  for (let halving = 0; halving < halvings; halving += 1) {
    const middle = Math.sqrt(open) * Math.sqrt(refuted);
    if (refutesAt(middle)) refuted = middle;
    else open = middle;
  }
  return refuted;
}
