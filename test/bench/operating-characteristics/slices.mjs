/** A slice less the rest, over patients who may have encounters in both: coverage of the true difference, which is 0. */
import { measureDifference } from "../../../dist/analysis/subgroups/slice-difference.js";
import { splitMoments } from "../../../dist/analysis/subgroups/split-moments.js";
import { drawHits } from "./chance.mjs";
import { confidence } from "./figures.mjs";
import { crossTable, markCount, markCoverage } from "./markdown.mjs";
import { simulateCharts } from "./periods.mjs";

const sizes = [120, 300, 1000];
const settings = [0, 0.15, 0.4].flatMap((icc) =>
  [0.05, 0.2].flatMap((part) =>
    [0.9, 0.99].flatMap((share) =>
      sizes.map((encounters) => ({ icc, part, share, encounters, hasCodes: true, isAlone: false })),
    ),
  ),
);

const sumNames = ["y", "x", "yy", "xy", "xx", "eachXx", "eachYy", "eachXy", "yty", "ytx", "xty", "xtx"];

function emptySums() {
  return Object.fromEntries(sumNames.map((name) => [name, 0]));
}

function addEach(sums, y, x) {
  sums.y += y;
  sums.x += x;
  sums.eachXx += x * x;
  sums.eachYy += y * y;
  sums.eachXy += x * y;
}

function addPatient(total, slice, patient) {
  const { y, x, ty, tx } = patient;
  total.yy += ty * ty;
  total.xy += tx * ty;
  total.xx += tx * tx;
  slice.yy += y * y;
  slice.xy += x * y;
  slice.xx += x * x;
  slice.yty += y * ty;
  slice.ytx += y * tx;
  slice.xty += x * ty;
  slice.xtx += x * tx;
}

function whole(sums) {
  return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, BigInt(sum)]));
}

/** Sums of the run and of a slice that takes each chart by chance. */
function simulateSplit(random, setting) {
  const [total, slice] = [emptySums(), emptySums()];
  const patients = new Map();
  for (const { patient, codes, share } of simulateCharts(random, setting)) {
    const hits = drawHits(random, codes, share);
    const sums = patients.get(patient) ?? { y: 0, x: 0, ty: 0, tx: 0 };
    patients.set(patient, sums);
    sums.ty += hits;
    sums.tx += codes;
    addEach(total, hits, codes);
    if (random() >= setting.part) continue;
    sums.y += hits;
    sums.x += codes;
    addEach(slice, hits, codes);
  }
  for (const sums of patients.values()) addPatient(total, slice, sums);
  return splitMoments(whole(slice), { ...whole(total), clusters: patients.size });
}

function run(setting, replicates, random) {
  const counts = { covered: 0, found: 0 };
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    const { lower, upper, p } = measureDifference(simulateSplit(random, setting), true, confidence);
    if (lower === null || (lower <= 0 && 0 <= upper)) counts.covered += 1;
    if (p !== null && p <= 0.05) counts.found += 1;
  }
  return counts;
}

function tableOf(rows, cellOf) {
  return crossTable(rows, {
    heads: ["patients", "slice", "true value"],
    rowOf: ({ setting: { icc, part, share } }) => `ICC ${icc} | ${100 * part} % | ${share}`,
    columnOf: ({ setting }) => setting.encounters,
    cellOf,
  });
}

export const slices = {
  settings,
  run,
  tables: {
    "slice-intervals": (rows, replicates) =>
      tableOf(rows, (row) => markCoverage(row.covered, replicates, { least: 0.93, most: 1 })),
    "slice-findings": (rows, replicates) => tableOf(rows, (row) => markCount(row.found, replicates)),
  },
};
