/** Whether the gate says go as often as `plan` promised, at the number of encounters that it named after a pilot. */
import { benchmarkSchema, gateDefaults } from "../../../dist/domain/benchmark.js";
import { planBenchmark } from "../../../dist/gate/plan/plan-benchmark.js";
import { noPlanOptions } from "../../../dist/gate/plan/plan-inputs.js";
import { drawHits } from "./chance.mjs";
import { decide, measurementsOf, openBenchmark } from "./decide.mjs";
import { differenceOfRows, figureOfCharts } from "./figures.mjs";
import { listTable, markPower } from "./markdown.mjs";
import { answerCharts, simulateCharts } from "./periods.mjs";

const pilotEncounters = 200_000;
const perWeek = { encounters: null, "doubly coded": null, adjudicated: null };

const alone = { figure: "encounters.exact_match", isAlone: true, hasCodes: false, icc: 0 };
const recall = { figure: "codes.recall", isAlone: false, hasCodes: true };
const f1 = { figure: "codes.f1", isAlone: false, hasCodes: true };
const settings = [
  { ...alone, share: 0.97, required: 0.95 },
  { ...alone, share: 0.99, required: 0.95 },
  { ...alone, figure: "encounters.exact_match", isAlone: false, icc: 0.4, share: 0.93, required: 0.9 },
  { ...recall, icc: 0, share: 0.96, required: 0.95 },
  { ...recall, icc: 0.15, share: 0.93, required: 0.9 },
  { ...recall, icc: 0.15, share: 0.97, required: 0.95 },
  { ...recall, icc: 0.4, share: 0.97, required: 0.95 },
  { ...recall, icc: 0.15, share: 0.995, required: 0.99 },
  { ...f1, icc: 0.15, share: 0.97, required: 0.95 },
  { ...f1, icc: 0.4, share: 0.93, required: 0.9 },
  { ...alone, share: 0.95, margin: 0.03 },
  { ...recall, icc: 0.15, share: 0.95, margin: 0.02 },
].flatMap((setting) => [0.8, 0.9].map((promised) => ({ ...setting, promised })));

/** Rows of a rival as good as the old engine, over the same charts. */
function rivalRows(random, charts) {
  return charts.map(({ patient, codes, share }) => [
    patient,
    drawHits(random, codes, share),
    codes,
    drawHits(random, codes, share),
    codes,
  ]);
}

function measure(random, setting, encounters) {
  const charts = simulateCharts(random, { ...setting, encounters });
  if (setting.margin !== undefined)
    return differenceOfRows(`change.${setting.figure}`, rivalRows(random, charts));
  return figureOfCharts(setting.figure, answerCharts(random, charts, setting.hasCodes));
}

function writeBenchmark({ figure, required, margin, share }) {
  return margin === undefined
    ? { metric: figure, at_least: required, expected: share }
    : { metric: figure, no_worse_by: margin, baseline: "before", expected: 0 };
}

function planFor(random, setting) {
  const inputs = {
    scenario: "bench",
    gate: { ...gateDefaults, benchmarks: [], waivers: [] },
    spec: {},
    pilot: measurementsOf(measure(random, setting, pilotEncounters)),
    options: noPlanOptions,
  };
  const { row } = planBenchmark(benchmarkSchema.parse(writeBenchmark(setting)), inputs, perWeek);
  return setting.promised === 0.8 ? row.encounters_80 : row.encounters_90;
}

function run(setting, replicates, random) {
  const planned = planFor(random, setting);
  const question = openBenchmark(writeBenchmark(setting));
  let met = 0;
  for (let replicate = 0; replicate < replicates; replicate += 1)
    if (decide(question, measure(random, setting, planned)) === "met") met += 1;
  return { planned, met };
}

function requiredOf({ setting: { required, margin } }) {
  return margin === undefined ? `at least ${required}` : `no worse by ${margin}`;
}

export const power = {
  settings,
  run,
  tables: {
    power: (rows, replicates) =>
      listTable(rows, {
        figure: ({ setting }) =>
          `\`${setting.figure}\`, ${setting.isAlone ? "one encounter a patient" : `ICC ${setting.icc}`}`,
        "true value": ({ setting }) => (setting.margin === undefined ? setting.share : "no difference"),
        required: requiredOf,
        promised: ({ setting }) => `${100 * setting.promised} %`,
        "encounters planned": ({ planned }) => planned,
        "go, % of periods": (row) => markPower(row.met, replicates, row.setting.promised),
      }),
  },
};
