/**
 * How long the comparison of two runs takes, against one full outer join of the two sides of a run on
 * (encounter_id, system, code) as text. The second engine leaves out every tenth code of the first.
 *
 *   node test/bench/compare-speed.mjs [encounters]     default 200000, 8 codes a side; needs `npm run build`
 *
 * Prints one JSON line.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const dist = process.env.SHADOWBENCH_DIST ?? new URL("../../dist", import.meta.url).pathname;
const load = (file) => import(join(dist, file));
const { analyze } = await load("analysis/analyze.js");
const { compareRuns } = await load("analysis/compare/compare-runs.js");
const { encode } = await load("analysis/encode/encode.js");
const { applyScope } = await load("analysis/scope/scope.js");
const { createEmptyLibrary } = await load("library/empty-library.js");
const { openStore } = await load("store/store.js");
const { codesASide, tablesSql, yardstick } = await import("./made-run.mjs");

const encounters = Number(process.argv[2] ?? 200_000);
const folder = mkdtempSync(join(tmpdir(), "shadowbench-bench-"));
const open = (file) =>
  openStore({
    file,
    allowedDirectories: [folder],
    memoryLimitMb: 1100,
    tempDirectory: join(folder, "spill"),
  });

const input = {
  include: {},
  exclude: {},
  systems: null,
  reference: { role: "final" },
  slices: ["setting", "payer", "specialty"],
  benchmarks: [],
  automation: null,
  isRecorded: true,
  repeats: 1,
  dates: "real",
  confidence: 0.95,
  seed: 7,
};

async function time(work) {
  const start = performance.now();
  const result = await work();
  return { ms: Math.round(performance.now() - start), result };
}

async function makeRun(name, changeSql) {
  const store = await open(join(folder, `${name}.duckdb`));
  await store.execute(tablesSql(encounters));
  await store.execute(changeSql);
  await createEmptyLibrary(store);
  const joined = await time(() => store.execute(yardstick));
  await store.execute("DROP TABLE yardstick");
  const drops = await applyScope(store, input);
  const systems = await encode(store, input);
  const analysis = await time(() => analyze(store, input, systems, drops));
  store.close();
  return { systems, figures: analysis.result.figures, join_ms: joined.ms, analysis_ms: analysis.ms };
}

try {
  const older = await makeRun("older", "SELECT 1");
  const newer = await makeRun(
    "newer",
    "DELETE FROM source_engine_codes WHERE hash(encounter_id || code) % 10 = 0",
  );
  const store = await open(":memory:");
  for (const name of ["older", "newer"])
    await store.execute(`ATTACH '${join(folder, `${name}.duckdb`)}' AS ${name}_run (READ_ONLY)`);
  const compared = await time(() =>
    compareRuns(store, {
      databases: { older: "older_run", newer: "newer_run" },
      older: older.figures,
      newer: newer.figures,
      systems: older.systems,
      unit: "patient",
      confidence: 0.95,
      seed: 7,
      sameLibrary: true,
      sameGroups: true,
    }),
  );
  store.close();
  const { figures, tables } = compared.result;
  console.log(
    JSON.stringify({
      encounters,
      codes_a_side: codesASide,
      join_ms: older.join_ms,
      analysis_ms: older.analysis_ms,
      compare_ms: compared.ms,
      joins: Number((compared.ms / older.join_ms).toFixed(1)),
      figures: figures.filter(({ difference }) => difference !== null).length,
      code_flips: tables.code_flips.length,
      peak_rss_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    }),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
