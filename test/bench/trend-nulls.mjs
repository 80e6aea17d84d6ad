/**
 * How many trends in which nothing changed show any signal, by kind of test and by part; at most 5 % in all.
 * Charts of one patient go alike, patients come back in other weeks, codes of one chart are correlated.
 *
 *   node test/bench/trend-nulls.mjs [trends] [encounters a week] [weeks] [base]   default 400 of 60 in 12, base all; needs `npm run build`
 *
 * Prints one JSON line. `total`: any signal of a figure, better or worse; `worse`: what sets exit code 1; `mix`: any
 * point whose code mix is said to have drifted; `mix_p`: share of single tests of the mix with p ≤ 0.05.
 * SHIFT=0.1 lowers the share of codes found by that much from the middle week on, for power.
 */
import { makeTrend } from "../../dist/analysis/trend/make-trend.js";
import { seededRandom } from "../../dist/effects.js";

const [trends = 400, perWeek = 60, weeks = 12, base = 0] = process.argv.slice(2).map(Number);
const shift = Number(process.env.SHIFT ?? 0);
const specialties = ["a", "b", "c", "d", "e", "f"];
const categories = 15;

function drawNormal(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

const logistic = (x) => 1 / (1 + Math.exp(-x));

function drawEncounters(random) {
  const patients = Array.from({ length: perWeek * weeks }, () => ({
    hard: drawNormal(random),
    specialty: specialties[Math.floor(random() ** 1.5 * specialties.length)],
    taste: Math.floor(random() * categories),
  }));
  return Array.from({ length: perWeek * weeks }, (_, at) => {
    const patient = Math.floor(random() ** 1.3 * patients.length * 0.7);
    return { week: 2900 + Math.floor(at / perWeek), patient, ...patients[patient] };
  });
}

function codeEncounter(random, encounter, isShifted) {
  const effect = 1.8 + 0.7 * encounter.hard + 0.6 * drawNormal(random);
  const codes = 1 + Math.floor(-Math.log(1 - random()) * 4);
  const answered = random() > 0.07;
  const failed = !answered && random() < 0.15;
  let [tp, fp, fn] = [0, 0, 0];
  const slots = [];
  for (let code = 0; code < codes; code += 1) {
    const found = answered && random() < logistic(effect) - (isShifted ? shift : 0);
    if (found) tp += 1;
    else fn += 1;
    if (answered && random() < 0.12) fp += 1;
    slots.push(code < 3 && random() < 0.4 ? encounter.taste : Math.floor(random() ** 2 * categories));
  }
  return { tp, fp, fn, answered, failed, slots };
}

function addTo(sums, key, cluster, y, x) {
  const clusters = sums.get(key) ?? new Map();
  sums.set(key, clusters);
  const held = clusters.get(cluster) ?? { y: 0, x: 0, members: 0 };
  clusters.set(cluster, { y: held.y + y, x: held.x + x, members: held.members + 1 });
}

function momentsOf(clusters) {
  const rows = [...clusters.values()];
  const add = (pick) => rows.reduce((sum, row) => sum + pick(row), 0);
  return {
    y: BigInt(add(({ y }) => y)),
    x: BigInt(add(({ x }) => x)),
    yy: BigInt(add(({ y }) => y * y)),
    xy: BigInt(add(({ y, x }) => x * y)),
    xx: BigInt(add(({ x }) => x * x)),
    clusters: rows.length,
    yes: add(({ y }) => (y > 0 ? 1 : 0)),
    no: add(({ y, x }) => (x !== y ? 1 : 0)),
    encounters: add(({ members }) => members),
  };
}

function makeReadings(random) {
  const sums = new Map();
  const counts = new Map();
  for (const encounter of drawEncounters(random)) {
    const isShifted = encounter.week >= 2900 + weeks / 2;
    const { tp, fp, fn, answered, failed, slots } = codeEncounter(random, encounter, isShifted);
    for (const period of [encounter.week, null]) {
      const put = (metric, system, slice, y, x) =>
        addTo(sums, JSON.stringify({ metric, system, slice, period }), encounter.patient, y, x);
      for (const slice of [null, { specialty: encounter.specialty }]) {
        put("codes.f1", "all", slice, 2 * tp, 2 * tp + fp + fn);
        put("codes.recall", "all", slice, tp, tp + fn);
      }
      put("codes.precision", "all", null, tp, tp + fp);
      put("encounters.exact_match", "all", null, fp + fn === 0 ? 1 : 0, 1);
      put("engine.error_rate", null, null, failed ? 1 : 0, 1);
      put("engine.abstention_rate", null, null, !answered && !failed ? 1 : 0, 1);
    }
    const key = `${encounter.week}|${encounter.patient}`;
    const held = counts.get(key) ?? Array(categories).fill(0);
    for (const slot of slots) held[slot] += 1;
    counts.set(key, held);
  }
  const figures = [...sums].map(([key, clusters]) => ({ ...JSON.parse(key), moments: momentsOf(clusters) }));
  return { figures, counts };
}

const add = (rows, pick) => rows.reduce((sum, row) => sum + pick(row), 0);

/** Categories of which a week is expected to hold fewer than 10 codes are counted as one, as listCategories does. */
function lumpRare(counts) {
  const totals = Array.from({ length: categories }, (_, at) =>
    add([...counts.values()], (slots) => slots[at]),
  );
  const places = totals.map((total, at) => ({ total, at })).filter(({ total }) => total >= 10 * weeks);
  const lump = (slots) => {
    const listed = places.map(({ at }) => slots[at]);
    return [add(slots, (count) => count) - add(listed, (count) => count), ...listed];
  };
  return new Map([...counts].map(([key, slots]) => [key, lump(slots)]));
}

function makeMix(given) {
  const counts = lumpRare(given);
  const byWeek = new Map();
  for (const [key, slots] of counts) {
    const week = Number(key.split("|")[0]);
    byWeek.set(week, [...(byWeek.get(week) ?? []), slots]);
  }
  const size = (slots) => add(slots, (count) => count);
  return [...byWeek].flatMap(([period, rows]) =>
    rows[0].map((_, slot) => ({
      system: "ICD-10-CM",
      side: 2,
      period,
      slot,
      y: add(rows, (slots) => slots[slot]),
      yy: add(rows, (slots) => slots[slot] ** 2),
      xy: add(rows, (slots) => slots[slot] * size(slots)),
      x: add(rows, size),
      xx: add(rows, (slots) => size(slots) ** 2),
      clusters: rows.length,
    })),
  );
}

const run = {
  run: "null",
  folder: "",
  results_sha256: "",
  engine: "",
  version: [],
  dataset: "",
  provenance: "synthetic",
};
const listFor = (mix) =>
  [...new Set(mix.map(({ slot }) => slot))]
    .filter((slot) => slot > 0)
    .map((slot) => ({ system: "ICD-10-CM", category: String(slot), slot }));

function makeOne(seed) {
  const { figures, counts } = makeReadings(seededRandom(seed));
  const mix = makeMix(counts);
  const periods = Array.from({ length: weeks }, (_, at) => ({
    period: 2900 + at,
    version: "1",
    encounters: perWeek,
  }));
  return makeTrend({
    by: "week",
    runs: [{ ...run, encounters: 1, undated: 0, complete: true, incomplete_because: [] }],
    readings: [{ periods, figures }],
    mix: { categories: listFor(mix), runs: [mix] },
    options: { metrics: null, system: null, slice: null, base: base === 0 ? null : base },
    confidence: 0.95,
    unit: "patient",
    seed,
    notes: [],
  });
}

const tally = {
  total: 0,
  worse: 0,
  limits_run: 0,
  limits_slices: 0,
  change_run: 0,
  change_slices: 0,
  mix: 0,
};
let [mixTests, mixLow] = [0, 0];
for (let at = 0; at < trends; at += 1) {
  const trend = makeOne(1000 + at);
  const figures = trend.signals.filter(({ kind }) => kind !== "mix");
  const has = (kind, isSlice) => figures.some((one) => one.kind === kind && (one.slice !== null) === isSlice);
  if (figures.length > 0) tally.total += 1;
  if (trend.verdict === "worse") tally.worse += 1;
  if (has("limit", false)) tally.limits_run += 1;
  if (has("limit", true)) tally.limits_slices += 1;
  if (has("change", false)) tally.change_run += 1;
  if (has("change", true)) tally.change_slices += 1;
  if (trend.signals.some(({ kind }) => kind === "mix")) tally.mix += 1;
  const ps = trend.mix.flatMap(({ p }) => (p === null ? [] : [p]));
  mixTests += ps.length;
  mixLow += ps.filter((p) => p <= 0.05).length;
}
const shares = Object.fromEntries(Object.entries(tally).map(([name, count]) => [name, count / trends]));
console.log(JSON.stringify({ trends, perWeek, weeks, base, shift, ...shares, mix_p: mixLow / mixTests }));
