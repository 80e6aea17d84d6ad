import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describeCounts } from "../../src/run/replay/describe-counts.ts";
import { replayRun, runScenario } from "../../src/run/stages.ts";
import { makeRunFolder, openContext, refusalOf, runFiles, writeFiles } from "./making-runs.ts";

function engineAt(url: string, more = ""): Record<string, string> {
  return runFiles({
    encounters: 3,
    engineLine: `{kind: http, name: away, version: "1", url: "${url}"${more}}`,
  });
}

test("an engine that cannot be used leaves nothing of a new run, one that is away leaves what --resume goes on with", async () => {
  const nowhere = "http://127.0.0.1:9/";
  const folder = makeRunFolder(engineAt(nowhere, `, headers: {authorization: "\${env:NO_SUCH_TOKEN}"}`));
  const scenario = join(folder, "scenario.yaml");
  const out = join(folder, "out");
  for (const wasThere of [false, true]) {
    if (wasThere) mkdirSync(out);
    expect((await refusalOf(replayRun(scenario, { out }, openContext()))).code).toBe("engine-unusable");
    expect(existsSync(out) ? readdirSync(out) : null).toEqual(wasThere ? [] : null);
  }
  writeFiles(folder, engineAt(nowhere));
  const away = await refusalOf(replayRun(scenario, { out }, openContext()));
  expect([away.code, away.hint]).toEqual(["engine-unreachable", expect.stringContaining("--resume")]);
  expect(statSync(join(out, "journal.ndjson")).size).toBe(0);
  expect(existsSync(join(out, "run.duckdb"))).toBe(false);
});

test("--retry-failed without --resume is refused before anything is touched", async () => {
  const folder = makeRunFolder(runFiles({ encounters: 3 }));
  const options = { out: join(folder, "out"), retryFailed: true };
  for (const stage of [runScenario, replayRun]) {
    const refusal = await refusalOf(stage(join(folder, "scenario.yaml"), options, openContext()));
    expect(refusal).toMatchObject({ code: "command-invalid", exitCode: 2 });
    expect(refusal.hint).toContain("--resume --retry-failed");
  }
  expect(existsSync(options.out)).toBe(false);
});

test("the end of a replay tells how many were coded, abstained, failed and left open", async () => {
  const counts = {
    encounters: 1500,
    repeats: 1,
    responses: { coded: 1490, abstained: 4, failed: 6 },
    openJobs: 0,
  };
  expect(describeCounts(counts)).toBe("1,500 encounters: 1,490 coded, 4 abstained, 6 failed");
  expect(describeCounts({ ...counts, repeats: 2, openJobs: 12 })).toBe(
    "1,500 encounters, each 2 times: 1,490 coded, 4 abstained, 6 failed, 1,500 still open (12 of them as jobs at the engine)",
  );
  const folder = makeRunFolder(runFiles({ encounters: 40, scenario: "replay: {retries: 0}" }));
  const told: string[] = [];
  const logger = { info: (line: string) => told.push(line), warn: () => {} };
  const out = join(folder, "out");
  await replayRun(join(folder, "scenario.yaml"), { out }, openContext({ logger }));
  await replayRun(out, { resume: true, retryFailed: true }, openContext({ logger }));
  expect(told[0]).toMatch(/^40 encounters: \d+ coded, \d+ abstained, [1-9]\d* failed$/);
  expect(told[1]).toBe(told[0]);
});
