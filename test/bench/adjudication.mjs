/**
 * Whether figures against adjudicated truth keep their promises: bias, coverage of the 95 % interval, and how often the
 * gate's lower bound lies above the truth (false go at the boundary, α = .05) or its upper bound below it.
 *
 *   node test/bench/adjudication.mjs [replicates] [encounters]     default 2000 of 2000; needs `npm run build`
 *
 * Patients come anew in every replicate, with their encounters; engine and coder err alone and together, harder
 * patients oftener. Encounters are drawn as `adjudicate sample` draws them. One JSON line a setting, size and metric.
 */
import { seededRandom } from "../../dist/effects.js";
import { lowerBound, upperBound } from "../../dist/stats/gate-bound.js";
import { poweredInterval } from "../../dist/stats/sampled/powered-interval.js";
import { estimatePowered } from "../../dist/stats/sampled/prediction-powered.js";
import { allocateDraws } from "../../dist/stats/sampled/stratified.js";

const replicates = Number(process.argv[2] ?? 2000);
const encounters = Number(process.argv[3] ?? 2000);
const only = process.argv[4];
const sizes = (process.argv[5] ?? "60,200,500").split(",").map(Number);

/** Chances per true code: the engine errs, the coder errs, both miss the same; `spread` of patients' difficulty. */
const settings = [
  { name: "good", engine: 0.04, coder: 0.03, shared: 0.01, spread: 0, failed: 0.02 },
  { name: "good, hard patients", engine: 0.04, coder: 0.03, shared: 0.01, spread: 1, failed: 0.02 },
  { name: "few shared errors", engine: 0.03, coder: 0.02, shared: 0.001, spread: 0.5, failed: 0 },
  { name: "shared as rare as own", engine: 0.01, coder: 0.01, shared: 0.005, spread: 0.5, failed: 0 },
  { name: "middling", engine: 0.12, coder: 0.06, shared: 0.02, spread: 0.5, failed: 0.05 },
  { name: "poor", engine: 0.35, coder: 0.1, shared: 0.04, spread: 1, failed: 0.1 },
];

const deviations = [0.2, 0.5, 0.2];

function drawGamma(random, spread) {
  if (spread === 0) return 1;
  return spread >= 1 ? -Math.log(1 - random()) : (-Math.log(1 - random()) - Math.log(1 - random())) / 2;
}

/** One encounter: counts of codes by who has them; engine and coder against each other and against truth. */
function drawEncounter(random, { engine, coder, shared, failed }, hard, cluster) {
  const isFailed = random() < failed;
  const counts = {
    both: 0,
    engineOnly: 0,
    coderOnly: 0,
    wrongBoth: 0,
    wrongEngine: 0,
    wrongCoder: 0,
    neither: 0,
  };
  const codes = 1 + Math.floor(random() * 6);
  for (let code = 0; code < codes; code++) {
    const missedTogether = random() < shared * hard;
    const hasEngine = !missedTogether && random() >= engine * hard;
    const hasCoder = !missedTogether && random() >= coder * hard;
    counts[hasEngine ? (hasCoder ? "both" : "engineOnly") : hasCoder ? "coderOnly" : "neither"] += 1;
    if (random() < shared * hard) counts.wrongBoth += 1;
    if (random() < engine * hard) counts.wrongEngine += 1;
    if (random() < coder * hard) counts.wrongCoder += 1;
  }
  if (isFailed) {
    counts.coderOnly += counts.both;
    counts.neither += counts.engineOnly;
    counts.wrongCoder += counts.wrongBoth;
    Object.assign(counts, { both: 0, engineOnly: 0, wrongBoth: 0, wrongEngine: 0 });
  }
  const { both, engineOnly, coderOnly, wrongBoth, wrongEngine, wrongCoder, neither } = counts;
  const truth = both + engineOnly + coderOnly + neither;
  const given = both + engineOnly + wrongBoth + wrongEngine;
  const right = both + engineOnly;
  const listed = both + coderOnly + wrongBoth + wrongCoder;
  const agreed = both + wrongBoth;
  const stratum = isFailed ? 2 : given === agreed && listed === agreed ? 0 : 1;
  return {
    cluster,
    stratum,
    truth: { tp: right, fp: given - right, fn: truth - right },
    predicted: { tp: agreed, fp: given - agreed, fn: listed - agreed },
  };
}

function drawRun(random, setting, count) {
  const drawn = [];
  for (let cluster = 0; drawn.length < count; cluster++) {
    const hard = drawGamma(random, setting.spread);
    do drawn.push(drawEncounter(random, setting, hard, cluster));
    while (random() < 0.4 && drawn.length < count);
  }
  return drawn;
}

const metrics = {
  "codes.precision": { of: ({ tp, fp }) => [tp, tp + fp], isOpen: ({ tp, fp }) => tp + fp > 0 },
  "codes.recall": { of: ({ tp, fn }) => [tp, tp + fn], isOpen: () => true },
  "codes.f1": { of: ({ tp, fp, fn }) => [2 * tp, 2 * tp + fp + fn], isOpen: () => true },
  "encounters.exact_match": {
    of: ({ tp, fp, fn }) => [tp + fp + fn > 0 && fp + fn === 0 ? 1 : 0, tp + fp + fn > 0 ? 1 : 0],
    isOpen: ({ tp, fp }) => tp + fp > 0,
  },
};

