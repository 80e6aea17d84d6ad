import type { Allocation } from "../domain/review.ts";
import { HarnessError } from "../errors.ts";
import { allocateDraws, smallestSample } from "../stats/sampled/stratified.ts";

/** A stratum of the run; `state` is alike, different, abstained or failed. */
export interface SampledStratum {
  readonly state: string;
  readonly stratum: string;
  readonly encounters: number;
}

/**
 * Assumed spread of what one encounter tells, for `informative`: where the codings differ either may be right (.5 is the
 * most a yes or no can vary); elsewhere both err together about one time in twenty-five (√(.04·.96) ≈ .2).
 */
const deviations: Readonly<Record<string, number>> = { different: 0.5 };
const usualDeviation = 0.2;

function deviationOf(allocation: Allocation, { state, encounters }: SampledStratum): number {
  if (allocation === "proportional") return 1;
  return allocation === "equal" ? 1 / encounters : (deviations[state] ?? usualDeviation);
}

/** How many encounters to draw of each stratum. Throws `command-invalid` where `total` cannot give each its two. */
export function planDraws(
  strata: readonly SampledStratum[],
  total: number,
  allocation: Allocation,
): readonly number[] {
  const plans = strata.map((stratum) => ({
    size: stratum.encounters,
    deviation: deviationOf(allocation, stratum),
  }));
  const fewest = smallestSample(plans);
  if (total >= fewest) return allocateDraws(plans, total);
  const message = `${strata.length} strata need ${fewest} encounters at least; ${total} were asked for`;
  throw new HarnessError("command-invalid", message, {
    hint: "ask for more with --encounters, or for fewer strata without --by",
  });
}
