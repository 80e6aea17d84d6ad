/**
 * How long it takes to say what an engine gets wrong: classes, recurring errors, bias of codes and of their coarser
 * levels, and subgroups, against the least it could do: one full outer join of the two sides on (encounter_id, system,
 * code) as text, median of 5 in the same process. Loading and encoding are apart.
 *
 *   node test/bench/errors-speed.mjs [encounters]     default 200000, 8 codes a side; needs `npm run build`
 *
 * Prints one JSON line.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureBias, measureLevels } from "../../dist/analysis/bias/bias.js";
import { encode } from "../../dist/analysis/encode/encode.js";
import { readSystemsNotGiven } from "../../dist/analysis/encode/systems.js";
import { classifyErrors, readErrorClasses } from "../../dist/analysis/errors/errors.js";
import { findRecurring } from "../../dist/analysis/recurring/recurring.js";
import { applyScope } from "../../dist/analysis/scope/scope.js";
import { makeScopes } from "../../dist/analysis/slices/scopes.js";
import { measureSubgroups } from "../../dist/analysis/subgroups/subgroups.js";
import { judgeCodes } from "../../dist/analysis/validity/judge-codes.js";
import { createEmptyLibrary } from "../../dist/library/empty-library.js";
import { openStore } from "../../dist/store/store.js";
import { codesASide, tablesSql, yardstick } from "./made-run.mjs";

const encounters = Number(process.argv[2] ?? 200_000);
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
  return { ms: performance.now() - start, result };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const folder = mkdtempSync(join(tmpdir(), "shadowbench-bench-"));
const store = await openStore({
  file: join(folder, "bench.duckdb"),
  allowedDirectories: [folder],
  memoryLimitMb: 2500,
  tempDirectory: folder,
});
try {
  await store.execute(tablesSql(encounters));
  await createEmptyLibrary(store);
  const joins = [];
  for (let round = 0; round < 5; round += 1) joins.push((await time(() => store.execute(yardstick))).ms);
  await store.execute("DROP TABLE yardstick");
  const encoding = await time(async () => {
    await applyScope(store, input);
    return encode(store, input);
  });
  const context = {
    scopes: await makeScopes(store, input),
    systems: encoding.result,
    confidence: input.confidence,
    unit: "patient",
    systemsNotGiven: await readSystemsNotGiven(store),
  };
  const classes = await time(async () => {
    await judgeCodes(store);
    await classifyErrors(store);
    return readErrorClasses(store);
  });
  const recurring = await time(() => findRecurring(store, context));
  const bias = await time(() => measureBias(store, encounters, input.confidence));
  const levels = await time(() => measureLevels(store, encounters, input.confidence));
  const subgroups = await time(() => measureSubgroups(store, context));
  const join = median(joins);
  const parts = { classes, recurring, bias, levels, subgroups };
  const total = Object.values(parts).reduce((sum, { ms }) => sum + ms, 0);
  console.log(
    JSON.stringify({
      bench: "errors",
      encounters,
      codes_a_side: codesASide,
      yardstick_ms: Math.round(join),
      encoding_ms: Math.round(encoding.ms),
      ...Object.fromEntries(Object.entries(parts).map(([name, { ms }]) => [`${name}_ms`, Math.round(ms)])),
      total_over_yardstick: Number((total / join).toFixed(2)),
      recurring_errors: recurring.result.errors.length,
      peak_rss_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    }),
  );
} finally {
  store.close();
  rmSync(folder, { recursive: true, force: true });
}
