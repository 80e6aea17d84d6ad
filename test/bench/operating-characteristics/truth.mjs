/**
 * Figures against adjudicated truth: the share that the engine has right by truth, of all encounters that such patients
 * will bring, from a stratified sample of a run. The gate's bound is held to the true value itself.
 */
import { truthFigure } from "../../../dist/analysis/truth/truth-figure.js";
import { findMetric } from "../../../dist/domain/metric-catalogue.js";
import { allocateDraws } from "../../../dist/stats/sampled/stratified.js";
import { drawHits } from "./chance.mjs";
import { decide, openBenchmark } from "./decide.mjs";
import { confidence } from "./figures.mjs";
import { listTable, markCount, markCoverage } from "./markdown.mjs";
import { simulateCharts } from "./periods.mjs";

const settings = ["encounters.exact_match", "codes.recall"].flatMap((figure) =>
  [0, 0.15].flatMap((icc) =>
    [0.9, 0.97].flatMap((share) =>
      [60, 200, 500].map((drawn) => ({
        figure,
        icc,
        share,
        drawn,
        encounters: 2000,
        hasCodes: figure === "codes.recall",
        isAlone: false,
      })),
    ),
  ),
);

/** The coder of record misses three codes in a hundred of those the engine has, and a third of those it has not. */
const coderMisses = { had: 0.03, missed: 0.33 };

/** Codes of truth, and those of the coder: with how many of each the engine agrees. */
function compareChart(random, { patient, codes, share }) {
  const right = drawHits(random, codes, share);
  const agreed = right - drawHits(random, right, coderMisses.had);
  const refused = codes - right - drawHits(random, codes - right, coderMisses.missed);
  const isAlike = refused === 0 && agreed === right;
  return { patient, stratum: isAlike ? 0 : 1, truth: [right, codes], predicted: [agreed, agreed + refused] };
}

/** An encounter as one thing: right or wrong by truth, alike or different by the coder. */
function compareWhole(random, { patient, share }) {
  const isRight = random() < share;
  const isAlike = random() < (isRight ? 1 - coderMisses.had : 0.02);
  return { patient, stratum: isAlike ? 0 : 1, truth: [isRight ? 1 : 0, 1], predicted: [isAlike ? 1 : 0, 1] };
}

function drawFrom(random, list, count) {
  const rest = [...list];
  for (let place = 0; place < count; place += 1) {
    const other = place + Math.floor(random() * (rest.length - place));
    [rest[place], rest[other]] = [rest[other], rest[place]];
  }
  return rest.slice(0, count);
}

function sumPredicted(rows) {
  const clusters = new Map();
  for (const { patient, predicted } of rows) {
    const { y, x } = clusters.get(patient) ?? { y: 0, x: 0 };
    clusters.set(patient, { y: y + predicted[0], x: x + predicted[1] });
  }
  const sums = { clusters: clusters.size, y: 0, x: 0, yy: 0, xy: 0, xx: 0 };
  for (const { y, x } of clusters.values()) {
    sums.y += y;
    sums.x += x;
    sums.yy += y * y;
    sums.xy += x * y;
    sums.xx += x * x;
  }
  return { clusters, predicted: sums };
}

function drawSample(random, rows, drawn) {
  const strata = [0, 1].map((index) => rows.filter(({ stratum }) => stratum === index));
  const plans = strata.map(({ length: size }, index) => ({ size, deviation: index === 0 ? 0.2 : 0.5 }));
  const draws = allocateDraws(plans, drawn);
  const units = strata.flatMap((list, stratum) =>
    drawFrom(random, list, draws[stratum]).map(({ patient, truth, predicted }) => ({
      stratum,
      cluster: patient,
      y: truth[0],
      x: truth[1],
      yf: predicted[0],
      xf: predicted[1],
    })),
  );
  const sizes = strata.map(({ length: size }, index) => ({ size, drawn: draws[index], open: size }));
  return { strata: sizes, units, ...sumPredicted(rows) };
}

function measure(random, setting) {
  const compare = setting.hasCodes ? compareChart : compareWhole;
  const rows = simulateCharts(random, setting).map((chart) => compare(random, chart));
  const metric = findMetric(`true.${setting.figure}`);
  return truthFigure({
    key: { metric: metric.name, system: "all", slice: null },
    metric,
    sample: drawSample(random, rows, setting.drawn),
    encounters: setting.encounters,
    unit: "patient",
    confidence,
    obstacle: null,
    warning: null,
  });
}

function run(setting, replicates, random) {
  const question = openBenchmark({ metric: `true.${setting.figure}`, at_least: setting.share });
  const counts = { covered: 0, go: 0, bias: 0, width: 0 };
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    const figure = measure(random, setting);
    if (decide(question, figure) === "met") counts.go += 1;
    if (figure.lower <= setting.share && setting.share <= figure.upper) counts.covered += 1;
    counts.bias += (figure.value - setting.share) / replicates;
    counts.width += (figure.upper - figure.lower) / replicates;
  }
  return counts;
}

export const truth = {
  settings,
  run,
  tables: {
    truth: (rows, replicates) =>
      listTable(rows, {
        figure: ({ setting }) => `\`true.${setting.figure}\`, ICC ${setting.icc}`,
        "true value": ({ setting }) => setting.share,
        "adjudicated of 2,000": ({ setting }) => setting.drawn,
        "mean error, points": ({ bias }) => (100 * bias).toFixed(2),
        "coverage, %": (row) => markCoverage(row.covered, replicates),
        "mean width, points": ({ width }) => (100 * width).toFixed(1),
        "false go": (row) => markCount(row.go, replicates),
      }),
  },
};