function shuffle(random, list) {
  for (let last = list.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [list[last], list[other]] = [list[other], list[last]];
  }
  return list;
}

function drawSample(random, run, size) {
  const members = [0, 1, 2].map((stratum) => run.filter((encounter) => encounter.stratum === stratum));
  const draws = allocateDraws(
    members.map((list, index) => ({ size: list.length, deviation: deviations[index] })),
    size,
  );
  return members.map((list, index) => shuffle(random, [...list]).slice(0, draws[index]));
}

function sampleOf(run, drawn, { of, isOpen }) {
  const predicted = { clusters: 0, y: 0, x: 0, yy: 0, xy: 0, xx: 0 };
  const clusters = new Map();
  const strata = [0, 1, 2].map((index) => ({ size: 0, drawn: drawn[index].length, open: 0 }));
  for (const encounter of run) {
    const [y, x] = of(encounter.predicted);
    const sums = clusters.get(encounter.cluster) ?? { y: 0, x: 0 };
    clusters.set(encounter.cluster, { y: sums.y + y, x: sums.x + x });
    strata[encounter.stratum].size += 1;
    if (isOpen(encounter.predicted)) strata[encounter.stratum].open += 1;
  }
  for (const { y, x } of clusters.values()) {
    predicted.clusters += 1;
    predicted.y += y;
    predicted.x += x;
    predicted.yy += y * y;
    predicted.xy += x * y;
    predicted.xx += x * x;
  }
  const units = drawn.flat().map((encounter) => {
    const [y, x] = of(encounter.truth);
    const [yf, xf] = of(encounter.predicted);
    return { stratum: encounter.stratum, cluster: encounter.cluster, y, x, yf, xf };
  });
  const empty = strata.map(({ size }, index) => (size === 0 ? index : -1));
  const kept = strata.flatMap((stratum, index) => (empty.includes(index) ? [] : [stratum]));
  const place = new Map(
    strata.flatMap((_, index) => (empty.includes(index) ? [] : [index])).map((from, to) => [from, to]),
  );
  return {
    strata: kept,
    units: units.map((unit) => ({ ...unit, stratum: place.get(unit.stratum) })),
    predicted,
    clusters,
  };
}

function judge(estimate, truth) {
  const value = Math.min(1, Math.max(0, estimate.value));
  const { variance, kish, df, numerator, denominator } = estimate;
  const interval = poweredInterval(value, estimate, 0.95);
  const evidence = {
    value,
    se: Math.sqrt(variance),
    numerator,
    denominator,
    nEffective: kish,
    rareClusters: value >= 0.5 ? estimate.no : estimate.yes,
    df,
    scale: "logit",
    confidence: 0.95,
  };
  return {
    error: value - truth,
    isCovered: interval.lower <= truth && truth <= interval.upper,
    width: interval.upper - interval.lower,
    isFalseGo: lowerBound(evidence) >= truth,
    isFalseNoGo: upperBound(evidence) <= truth,
    gap: value - lowerBound(evidence),
    lambda: estimate.lambda,
  };
}

function truthOf(setting) {
  const random = seededRandom(99);
  const sums = Object.fromEntries(Object.keys(metrics).map((name) => [name, [0, 0]]));
  for (let round = 0; round < 400; round++) {
    for (const { truth } of drawRun(random, setting, 2000)) {
      for (const [name, { of }] of Object.entries(metrics)) {
        const [y, x] = of(truth);
        sums[name][0] += y;
        sums[name][1] += x;
      }
    }
  }
  return Object.fromEntries(Object.entries(sums).map(([name, [y, x]]) => [name, y / x]));
}

const mean = (list, of) => list.reduce((sum, item) => sum + Number(of(item)), 0) / list.length;
const percent = (share) => Number((100 * share).toFixed(2));

for (const setting of settings) {
  if (only !== undefined && only !== "all" && setting.name !== only) continue;
  const truth = truthOf(setting);
  for (const size of sizes) {
    const random = seededRandom(7 + size);
    const judged = Object.fromEntries(Object.keys(metrics).map((name) => [name, []]));
    for (let replicate = 0; replicate < replicates; replicate++) {
      const run = drawRun(random, setting, encounters);
      const drawn = drawSample(random, run, size);
      for (const [name, metric] of Object.entries(metrics)) {
        const estimate = estimatePowered(sampleOf(run, drawn, metric));
        if (estimate !== null && estimate.variance !== null) judged[name].push(judge(estimate, truth[name]));
      }
    }
    for (const [name, list] of Object.entries(judged)) {
      console.log(
        JSON.stringify({
          setting: setting.name,
          drawn: size,
          metric: name,
          truth: percent(truth[name]),
          bias: percent(mean(list, ({ error }) => error)),
          coverage: percent(mean(list, ({ isCovered }) => isCovered)),
          width: percent(mean(list, ({ width }) => width)),
          false_go: percent(mean(list, ({ isFalseGo }) => isFalseGo)),
          false_no_go: percent(mean(list, ({ isFalseNoGo }) => isFalseNoGo)),
          gap: percent(mean(list, ({ gap }) => gap)),
          lambda: percent(mean(list, ({ lambda }) => lambda)),
          replicates: list.length,
        }),
      );
    }
  }
}
