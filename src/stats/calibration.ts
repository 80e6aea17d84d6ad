/**
 * Answers of one confidence, as far as confidences are told apart.
 *
 * - `confidence`: mean of their confidences, 0 to 1.
 * - `correct`: how many are right; `squared`: Σ(confidence − right)², right being 1 or 0.
 */
export interface ConfidenceGroup {
  readonly confidence: number;
  readonly count: number;
  readonly correct: number;
  readonly squared: number;
}

/** One bin of a reliability diagram: the positions, from `first` to `last`, of its groups among those given. */
export interface ReliabilityBin {
  readonly first: number;
  readonly last: number;
  readonly count: number;
  readonly correct: number;
  readonly confidence: number;
}

export const reliabilityBins = 15;

function sumOf(groups: readonly ConfidenceGroup[], value: (group: ConfidenceGroup) => number): number {
  return groups.reduce((sum, group) => sum + value(group), 0);
}

function addToBin(bin: ReliabilityBin | undefined, group: ConfidenceGroup, index: number): ReliabilityBin {
  if (bin === undefined) {
    const { count, correct, confidence } = group;
    return { first: index, last: index, count, correct, confidence };
  }
  const count = bin.count + group.count;
  const confidence = (bin.confidence * bin.count + group.confidence * group.count) / count;
  return { first: bin.first, last: index, count, correct: bin.correct + group.correct, confidence };
}

/**
 * Bins of equal mass over groups in rising order of confidence. A group is never split: it falls whole into the bin
 * of its middle rank, so bins differ in mass where confidences are tied, and an empty one is left out.
 */
export function binByMass(
  groups: readonly ConfidenceGroup[],
  bins: number = reliabilityBins,
): readonly ReliabilityBin[] {
  const total = sumOf(groups, ({ count }) => count);
  const filled = new Map<number, ReliabilityBin>();
  let before = 0;
  for (const [index, group] of groups.entries()) {
    const bin = Math.floor((bins * (2 * before + group.count - 1)) / (2 * total));
    filled.set(bin, addToBin(filled.get(bin), group, index));
    before += group.count;
  }
  return [...filled.values()];
}

/**
 * Expected calibration error: mean over answers of |share right − mean confidence| of their bin. Null for no answer.
 * Source: Naeini, Cooper & Hauskrecht 2015, AAAI 29; bins of equal mass after Nixon et al. 2019.
 */
export function expectedCalibrationError(groups: readonly ConfidenceGroup[]): number | null {
  const total = sumOf(groups, ({ count }) => count);
  if (total === 0) return null;
  const gaps = binByMass(groups).map((bin) => Math.abs(bin.correct - bin.confidence * bin.count));
  return gaps.reduce((sum, gap) => sum + gap, 0) / total;
}

/** Mean squared distance of confidence and outcome; null for no answer. Source: Brier 1950. */
export function brierScore(groups: readonly ConfidenceGroup[]): number | null {
  const total = sumOf(groups, ({ count }) => count);
  return total === 0 ? null : sumOf(groups, ({ squared }) => squared) / total;
}

const eulerGamma = 0.577_215_664_901_532_9;
const termsByHand = 64;

/** 1 + 1/2 + … + 1/n; beyond 64 by the Euler–Maclaurin series, whose next term is below 10⁻¹³ there. */
function harmonic(n: number): number {
  if (n > termsByHand) return Math.log(n) + eulerGamma + 1 / (2 * n) - 1 / (12 * n ** 2) + 1 / (120 * n ** 4);
  let sum = 0;
  for (let term = 1; term <= n; term += 1) sum += 1 / term;
  return sum;
}

/**
 * Sum of the expected risks while a group enters one by one in random order, after `before` answers with `errors`
 * among them: Σ_j (E + j·e/g) / (m + j), j = 1…g.
 */
function risksWhileEntering(before: number, errors: number, { count, correct }: ConfidenceGroup): number {
  const share = (count - correct) / count;
  return (errors - before * share) * (harmonic(before + count) - harmonic(before)) + share * count;
}

/**
 * Area under the risk–coverage curve: the mean, over k = 1…n, of the share of errors among the k most confident
 * answers, in expectation under random order within a group. Groups in rising order of confidence; null for none.
 * Source: Geifman, Uziel & El-Yaniv 2019, ICLR.
 */
export function areaUnderRiskCoverage(groups: readonly ConfidenceGroup[]): number | null {
  let [before, errors, area] = [0, 0, 0];
  for (const group of groups.toReversed()) {
    area += risksWhileEntering(before, errors, group);
    before += group.count;
    errors += group.count - group.correct;
  }
  return before === 0 ? null : area / before;
}
