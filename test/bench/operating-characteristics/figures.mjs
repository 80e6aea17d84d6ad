/** The program's own figures from simulated charts: sums by patient, then ratioFigure as `analyze` makes it. */

import { measureDifference } from "../../../dist/analysis/compare/difference.js";
import { ratioFigure } from "../../../dist/analysis/ratio-figure.js";
import { findMetric } from "../../../dist/domain/metric-catalogue.js";

export const confidence = 0.95;

/** Numerator and denominator of a chart, by metric. */
export const measures = {
  "codes.recall": ({ tp, fn }) => [tp, tp + fn],
  "codes.precision": ({ tp, fp }) => [tp, tp + fp],
  "codes.f1": ({ tp, fn, fp }) => [2 * tp, 2 * tp + fn + fp],
  "codes.net_accuracy": ({ tp, fn, fp }) => [tp - fp, tp + fn],
  "encounters.exact_match": ({ fn, fp }) => [fn + fp === 0 ? 1 : 0, 1],
};

function sumByPatient(rows) {
  const sums = new Map();
  for (const [patient, ...values] of rows) {
    const sum = sums.get(patient);
    if (sum === undefined) sums.set(patient, values);
    else for (const [index, value] of values.entries()) sum[index] += value;
  }
  return [...sums.values()];
}

function momentsOf(patients, encounters, yAt = 0) {
  const total = { y: 0, x: 0, yy: 0, xy: 0, xx: 0, yes: 0, no: 0 };
  for (const sums of patients) {
    const [y, x] = [sums[yAt], sums[yAt + 1]];
    total.y += y;
    total.x += x;
    total.yy += y * y;
    total.xy += x * y;
    total.xx += x * x;
    if (y !== 0) total.yes += 1;
    if (y !== x) total.no += 1;
  }
  const { yes, no, ...sums } = total;
  const whole = Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, BigInt(sum)]));
  return { ...whole, yes, no, clusters: patients.length, encounters };
}

function keyOf(name) {
  return { metric: name, system: findMetric(name)?.perSystem === false ? null : "all", slice: null };
}

/** A figure of the run over rows [patient, y, x], one a chart. */
export function figureOfRows(name, rows) {
  return ratioFigure({
    key: keyOf(name),
    metric: findMetric(name),
    moments: momentsOf(sumByPatient(rows), rows.length),
    unit: "patient",
    confidence,
    noteWhenNull: "nothing to compare",
  });
}

export function figureOfCharts(name, answers) {
  const measure = measures[name];
  return figureOfRows(
    name,
    answers.map((answer) => [answer.patient, ...measure(answer)]),
  );
}

function crossOf(patients) {
  const cross = { yayb: 0, yaxb: 0, xayb: 0, xaxb: 0 };
  for (const [ya, xa, yb, xb] of patients) {
    cross.yayb += ya * yb;
    cross.yaxb += ya * xb;
    cross.xayb += xa * yb;
    cross.xaxb += xa * xb;
  }
  return Object.fromEntries(Object.entries(cross).map(([name, sum]) => [name, BigInt(sum)]));
}

function mirror({ yayb, yaxb, xayb, xaxb }) {
  return { yayb, yaxb: xayb, xayb: yaxb, xaxb };
}

/** First ratio less the second over rows [patient, y, x, y of the other, x of the other]. */
export function differenceOfRows(name, rows) {
  const patients = sumByPatient(rows);
  const [a, b] = [momentsOf(patients, rows.length, 0), momentsOf(patients, rows.length, 2)];
  const { length: clusters } = patients;
  const changed = patients.filter(([ya, xa, yb, xb]) => ya !== yb || xa !== xb).length;
  const pair = {
    a: b,
    b: a,
    cross: mirror(crossOf(patients)),
    clusters,
    changed,
    encounters: rows.length,
    isShare: true,
  };
  const { difference: value, lower, upper, se, df } = measureDifference(pair, confidence);
  return {
    ...keyOf(name),
    value,
    lower,
    upper,
    confidence,
    method: "paired difference, linearised, clustered by patient",
    scale: "identity",
    se,
    df,
    n_effective: null,
    rare_clusters: changed,
    numerator: null,
    denominator: null,
    encounters: rows.length,
    clusters,
    note: null,
  };
}
