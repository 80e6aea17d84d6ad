/**
 * Automation thresholds by the program's own SQL and tests: how often an accepted set has a true risk above the target.
 * Confidence is uniform. "flat" engines err as often at every confidence, just above the target: whatever is proved is
 * wrong. "sloped" ones err seldom where they are sure. Only the half on which thresholds are tested is simulated.
 */

import { candidateRow } from "../../../dist/analysis/automation/rows.js";
import { drawUpClaims, tryThresholds } from "../../../dist/analysis/automation/trials.js";
import { normalCdf } from "../../../dist/stats/quantiles.js";
import { readSql } from "../../../dist/store/read-sql.js";
import { openStore } from "../../../dist/store/store.js";
import { drawNormal } from "./chance.mjs";
import { listTable, markCount, percent } from "./markdown.mjs";
import { simulateCharts } from "./periods.mjs";

const candidatesSql = readSql(new URL("../../../dist/analysis/automation/candidates.sql", import.meta.url));
const target = 0.05;
const batch = 50;
const noSize = {
  slice_ix: 0,
  value: null,
  encounters: 0,
  tested: 0,
  confident: 0,
  tested_confident: 0,
  days: null,
};
const [claim] = drawUpClaims([noSize], { target_error: target, confidence: 0.95 });

/** Chance of an error at a confidence u, and over all that are at least as sure. */
const engines = {
  flat: { error: () => 0.0501, risk: () => 0.0501 },
  sloped: { error: (u) => 0.3 * (1 - u), risk: (u) => 0.15 * (1 - u) },
};

const settings = Object.keys(engines).flatMap((engine) =>
  [
    { isAlone: true, icc: 0 },
    { isAlone: false, icc: 0.15 },
    { isAlone: false, icc: 0.4 },
  ].flatMap((form) => [500, 1500].map((encounters) => ({ engine, ...form, encounters }))),
);

/** Errors of one patient go together: a normal variable behind each, so that every chance is exactly kept. */
function* simulateMembers(random, setting, slice) {
  const charts = simulateCharts(random, { ...setting, share: 0.5, icc: 0, hasCodes: false });
  let [patient, common] = [-1, 0];
  for (const [encounter, chart] of charts.entries()) {
    if (chart.patient !== patient) {
      patient = chart.patient;
      common = Math.sqrt(setting.icc) * drawNormal(random);
    }
    const confidence = random();
    const chance = normalCdf(common + Math.sqrt(1 - setting.icc) * drawNormal(random));
    yield [slice, encounter, patient, 0, confidence, chance >= engines[setting.engine].error(confidence)];
  }
}

const columns = ["slice_ix", "encounter_ix", "cluster_ix", "half", "confidence", "is_exact"];

async function fillStore(store, setting, slices, random) {
  await store.execute(`CREATE OR REPLACE TABLE automation_members (slice_ix INTEGER, encounter_ix INTEGER,
    cluster_ix INTEGER, half TINYINT, confidence DOUBLE, is_exact BOOLEAN);
    CREATE OR REPLACE TABLE automation_tests (slice_ix INTEGER, least_accepted DOUBLE,
    enough_at_target DOUBLE)`);
  for (let slice = 0; slice < slices; slice += 1)
    await store.append("automation_members", columns, simulateMembers(random, setting, slice));
  await store.append(
    "automation_tests",
    ["slice_ix", "least_accepted", "enough_at_target"],
    Array.from({ length: slices }, (_, slice) => [slice, claim.leastAccepted, claim.enoughAtTarget]),
  );
}

function addTrial(counts, { proved }, { engine }) {
  if (proved === null) return;
  counts.proved += 1;
  counts.accepted += 1 - proved.confidence;
  if (engines[engine].risk(proved.confidence) > target) counts.broken += 1;
}

async function run(setting, replicates, random) {
  const store = await openStore({ file: ":memory:", allowedDirectories: [], memoryLimitMb: 500, threads: 1 });
  const counts = { proved: 0, broken: 0, accepted: 0 };
  for (let done = 0; done < replicates; done += batch) {
    const slices = Math.min(batch, replicates - done);
    await fillStore(store, setting, slices, random);
    const bySlice = new Map();
    for (const row of await store.query(candidatesSql, candidateRow))
      bySlice.set(row.slice_ix, [...(bySlice.get(row.slice_ix) ?? []), row]);
    for (let slice = 0; slice < slices; slice += 1)
      addTrial(counts, tryThresholds(claim, bySlice.get(slice) ?? [], "patient"), setting);
  }
  store.close();
  return counts;
}

export const automation = {
  settings,
  run,
  tables: {
    automation: (rows, replicates) =>
      listTable(rows, {
        engine: ({ setting }) => setting.engine,
        patients: ({ setting }) => (setting.isAlone ? "one encounter a patient" : `ICC ${setting.icc}`),
        "encounters tested": ({ setting }) => setting.encounters,
        "a threshold is proved, %": ({ proved }) => percent(proved, replicates),
        "accepted where proved, %": ({ accepted, proved }) => percent(accepted, proved),
        "true risk above 5 %": (row) => markCount(row.broken, replicates),
      }),
  },
};
