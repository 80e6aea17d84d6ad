/**
 * How often two runs of one engine, alike but for chance, are called different: shadow periods with codes correlated
 * within charts and patients, judged as `shadowbench compare` judges them (main figures by sign flips and Holm, slices by
 * z and Benjamini–Hochberg). `worse` is what exit code 1 rests on.
 *
 *   node test/bench/compare-nulls.mjs [replicates] [encounters] [seed]     default 400 600 1; needs `npm run build`
 *
 * Prints one JSON line.
 */
import { join } from "node:path";

const dist = process.env.SHADOWBENCH_DIST ?? new URL("../../dist", import.meta.url).pathname;
const load = (file) => import(join(dist, file));
const { seededRandom } = await load("effects.js");
const { flipTest, ratioPair, zTest } = await load("analysis/compare/difference.js");
const { judgeChanges } = await load("analysis/compare/judge-changes.js");

const [replicates, encounters, seed] = [400, 600, 1].map((byDefault, at) =>
  Number(process.argv[2 + at] ?? byDefault),
);
const random = seededRandom(seed);
const slicings = [4, 6, 12];

/** Codes found and extra codes of one chart, for either run; how hard patient and chart are is the same for both. */
function codeChart(hardness) {
  const codes = 1 + Math.floor(random() * 7);
  const run = () => {
    const slip = random() < 0.5 ? hardness : hardness / 3;
    let tp = 0;
    for (let code = 0; code < codes; code += 1) if (random() > slip) tp += 1;
    return { tp, fn: codes - tp, fp: random() < 2 * slip ? 1 + Math.floor(random() * 2) : 0 };
  };
  return { a: run(), b: run(), slices: slicings.map((values) => Math.floor(random() ** 2 * values)) };
}

function makeCharts() {
  const charts = [];
  for (let patient = 0; charts.length < encounters; patient += 1) {
    const hardness = 0.05 + 0.5 * random() ** 2;
    for (let left = 1 + Math.floor(random() ** 2 * 3); left > 0; left -= 1)
      charts.push({ patient, ...codeChart(hardness) });
  }
  return charts;
}

const forms = {
  "codes.precision": ({ tp, fp }) => [tp, tp + fp],
  "codes.recall": ({ tp, fn }) => [tp, tp + fn],
  "codes.f1": ({ tp, fp, fn }) => [2 * tp, 2 * tp + fp + fn],
  "encounters.exact_match": ({ fp, fn }) => [fp + fn === 0 ? 1 : 0, 1],
};

function sumClusters(charts, form) {
  const clusters = new Map();
  for (const { patient, a, b } of charts) {
    const sums = clusters.get(patient) ?? [0, 0, 0, 0];
    const added = [...form(a), ...form(b)];
    clusters.set(
      patient,
      sums.map((sum, at) => sum + added[at]),
    );
  }
  return [...clusters.values()];
}

function compareFigure(charts, metric, slice) {
  const clusters = sumClusters(charts, forms[metric]);
  const sum = (of) => BigInt(clusters.reduce((total, cluster) => total + of(cluster), 0));
  const names = ["ya", "xa", "yb", "xb"];
  const row = { clusters: clusters.length, encounters: charts.length };
  for (const [at, name] of names.entries()) row[name] = sum((cluster) => cluster[at]);
  const products = ["yaya", "xaya", "xaxa", "ybyb", "xbyb", "xbxb", "yayb", "yaxb", "xayb", "xaxb"];
  for (const name of products) {
    const [one, other] = [names.indexOf(name.slice(0, 2)), names.indexOf(name.slice(2))];
    row[name] = sum((cluster) => cluster[one] * cluster[other]);
  }
  const flips = clusters.map(([ya, xa, yb, xb]) => ({ dy: yb - ya, dx: xb - xa, clusters: 1 }));
  const changed = flips.filter(({ dy, dx }) => dy !== 0 || dx !== 0);
  const pair = ratioPair(metric, { ...row, changed: changed.length });
  const p = slice === null ? flipTest(pair, changed, 1n, 7) : zTest(pair);
  const difference = Number(row.yb) / Number(row.xb) - Number(row.ya) / Number(row.xa);
  return {
    metric,
    system: "all",
    slice,
    difference,
    p,
    encounters: charts.length,
    changed: changed.length,
    q: null,
    p_holm: null,
    direction: null,
  };
}

function compareAll(charts) {
  const scopes = [[null, charts]];
  for (const [at, values] of slicings.entries())
    for (let value = 0; value < values; value += 1)
      scopes.push([{ [`column ${at}`]: String(value) }, charts.filter(({ slices }) => slices[at] === value)]);
  const filled = scopes.filter(([, members]) => members.length > 1);
  const figures = filled.flatMap(([slice, members]) =>
    Object.keys(forms).map((metric) => compareFigure(members, metric, slice)),
  );
  return judgeChanges(figures, ["ICD-10-CM"]);
}

const counts = { worse: 0, different: 0, whole: 0, slices: 0 };
for (let replicate = 0; replicate < replicates; replicate += 1) {
  const proved = compareAll(makeCharts()).filter(({ direction }) => direction !== null);
  counts.worse += proved.some(({ direction }) => direction === "worse") ? 1 : 0;
  counts.different += proved.length > 0 ? 1 : 0;
  counts.whole += proved.some(({ slice }) => slice === null) ? 1 : 0;
  counts.slices += proved.some(({ slice }) => slice !== null) ? 1 : 0;
}
const share = (count) => Number((count / replicates).toFixed(4));
console.log(
  JSON.stringify({
    replicates,
    encounters,
    seed,
    ...Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, share(count)])),
  }),
);
