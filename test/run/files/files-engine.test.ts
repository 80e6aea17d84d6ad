import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { exportManifestSchema } from "../../../src/domain/export-manifest.ts";
import { seededRandom } from "../../../src/effects.ts";
import { exportRequests } from "../../../src/run/files/export-requests.ts";
import { importDeliveries } from "../../../src/run/files/import-deliveries.ts";
import { analyzeRun, replayRun, runScenario } from "../../../src/run/stages.ts";
import {
  formatLines,
  gate,
  journalLines,
  makeRunFolder,
  openContext,
  readRunManifest,
  readText,
  refusalOf,
  runFiles,
  writeFiles,
} from "../making-runs.ts";
import { answerAll, makeFilesRun, readDrop, steadyEngine } from "./dropping.ts";

const scenario = `replay: {retries: 0, repeats: 2}\n${gate}`;

function shuffle<Item>(items: readonly Item[]): Item[] {
  const random = seededRandom(5);
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** What results.json says apart from the engine's kind and the digest of the scenario's text. */
function comparable(...path: readonly string[]): string {
  const text = readText(...path, "results.json");
  return text.replace(/"kind": "\w+"/, "").replace(/"scenario_digest": "\w+"/, "");
}

describe("an engine that is asked in files", () => {
  it("gives the results of the same engine asked live, whatever the order of the deliveries", async () => {
    const live = makeRunFolder(runFiles({ encounters: 30, scenario, engine: steadyEngine }));
    await replayRun(join(live, "scenario.yaml"), { out: join(live, "out") }, openContext());
    await analyzeRun(join(live, "out"), {}, openContext());

    const { folder, out, scenarioFile } = makeFilesRun(30, scenario);
    const drop = join(folder, "drop");
    const wanted = { out, to: drop, partSize: 25, gzip: true };
    const exported = await exportRequests(scenarioFile, wanted, openContext());
    expect(exported).toMatchObject({ drop, requests: 60, parts: 3 });
    expect(readdirSync(drop).sort()).toEqual([
      "manifest.json",
      "requests-00001.ndjson.gz",
      "requests-00002.ndjson.gz",
      "requests-00003.ndjson.gz",
    ]);
    for (const name of readdirSync(drop)) expect(statSync(join(drop, name)).mode & 0o777).toBe(0o600);
    const manifest = exportManifestSchema.parse(JSON.parse(readText(drop, "manifest.json")));
    expect(manifest.parts.map(({ requests }) => requests)).toEqual([25, 25, 10]);
    expect(readRunManifest(out)).toMatchObject({
      status: "replaying",
      exported: { requests: 60, parts: 3 },
      encounters: 30,
    });

    const requests = readDrop(drop);
    expect(new Set(requests.map(({ request_id }) => request_id)).size).toBe(60);
    const answers = shuffle(await answerAll(folder, requests));
    const pieces = [answers.slice(0, 21), answers.slice(21, 22), answers.slice(22, 44), answers.slice(44)];
    const files = pieces.map((lines, at) => {
      const file = join(folder, `answers-${at}.ndjson${at === 2 ? ".gz" : ""}`);
      const text = formatLines(...lines);
      writeFileSync(file, at === 2 ? gzipSync(text) : text);
      return file;
    });
    const [first = "", second = "", third = "", fourth = ""] = files;

    expect(await importDeliveries(out, [third], openContext())).toMatchObject({ open: 38, exitCode: 3 });
    const early = await analyzeRun(out, {}, openContext());
    expect([early.exitCode, early.results?.run.incomplete_because]).toEqual([
      3,
      [
        expect.stringMatching(/^\d+ encounters have no answer yet; import more with `shadowbench import`$/),
        expect.stringMatching(/^\d+ repeats have no answer yet; import more with `shadowbench import`$/),
      ],
    ]);
    expect(readRunManifest(out).results_sha256).not.toBeNull();
    expect(await importDeliveries(out, [fourth, first], openContext())).toMatchObject({ open: 1 });
    expect(readRunManifest(out).results_sha256).toBeNull();
    const last = await importDeliveries(out, [third, second, first], openContext());
    expect(last).toMatchObject({ open: 0, exitCode: 0, requests: 60 });
    expect(last.deliveries.map(({ taken, repeated }) => [taken, repeated])).toEqual([
      [0, 22],
      [1, 0],
      [0, 21],
    ]);
    expect(journalLines(out).length).toBe(60);
    expect(readRunManifest(out)).toMatchObject({ status: "replayed" });

    expect((await replayRun(out, { resume: true }, openContext())).exitCode).toBe(0);
    const done = await analyzeRun(out, {}, openContext());
    expect(done.results?.run.complete).toBe(true);
    expect(comparable(out)).toBe(comparable(live, "out"));
    expect(JSON.parse(journalLines(out)[0] ?? "")).toMatchObject({
      mode: "files",
      latency_ms: null,
      attempts: 1,
    });
  });

  it("is run by exporting, and stops with exit 3 and the next command", async () => {
    const { out, scenarioFile } = makeFilesRun(5);
    const refusal = await refusalOf(runScenario(scenarioFile, { out }, openContext()));
    expect([refusal.code, refusal.exitCode]).toEqual(["run-incomplete", 3]);
    expect(refusal.message).toContain("5 requests lie in");
    expect(refusal.hint).toContain(`shadowbench import ${out}`);
    expect(readDrop(join(out, "requests")).length).toBe(5);
    const { exitCode, results } = await runScenario(scenarioFile, { out, resume: true }, openContext());
    expect([exitCode, results?.run.complete]).toEqual([3, false]);
    const again = await refusalOf(runScenario(out, { resume: true, retryFailed: true }, openContext()));
    expect(again.hint).toContain("--open --retry-failed");
  });

  it("is neither paced nor kept in a cache", async () => {
    const { out, scenarioFile } = makeFilesRun(
      1,
      "replay: {mode: realtime, arrivals: {by: rate, per_second: 5}}",
    );
    const refusal = await refusalOf(exportRequests(scenarioFile, { out }, openContext()));
    expect(refusal.code).toBe("scenario-invalid");
    expect(JSON.stringify([refusal.message, refusal.problems])).toContain("asked in mode batch");
  });
});

describe("an export", () => {
  it("that was stopped is taken up by the same command, before its drop was whole and after", async () => {
    const { folder, out, scenarioFile } = makeFilesRun(5);
    const drop = join(folder, "drop");
    const options = { out, to: drop };
    const stopped = AbortSignal.abort();
    const refusal = await refusalOf(exportRequests(scenarioFile, options, openContext({ signal: stopped })));
    expect([refusal.code, readRunManifest(out).exported]).toEqual(["run-interrupted", null]);
    expect(readdirSync(drop)).not.toContain("manifest.json");
    await exportRequests(scenarioFile, options, openContext());
    expect(readdirSync(drop)).toEqual(["manifest.json", "requests-00001.ndjson"]);

    const whole = readText(drop, "manifest.json");
    const exported = readRunManifest(out);
    writeFiles(out, { "manifest.json": JSON.stringify({ ...exported, exported: null, sessions: [] }) });
    expect(await exportRequests(scenarioFile, options, openContext())).toMatchObject({ requests: 5 });
    expect(readText(drop, "manifest.json")).toBe(whole);
    expect(readRunManifest(out).exported?.sha256).toBe(exported.exported?.sha256);
  });

  it("does not touch a folder that holds anything else, nor leave a run behind", async () => {
    const { folder, out, scenarioFile } = makeFilesRun(5);
    writeFiles(folder, { "drop/requests-00001.ndjson": "of somebody else\n" });
    const options = { out, to: join(folder, "drop") };
    const refusal = await refusalOf(exportRequests(scenarioFile, options, openContext()));
    expect([refusal.code, refusal.message]).toEqual([
      "run-folder-invalid",
      expect.stringContaining("holds files already"),
    ]);
    expect(readText(folder, "drop/requests-00001.ndjson")).toBe("of somebody else\n");
    const others = {
      schema: "shadowbench.export/1",
      run: "another",
      protocol: "shadowbench.engine/1",
      engine: { name: "spread", version: ["1"] },
      systems: [],
      requests: 0,
      parts: [],
      created_at: "2026-01-01T00:00:00.000Z",
    };
    writeFiles(folder, { "other/manifest.json": JSON.stringify(others) });
    const another = exportRequests(scenarioFile, { out, to: join(folder, "other") }, openContext());
    expect((await refusalOf(another)).message).toContain("holds the requests of another run");
    expect(readdirSync(folder)).not.toContain("out");
  });

  it("is refused for an engine that is asked live, and a second time", async () => {
    const live = makeRunFolder(runFiles({ encounters: 3 }));
    const ofLive = exportRequests(join(live, "scenario.yaml"), { out: join(live, "out") }, openContext());
    expect((await refusalOf(ofLive)).message).toContain("this one is module");
    const { out, scenarioFile } = makeFilesRun(3);
    await exportRequests(scenarioFile, { out }, openContext());
    const again = await refusalOf(exportRequests(scenarioFile, { out }, openContext()));
    expect([again.message, again.hint]).toEqual([
      expect.stringContaining("left already"),
      expect.stringContaining("--open"),
    ]);
  });
});
