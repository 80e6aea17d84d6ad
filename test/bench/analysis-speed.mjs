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
import { createEmptyLibrary } from "../../dist/library/empty-library.js";
import { openStore } from "../../dist/store/store.js";
import { codesASide, tablesSql, yardstick } from "./made-run.mjs";

const encounters = Number(process.argv[2] ?? 200_000);

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
  await store.execute(tablesSql(encounters));
  await createEmptyLibrary(store);
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
    automation: null,
    isRecorded: true,
    repeats: 1,
    dates: "real",
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
