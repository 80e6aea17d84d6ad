/**
 * The jackknife interval of macro F1, by the program's own SQL: many periods are scopes of one store. It is for the
 * value expected at this number of encounters, which is taken from the mean over all periods.
 */
import { measureMacro } from "../../../dist/analysis/macro/macro.js";
import { readSql } from "../../../dist/store/read-sql.js";
import { openStore } from "../../../dist/store/store.js";
import { drawShare } from "./chance.mjs";
import { confidence } from "./figures.mjs";
import { listTable, markCoverage } from "./markdown.mjs";
import { simulateCharts } from "./periods.mjs";

const encounterSumsSql = readSql(
  new URL("../../../dist/analysis/encode/encounter-sums.sql", import.meta.url),
);
const [shareMacro] = encounterSumsSql.match(/CREATE OR REPLACE MACRO share_of[\s\S]*?;/);
const batch = 100;
const kinds = 60;
const fewest = 10;
const metrics = ["codes.f1_macro.reference", "codes.f1_macro.reference.supported"];
const settings = [0, 0.15].flatMap((icc) => [120, 400].map((encounters) => ({ icc, encounters })));

/** The first kinds of code are common, the last rare. */
function isHeld(random, kind) {
  return random() < 0.25 / (1 + kind / 6);
}

function* drawMatches(random, encounter, chance) {
  for (let kind = 0; kind < kinds; kind += 1) {
    if (isHeld(random, kind)) yield [encounter, kind, random() < chance ? 3 : 1];
    else if (random() < 0.01 * (1 - chance) * 10) yield [encounter, kind, 2];
  }
}

/** Rows of the tables that macro figures are made from; each period is a scope of its own. */
function simulateScope(random, { icc, encounters }, scope) {
  const charts = simulateCharts(random, { encounters, share: 0.8, icc, hasCodes: false, isAlone: false });
  const patients = charts.at(-1).patient + 1;
  const groups = Math.min(100, patients);
  const tables = { scope_members: [], encounters: [], responses: [], matches: [] };
  for (const [index, { patient, share }] of charts.entries()) {
    const encounter = scope * encounters + index;
    tables.scope_members.push([scope, encounter]);
    tables.encounters.push([encounter, patient % groups]);
    tables.responses.push([encounter, "coded"]);
    tables.matches.push(...drawMatches(random, encounter, drawShare(random, share, icc / 2)));
  }
  return tables;
}

const columns = {
  scope_members: ["scope_ix", "encounter_ix"],
  encounters: ["encounter_ix", "jack_group"],
  responses: ["encounter_ix", "status"],
  matches: ["encounter_ix", "code_ix", "side"],
};

const emptyTables = `${shareMacro}
CREATE OR REPLACE TABLE scopes (scope_ix INTEGER, wants_macro_interval BOOLEAN);
CREATE OR REPLACE TABLE scope_members (scope_ix INTEGER, encounter_ix INTEGER);
CREATE OR REPLACE TABLE encounters (encounter_ix INTEGER, jack_group INTEGER);
CREATE OR REPLACE TABLE responses (encounter_ix INTEGER, status VARCHAR);
CREATE OR REPLACE TABLE matches (encounter_ix INTEGER, code_ix INTEGER, side TINYINT);
CREATE OR REPLACE TABLE code_systems AS SELECT range::INTEGER AS code_ix, 0 AS system_ix FROM range(${kinds})
UNION ALL SELECT range::INTEGER, -1 FROM range(${kinds});`;

async function measureBatch(store, setting, scopes, random) {
  await store.execute(emptyTables);
  const list = Array.from({ length: scopes }, (_, index) => ({
    index,
    slice: { period: String(index) },
    wantsMacroInterval: true,
    encounters: setting.encounters,
    answered: setting.encounters,
  }));
  await store.append(
    "scopes",
    ["scope_ix", "wants_macro_interval"],
    list.map(({ index }) => [index, true]),
  );
  for (const { index } of list)
    for (const [table, rows] of Object.entries(simulateScope(random, setting, index)))
      await store.append(table, columns[table], rows);
  const context = {
    scopes: list,
    systems: ["ICD-10-CM"],
    confidence,
    unit: "patient",
    systemsNotGiven: new Set(),
  };
  const figures = await measureMacro(store, context, fewest);
  return figures.filter(({ metric, system }) => metrics.includes(metric) && system === "all");
}

function coverMean(figures) {
  const mean = figures.reduce((sum, { value }) => sum + value, 0) / figures.length;
  const covered = figures.filter(
    ({ lower, upper }) => lower !== null && lower <= mean && mean <= upper,
  ).length;
  return { mean, covered };
}

async function run(setting, replicates, random) {
  const store = await openStore({ file: ":memory:", allowedDirectories: [], memoryLimitMb: 500, threads: 1 });
  const figures = [];
  for (let done = 0; done < replicates; done += batch)
    figures.push(...(await measureBatch(store, setting, Math.min(batch, replicates - done), random)));
  store.close();
  return {
    results: metrics.map((name) => ({ name, ...coverMean(figures.filter(({ metric }) => metric === name)) })),
  };
}

export const macro = {
  settings,
  run,
  tables: {
    macro: (rows, replicates) =>
      listTable(
        rows.flatMap(({ setting, results }) => results.map((result) => ({ setting, ...result }))),
        {
          figure: ({ name, setting }) => `\`${name}\`, ICC ${setting.icc}`,
          encounters: ({ setting }) => setting.encounters,
          "expected value": ({ mean }) => mean.toFixed(3),
          "coverage, %": (row) => markCoverage(row.covered, replicates),
        },
      ),
  },
};
