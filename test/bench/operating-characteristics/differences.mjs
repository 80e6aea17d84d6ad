/**
 * Paired differences: a new engine is truly worse by exactly the margin that `no_worse_by` allows, over the same charts.
 * An update answers as the old engine did but for what it breaks; a rival errs in places of its own.
 */

import { drawHits, drawShare } from "./chance.mjs";
import { decide, openBenchmark } from "./decide.mjs";
import { differenceOfRows } from "./figures.mjs";
import { crossTable, markCount, markCoverage } from "./markdown.mjs";
import { simulateCharts } from "./periods.mjs";

const margin = 0.02;
const sizes = [60, 120, 300, 1000];
const shares = [0.9, 0.95, 0.99];
const forms = [
  { figure: "encounters.exact_match", hasCodes: false, isAlone: true, icc: 0 },
  { figure: "encounters.exact_match", hasCodes: false, isAlone: false, icc: 0.15 },
  { figure: "codes.recall", hasCodes: true, isAlone: false, icc: 0.15 },
  { figure: "codes.recall", hasCodes: true, isAlone: false, icc: 0.4 },
];

const settings = forms.flatMap((form) =>
  ["update", "rival"].flatMap((kind) =>
    shares.flatMap((share) => sizes.map((encounters) => ({ ...form, kind, share, encounters }))),
  ),
);

/** How many of a chart's codes the new engine has, `old` of which the old one had. */
const answers = {
  update: (random, _, old, { share, icc }) =>
    old - drawHits(random, old, drawShare(random, margin / share, icc)),
  rival: (random, chart, _, { share }) => drawHits(random, chart.codes, chart.share * (1 - margin / share)),
};

/** Rows [patient, right by the new, codes, right by the old, codes]. */
function simulateRows(random, setting) {
  return simulateCharts(random, setting).map((chart) => {
    const old = drawHits(random, chart.codes, chart.share);
    const now = answers[setting.kind](random, chart, old, setting);
    return [chart.patient, now, chart.codes, old, chart.codes];
  });
}

function run(setting, replicates, random) {
  const question = openBenchmark({ metric: setting.figure, no_worse_by: margin, baseline: "before" });
  const counts = { go: 0, covered: 0 };
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    const figure = differenceOfRows(`change.${setting.figure}`, simulateRows(random, setting));
    if (decide(question, figure) === "met") counts.go += 1;
    if (figure.lower !== null && figure.lower <= -margin && figure.upper >= -margin) counts.covered += 1;
  }
  return counts;
}

function nameOf({ setting: { figure, isAlone, kind, icc, share } }) {
  const unit = isAlone ? "one encounter a patient" : `ICC ${icc}`;
  return `\`change.${figure}\` | ${kind}, ${unit} | ${share}`;
}

function tableOf(rows, cellOf) {
  const heads = ["figure", "new engine", "old engine's value"];
  return crossTable(rows, { heads, rowOf: nameOf, columnOf: ({ setting }) => setting.encounters, cellOf });
}

export const differences = {
  settings,
  run,
  tables: {
    "false-no-worse": (rows, replicates) => tableOf(rows, (row) => markCount(row.go, replicates)),
    "paired-intervals": (rows, replicates) => tableOf(rows, (row) => markCoverage(row.covered, replicates)),
  },
};
