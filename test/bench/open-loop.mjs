/**
 * Latency of an engine that is deaf for 2 s once a minute, asked 500 times a second in an open loop and, beside it, in
 * a closed loop of the same stub. Of a minute's 30,000 requests the 1,000 of the pause wait 2 s down to 0: the 99th
 * percentile is what 300 exceed, 2 − 300/500 = 1.4 s. The open loop must show it to within 5 %; the closed loop, which
 * waits with its next request until the engine is back, cannot.
 *
 *   node test/bench/open-loop.mjs [minutes]     default 1; needs `npm run build`
 *
 * Prints one JSON line a loop; exit code 1 where the open loop misses the value or did not keep up.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program, writeDataset, writeScenario } from "./replay-data.mjs";
import { startStub } from "./start-stub.mjs";
import { runWatched } from "./watch-memory.mjs";

const minutes = Number(process.argv[2] ?? 1);
const perSecond = 500;
const [pauseFromMs, pauseMs, delayMs] = [20_000, 2000, 12];
const p99ByHandMs = pauseMs - (0.01 * 60_000 * perSecond) / perSecond;
const folder = mkdtempSync(join(tmpdir(), "shadowbench-open-loop-"));

const loops = {
  open: `{mode: realtime, arrivals: {by: rate, per_second: ${perSecond}}}`,
  closed: "{concurrency: 8}",
};

async function mustRun(args) {
  const { code, output } = await runWatched(process.execPath, [program, ...args]);
  if (code !== 0) throw new Error(output);
}

async function measure(loop) {
  const stub = await startStub(delayMs, pauseFromMs, pauseMs);
  const out = join(folder, loop);
  try {
    const engine = `{kind: http, name: stub, version: "1", url: "${stub.url}"}`;
    await mustRun(["replay", writeScenario(folder, `${loop}-loop`, engine, loops[loop]), "--out", out]);
    await mustRun(["analyze", out]);
  } finally {
    stub.stop();
  }
  const service = JSON.parse(readFileSync(join(out, "service.json"), "utf8"));
  const figureOf = (metric) => service.figures.find((figure) => figure.metric === metric)?.value ?? null;
  const p99 = figureOf("engine.latency_ms.p99");
  const offBy = p99 === null ? null : Number(Math.abs(p99 / p99ByHandMs - 1).toFixed(4));
  const { responses, generator, encounters_per_second } = service;
  const seen = { responses, encounters_per_second, p50: figureOf("engine.latency_ms.p50"), p99 };
  const line = { bench: "open-loop", loop, ...seen, p99_by_hand: p99ByHandMs, off_by: offBy, generator };
  console.log(JSON.stringify(line));
  return offBy !== null && offBy <= 0.05;
}

try {
  await writeDataset(folder, minutes * 60 * perSecond, 4000);
  const holds = await measure("open");
  const isHidden = !(await measure("closed"));
  console.log(
    JSON.stringify({ bench: "open-loop", within: 0.05, holds, closed_loop_hides_the_pause: isHidden }),
  );
  process.exitCode = holds ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
