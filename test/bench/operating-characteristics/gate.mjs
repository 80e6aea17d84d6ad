/**
 * Benchmarks at the boundary: the true value is exactly what is required, so each "met" is a false go and each
 * "not met" a false no-go. The same periods tell how often the two-sided intervals hold the truth.
 */
import { clopperPearson } from "../../../dist/stats/proportion.js";
import { decide, openBenchmark } from "./decide.mjs";
import { confidence, figureOfCharts } from "./figures.mjs";
import { crossTable, markCount, markCoverage } from "./markdown.mjs";
import { answerCharts, simulateCharts } from "./periods.mjs";

const sizes = [60, 120, 300, 1000];
const shares = [0.9, 0.95, 0.99];
const iccs = [0, 0.15, 0.4];

const forms = [
  { figure: "encounters.exact_match", isAlone: true, hasCodes: false, iccs: [0] },
  { figure: "encounters.exact_match", isAlone: false, hasCodes: false, iccs },
  { figure: "codes.recall", isAlone: false, hasCodes: true, iccs },
  { figure: "codes.recall", isAlone: false, hasCodes: true, model: "normal", iccs: [0.15, 0.4] },
  { figure: "codes.f1", isAlone: false, hasCodes: true, iccs },
  { figure: "codes.net_accuracy", isAlone: false, hasCodes: true, iccs },
];

const settings = forms.flatMap(({ iccs: own, ...form }) =>
  own.flatMap((icc) =>
    shares.flatMap((share) => sizes.map((encounters) => ({ ...form, icc, share, encounters }))),
  ),
);

/** Net accuracy takes the added codes off again, and as many are added as missed. */
function truthOf({ figure, share }) {
  return figure === "codes.net_accuracy" ? 2 * share - 1 : share;
}

function holds({ lower, upper }, truth) {
  return lower !== null && lower <= truth && truth <= upper;
}

function holdsExactly({ numerator, denominator }, truth) {
  return holds(clopperPearson(numerator, denominator, confidence), truth);
}

function run(setting, replicates, random) {
  const truth = truthOf(setting);
  const question = openBenchmark({ metric: setting.figure, at_least: truth });
  const counts = { go: 0, noGo: 0, covered: 0, exactCovered: 0 };
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    const answers = answerCharts(random, simulateCharts(random, setting), setting.hasCodes);
    const figure = figureOfCharts(setting.figure, answers);
    const outcome = decide(question, figure);
    if (outcome === "met") counts.go += 1;
    if (outcome === "not-met") counts.noGo += 1;
    if (holds(figure, truth)) counts.covered += 1;
    if (setting.isAlone && holdsExactly(figure, truth)) counts.exactCovered += 1;
  }
  return counts;
}

function nameOf({ setting: { figure, isAlone, model, icc, share } }) {
  const unit = isAlone ? "one encounter a patient" : `ICC ${icc}${model === "normal" ? " (normal)" : ""}`;
  return `\`${figure}\` | ${unit} | ${share}`;
}

function tableOf(rows, cellOf) {
  const heads = ["figure", "patients", "true value"];
  return crossTable(rows, { heads, rowOf: nameOf, columnOf: ({ setting }) => setting.encounters, cellOf });
}

function renderExact(rows, replicates) {
  return crossTable(
    rows.filter(({ setting }) => setting.isAlone),
    {
      heads: ["interval", "true value"],
      rowOf: ({ setting }) => `Clopper–Pearson | ${setting.share}`,
      columnOf: ({ setting }) => setting.encounters,
      cellOf: (row) => markCoverage(row.exactCovered, replicates, { least: 0.94, most: 1 }),
    },
  );
}

export const gate = {
  settings,
  run,
  tables: {
    "false-go": (rows, replicates) => tableOf(rows, (row) => markCount(row.go, replicates)),
    "false-no-go": (rows, replicates) => tableOf(rows, (row) => markCount(row.noGo, replicates)),
    "exact-intervals": renderExact,
    intervals: (rows, replicates) => tableOf(rows, (row) => markCoverage(row.covered, replicates)),
  },
};
