/**
 * How long the analysis takes, against the least it could do: one full outer join of the two sides on
 * (encounter_id, system, code) as text, median of 5 in the same process. Loading and encoding are apart.
 *
 *   node test/bench/analysis-speed.mjs [encounters]     default 200000, 8 codes a side; needs `npm run build`
 *
 * Prints one JSON line.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyze } from "../../dist/analysis/analyze.js";
import { encode } from "../../dist/analysis/encode/encode.js";
import { applyScope } from "../../dist/analysis/scope/scope.js";
import { openStore } from "../../dist/store/store.js";

const encounters = Number(process.argv[2] ?? 200_000);
const codesASide = 8;

/**
 * Eight codes a side over 10,000 ICD-10-CM-like and 300 CPT-like codes, a few of them common and most rare, three
 * in four of them shared; patients have one to two encounters.
 */
const makeTables = `
CREATE TABLE source_encounters AS
SELECT i + 1 AS row, 'E' || lpad(i::VARCHAR, 9, '0') AS encounter_id, NULL::VARCHAR AS visit_id,
  'P' || lpad((i * 7919 % (${encounters} * 2 // 3))::VARCHAR, 9, '0') AS patient_id,
  CASE WHEN i % 3 = 0 THEN 'facility' ELSE 'professional' END AS claim_type,
  ['inpatient', 'observation', 'emergency', 'outpatient'][1 + i % 4] AS setting,
  'payer ' || (i % 5) AS payer, 'specialty ' || (i % 12) AS specialty
FROM range(${encounters}) AS t(i);

CREATE TABLE drawn AS
SELECT i, k, hash(i * 31 + k) AS a, hash(i * 17 + k + 1000003) AS b
FROM range(${encounters}) AS t(i), range(${codesASide}) AS u(k);

CREATE MACRO skewed(h, n) AS floor(n * pow((h % 1000003) / 1000003.0, 3))::BIGINT;

CREATE MACRO icd_code(x) AS
  chr((65 + x // 500)::INTEGER) || lpad((x // 5 % 100)::VARCHAR, 2, '0') || '.' || (x % 5);

CREATE MACRO make_code(h, k) AS
  CASE WHEN k < 6 THEN icd_code(skewed(h, 10000)) ELSE (99200 + skewed(h, 300))::VARCHAR END;

CREATE TABLE source_codes AS
SELECT 'E' || lpad(i::VARCHAR, 9, '0') AS encounter_id, 'coder' AS coder_id, 'final' AS role,
  CASE WHEN k < 6 THEN 'ICD-10-CM' ELSE 'CPT' END AS system, make_code(a, k) AS code,
  (CASE WHEN k < 6 THEN k + 1 END)::INTEGER AS sequence, NULL::VARCHAR AS use, NULL::VARCHAR AS source
FROM drawn;

CREATE TABLE source_engine_codes AS
SELECT 'E' || lpad(i::VARCHAR, 9, '0') AS encounter_id,
  CASE WHEN k < 6 THEN 'ICD-10-CM' ELSE 'CPT' END AS system,
  make_code(CASE WHEN b % 4 = 0 THEN b ELSE a END, k) AS code,
  (CASE WHEN k < 6 THEN k + 1 END)::INTEGER AS sequence, NULL::VARCHAR AS use
FROM drawn;

CREATE TABLE source_engine_responses AS
SELECT 'E' || lpad(i::VARCHAR, 9, '0') AS encounter_id,
  CASE WHEN i % 50 = 0 THEN 'abstained' WHEN i % 200 = 1 THEN 'failed' ELSE 'coded' END AS status,
  NULL::VARCHAR AS reason, NULL::VARCHAR AS error, '1' AS version, 12.5 AS latency_ms
FROM range(${encounters}) AS t(i);

CREATE TABLE source_codings (encounter_id VARCHAR, coder_id VARCHAR, role VARCHAR, assisted VARCHAR);
DROP TABLE drawn;`;

const yardstick = `
CREATE OR REPLACE TABLE yardstick AS
SELECT coder.encounter_id AS coder_id, engine.encounter_id AS engine_id
FROM (SELECT encounter_id, system, code FROM source_codes) AS coder
FULL OUTER JOIN (SELECT encounter_id, system, code FROM source_engine_codes) AS engine
  ON coder.encounter_id = engine.encounter_id AND coder.system = engine.system AND coder.code = engine.code`;

async function time(work) {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const folder = mkdtempSync(join(tmpdir(), "shadowbench-bench-"));
const store = await openStore({
  file: join(folder, "bench.duckdb"),
  allowedDirectories: [folder],
  memoryLimitMb: 1100,
  tempDirectory: folder,
});
try {
  await store.execute(makeTables);
  const joins = [];
  for (let round = 0; round < 5; round += 1) joins.push((await time(() => store.execute(yardstick))).ms);
  await store.execute("DROP TABLE yardstick");
  const input = {
    include: {},
    exclude: {},
    systems: null,
    reference: { role: "final" },
    slices: ["setting", "payer", "specialty"],
    benchmarks: [],
    isRecorded: true,
    confidence: 0.95,
    seed: 7,
  };
  const encoding = await time(async () => {
    const drops = await applyScope(store, input);
    return { drops, systems: await encode(store, input) };
  });
  const { drops, systems } = encoding.result;
  const analysis = await time(() => analyze(store, input, systems, drops));
  const join = median(joins);
  console.log(
    JSON.stringify({
      bench: "analysis",
      encounters,
      codes_a_side: codesASide,
      yardstick_ms: Math.round(join),
      encoding_ms: Math.round(encoding.ms),
      analysis_ms: Math.round(analysis.ms),
      analysis_over_yardstick: Number((analysis.ms / join).toFixed(2)),
      encoding_and_analysis_over_yardstick: Number(((encoding.ms + analysis.ms) / join).toFixed(2)),
      figures: analysis.result.figures.length,
      peak_rss_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    }),
  );
} finally {
  store.close();
  rmSync(folder, { recursive: true, force: true });
}
