/**
 * A simulated shadow period: patients with one to six charts, charts with 1 to 25 codes, eight on average. Codes of a
 * chart are right or wrong together: two of one chart correlate by `icc`, two of different charts of a patient by half.
 */
import { normalCdf, normalQuantile } from "../../../dist/stats/quantiles.js";
import { drawHits, drawNormal, drawShare } from "./chance.mjs";

const chartsOfPatient = [1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 3, 6];

function drawCharts(random) {
  return chartsOfPatient[Math.floor(random() * chartsOfPatient.length)];
}

export function drawCodes(random) {
  return Math.min(25, 1 + Math.floor(-7.4 * Math.log(random())));
}

/** Shares of a patient's charts by nested beta distributions: the mean is exact, and so are both correlations. */
function betaShares(random, share, icc, hasCodes) {
  const between = hasCodes ? icc / 2 : icc;
  const patient = drawShare(random, share, between);
  const within = hasCodes ? (icc - between) / (1 - between) : 0;
  return () => drawShare(random, patient, within);
}

/** The same by a normal variable behind each code; `icc` then is its correlation, and that of the codes is smaller. */
function normalShares(random, share, icc, hasCodes) {
  const between = hasCodes ? icc / 2 : icc;
  const patient = Math.sqrt(between) * drawNormal(random);
  const own = Math.sqrt(1 - icc);
  return () => {
    const chart = hasCodes ? Math.sqrt(icc - between) * drawNormal(random) : 0;
    return normalCdf((normalQuantile(share) + patient + chart) / own);
  };
}

/**
 * Charts one after the other as {patient, codes, share}: `codes` in the reference, `share` the chance that the engine
 * has each. With `hasCodes` false a chart is one thing, right or wrong; with `isAlone` every patient has one chart.
 */
export function simulateCharts(random, { encounters, share, icc, model = "beta", hasCodes, isAlone }) {
  const sharesOf = model === "beta" ? betaShares : normalShares;
  const charts = [];
  for (let patient = 0; charts.length < encounters; patient += 1) {
    const drawShareOfChart = sharesOf(random, share, icc, hasCodes);
    const count = isAlone ? 1 : Math.min(drawCharts(random), encounters - charts.length);
    for (let chart = 0; chart < count; chart += 1) {
      const codes = hasCodes ? drawCodes(random) : 1;
      charts.push({ patient, codes, share: drawShareOfChart() });
    }
  }
  return charts;
}

/** What the engine does with each chart: TP, FN and FP. Where charts have codes it adds as often as it misses. */
export function answerCharts(random, charts, hasCodes) {
  return charts.map(({ patient, codes, share }) => {
    const tp = drawHits(random, codes, share);
    return { patient, tp, fn: codes - tp, fp: hasCodes ? drawHits(random, codes, 1 - share) : 0 };
  });
}
