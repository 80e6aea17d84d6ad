/**
 * Whether `self.noise_share` is what it says: its mean beside the true share, how often its 95 % interval holds the
 * true one, and how often a one-sided bound at 95 % lies beyond it (a false go of `at_most`, of `at_least`).
 * Patients have one to six encounters and a skill of their own, which decides with what chance each code is given.
 *
 *   node test/bench/repeats-noise.mjs [replicates]     default 2000; needs `npm run build`
 *
 * Prints one JSON line a setting.
 */
import { ratioFigure } from "../../dist/analysis/ratio-figure.js";
import { findMetric } from "../../dist/domain/metric-catalogue.js";
import { seededRandom } from "../../dist/effects.js";
import { boundOnce } from "../../dist/gate/gate-bounds.js";

const replicates = Number(process.argv[2] ?? 2000);
const metric = findMetric("self.noise_share");
const encounterCounts = [1, 1, 1, 2, 2, 6];

/** Chances of the codes of one patient's encounters, each with whether the reference holds it. */
function drawCodes(random, error) {
  const hardness = error * (0.2 + 1.6 * random());
  const encounters = encounterCounts[Math.floor(random() * encounterCounts.length)];
  return Array.from({ length: encounters }, () =>
    Array.from({ length: 8 }, (_, at) => {
      const isHeld = at < 5;
      const isFirm = random() < 0.5;
      const chance = isFirm ? (random() < hardness ? 0.95 : 0.005) : hardness * random();
      return { isHeld, chance: isHeld ? 1 - chance : chance };
    }),
  );
}

function trueShare(error) {
  const random = seededRandom(1);
  let [noise, wrong] = [0, 0];
  for (let patient = 0; patient < 400_000; patient++)
    for (const { isHeld, chance } of drawCodes(random, error).flat()) {
      noise += chance * (1 - chance);
      wrong += isHeld ? 1 - chance : chance;
    }
  return noise / wrong;
}

/** The sums of one patient in units of 1/(K(K−1)), as src/analysis/self counts them. */
function countPatient(random, error, repeats) {
  let [y, x] = [0, 0];
  const charts = drawCodes(random, error);
  for (const { isHeld, chance } of charts.flat()) {
    let times = 0;
    for (let repeat = 0; repeat < repeats; repeat++) times += random() < chance ? 1 : 0;
    y += times * (repeats - times);
    x += (repeats - 1) * (isHeld ? repeats - times : times);
  }
  return { y, x, encounters: charts.length };
}

function drawFigure(random, { patients, repeats, error }) {
  const rows = Array.from({ length: patients }, () => countPatient(random, error, repeats));
  const sum = (pick) => BigInt(rows.reduce((total, row) => total + pick(row), 0));
  const moments = {
    clusters: patients,
    y: sum(({ y }) => y),
    x: sum(({ x }) => x),
    yy: sum(({ y }) => y * y),
    xy: sum(({ x, y }) => x * y),
    xx: sum(({ x }) => x * x),
    xScale: BigInt(repeats * (repeats - 1)),
    yes: rows.filter(({ y }) => y !== 0).length,
    no: rows.filter(({ x, y }) => x !== y).length,
    encounters: Number(sum(({ encounters }) => encounters)),
  };
  const key = { metric: metric.name, system: "all", slice: null };
  return ratioFigure({ key, metric, moments, unit: "patient", confidence: 0.95, noteWhenNull: "none" });
}

function simulate(setting, truth, seed) {
  const random = seededRandom(seed);
  let [made, sum, held, below, above] = [0, 0, 0, 0, 0];
  for (let replicate = 0; replicate < replicates; replicate++) {
    const figure = drawFigure(random, setting);
    if (figure.value === null) continue;
    const rule = boundOnce(metric, figure);
    const { lower, upper } = rule.kind === "bounded" ? rule.at(0.95) : {};
    made += 1;
    sum += figure.value;
    held += figure.lower !== null && figure.lower <= truth && truth <= figure.upper ? 1 : 0;
    below += upper !== null && upper < truth ? 1 : 0;
    above += lower !== null && lower > truth ? 1 : 0;
  }
  const rounded = (value) => Number(value.toFixed(4));
  return {
    ...setting,
    truth: rounded(truth),
    mean: rounded(sum / made),
    coverage: rounded(held / made),
    false_at_most: rounded(below / made),
    false_at_least: rounded(above / made),
  };
}

let seed = 100;
for (const error of [0.05, 0.3]) {
  const truth = trueShare(error);
  for (const patients of [40, 150, 600])
    for (const repeats of [2, 3]) {
      const setting = { error, patients, repeats };
      process.stdout.write(`${JSON.stringify(simulate(setting, truth, seed++))}\n`);
    }
}
