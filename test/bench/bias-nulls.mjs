/**
 * How many runs with nothing to find show a finding, by family: per-code bias, its coarser levels, slices and
 * crossings. Engine and coder err by one process, alike for every code, and no slice differs; at most 16 of 200.
 *
 *   node test/bench/bias-nulls.mjs [datasets] [encounters]     default 200 of 1200; needs `npm run build`
 *
 * Prints one JSON line.
 */
import { measureBias, measureLevels } from "../../dist/analysis/bias/bias.js";
import { encode } from "../../dist/analysis/encode/encode.js";
import { readSystemsNotGiven } from "../../dist/analysis/encode/systems.js";
import { applyScope } from "../../dist/analysis/scope/scope.js";
import { makeScopes } from "../../dist/analysis/slices/scopes.js";
import { measureSubgroups } from "../../dist/analysis/subgroups/subgroups.js";
import { createEmptyLibrary } from "../../dist/library/empty-library.js";
import { openStore } from "../../dist/store/store.js";

const datasets = Number(process.argv[2] ?? 200);
const encounters = Number(process.argv[3] ?? 1200);
const codes = 60;

/**
 * Each encounter has some of 60 codes; coder and engine each miss one in eight of them and each add another code
 * one time in eighty. Harder patients have more of both. Payer goes by encounter, region and provider by patient.
 */
const tablesOf = (seed) => `
CREATE MACRO chance(a, b) AS (hash(a * 1000003 + b * 7919 + ${seed} * 104729) % 1000003) / 1000003.0;

CREATE TABLE source_encounters AS
SELECT i + 1 AS row, 'E' || i AS encounter_id, NULL::VARCHAR AS visit_id, 'P' || patient AS patient_id,
  NULL::VARCHAR AS claim_type, NULL::VARCHAR AS setting, 'payer ' || floor(chance(i, 1) * 5) AS payer,
  'region ' || patient % 4 AS region, 'provider ' || floor(pow(chance(patient, 2), 2) * 15) AS provider_id,
  NULL::VARCHAR AS code_release, NULL::VARCHAR AS service_start, NULL::VARCHAR AS service_end, patient
FROM (SELECT i, floor(pow(chance(i, 3), 1.3) * ${encounters} * 0.6)::BIGINT AS patient FROM range(${encounters}) AS t(i));

CREATE TABLE drawn AS
SELECT 'E' || (row - 1) AS encounter_id, k,
  chance(row * 131 + k, 4) < 0.25 / (1 + k / 6.0) AS is_true,
  0.5 + chance(patient, 5) AS hard,
  chance(row * 131 + k, 6) AS coder, chance(row * 131 + k, 7) AS engine
FROM source_encounters, range(${codes}) AS u(k);

CREATE MACRO is_given(is_true, hard, draw) AS
  CASE WHEN is_true THEN draw > 0.125 * hard ELSE draw < 0.0125 * hard END;

CREATE MACRO name_of(k) AS chr((65 + k // 8)::INTEGER) || lpad((k // 3)::VARCHAR, 2, '0') || '.' || k % 3;

CREATE TABLE source_codes AS
SELECT encounter_id, 'coder' AS coder_id, 'final' AS role, 'ICD-10-CM' AS system, name_of(k) AS code,
  NULL::INTEGER AS sequence, NULL::VARCHAR AS use, NULL::VARCHAR AS poa, NULL::VARCHAR AS modifiers,
  NULL::DOUBLE AS units, NULL::VARCHAR AS line, NULL::VARCHAR AS service_date, NULL::VARCHAR AS source, NULL::VARCHAR AS version
FROM drawn WHERE is_given(is_true, hard, coder);

CREATE TABLE source_engine_codes AS
SELECT encounter_id, 'ICD-10-CM' AS system, name_of(k) AS code, NULL::INTEGER AS sequence, NULL::VARCHAR AS use,
  NULL::VARCHAR AS poa, NULL::VARCHAR AS modifiers, NULL::DOUBLE AS units, NULL::VARCHAR AS service_date,
  NULL::DOUBLE AS confidence, NULL::VARCHAR AS version
FROM drawn WHERE is_given(is_true, hard, engine);

CREATE TABLE source_engine_responses AS
SELECT encounter_id,
  CASE WHEN chance(row, 8) < $rare THEN 'abstained' WHEN chance(row, 9) < $rare THEN 'failed' ELSE 'coded' END AS status,
  NULL::VARCHAR AS reason, NULL::VARCHAR AS error, '1' AS version, 12.5 AS latency_ms, NULL::DOUBLE AS confidence
FROM source_encounters;

CREATE TABLE source_codings (encounter_id VARCHAR, coder_id VARCHAR, role VARCHAR, assisted VARCHAR);
DROP TABLE drawn;`;

const input = {
  include: {},
  exclude: {},
  systems: null,
  reference: { role: "final" },
  slices: ["payer", "region", "provider_id"],
  benchmarks: [],
  automation: null,
  isRecorded: true,
  dates: "shifted",
  confidence: 0.95,
  seed: 7,
};

async function openRun(seed, rare) {
  const store = await openStore({ file: ":memory:", allowedDirectories: [], memoryLimitMb: 500, threads: 2 });
  await store.execute(tablesOf(seed).replaceAll("$rare", String(rare)));
  await createEmptyLibrary(store);
  await applyScope(store, input);
  const systems = await encode(store, input);
  const scopes = await makeScopes(store, input);
  const systemsNotGiven = await readSystemsNotGiven(store);
  return { store, context: { scopes, systems, confidence: 0.95, unit: "patient", systemsNotGiven } };
}

/** Families in which anything is found. Every code is missed where the engine gives no answer: bias needs answers. */
async function findFamilies(seed) {
  const answered = await openRun(seed, 0);
  const biased = [
    ...(await measureBias(answered.store, encounters, 0.95)).map((row) => ({ ...row, level: "code" })),
    ...(await measureLevels(answered.store, encounters, 0.95)),
  ];
  answered.store.close();
  const { store, context } = await openRun(seed, 0.02);
  const rows = await measureSubgroups(store, context);
  store.close();
  const kind = ({ column }) => (column.includes("×") ? "crossings" : "slices");
  return new Set([
    ...biased.filter(({ direction }) => direction !== null).map(({ level }) => `bias by ${level}`),
    ...rows.filter(({ q }) => q !== null && q <= 0.05).map((row) => `${row.metric} ${kind(row)}`),
  ]);
}

const found = {};
for (let seed = 1; seed <= datasets; seed += 1)
  for (const family of await findFamilies(seed)) found[family] = (found[family] ?? 0) + 1;
const counts = Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
console.log(JSON.stringify({ bench: "bias-nulls", datasets, encounters, datasets_with_a_finding: counts }));
