import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mergeShards } from "../../../src/run/merge/merge-shards.ts";
import { analyzeRun, replayRun, runScenario } from "../../../src/run/stages.ts";
import { runCli } from "../../cli/run-cli.ts";
import {
  gate,
  journalLines,
  openContext,
  readRunManifest,
  readText,
  refusalOf,
  removeFolder,
  runFiles,
  writeFiles,
} from "../making-runs.ts";

const folder = mkdtempSync(join(tmpdir(), "shadowbench-merge-"));
const scenario = join(folder, "scenario.yaml");
const scenarioText = `replay: {retries: 0}\nslices: [setting]\n${gate}`;
const at = (...path: readonly string[]) => join(folder, ...path);
const shards = [1, 2, 3, 4].map((index) => at(`s${index}`));

/** The shards with some of them replaced by copies that `change` has worked on. */
function changing(index: number, change: (copy: string) => void): string[] {
  const copy = mkdtempSync(at(`changed-${index}-`));
  cpSync(at(`s${index}`), copy, { recursive: true });
  change(copy);
  return shards.with(index - 1, copy);
}

function rewrite(file: string, edit: (text: string) => string): void {
  writeFileSync(file, edit(readFileSync(file, "utf8")));
}

function merging(paths: readonly string[]) {
  return refusalOf(mergeShards(paths, { out: at("refused") }, openContext()));
}

const messagesOf = ({ problems }: { problems: readonly { message: string }[] }) =>
  problems.map(({ message }) => message.replaceAll(`${folder}/`, ""));

beforeAll(async () => {
  writeFiles(folder, runFiles({ encounters: 60, scenario: scenarioText }));
  await runScenario(scenario, { out: at("whole") }, openContext());
  for (const [index, out] of shards.entries())
    await replayRun(scenario, { out, shard: `${index + 1}/4` }, openContext());
});
afterAll(() => removeFolder(folder));

describe("shards merged in any order", () => {
  it("are the run of one machine to the byte, and say of how many encounters and answers", async () => {
    const out = at("merged");
    const { status, stdout } = await runCli(["merge", "s3", "s1", "s4", "s2", "--out", "merged"], {
      cwd: folder,
    });
    expect(stdout).toBe(
      "60 encounters in 4 shards, each exactly once\nThe run is in merged\nNext: shadowbench run merged --resume\n",
    );
    expect(status).toBe(0);
    await runScenario(out, { resume: true }, openContext());
    for (const name of ["results.json", "verdict.json", "summary.md"])
      expect(readText(out, name)).toBe(readText(at("whole"), name));
    expect(journalLines(out).toSorted().map(answerOf)).toEqual(
      journalLines(at("whole")).toSorted().map(answerOf),
    );
  });

  it("are told of in the manifest: each journal's digest, and whose session was whose", () => {
    const manifest = readRunManifest(at("merged"));
    const sha256 = (path: string) =>
      createHash("sha256").update(readText(path, "journal.ndjson")).digest("hex");
    expect(manifest.merged_from).toEqual(
      shards.map((path, index) => ({
        shard: `${index + 1}/4`,
        journal_sha256: sha256(path),
        responses: journalLines(path).length,
      })),
    );
    expect(manifest).toMatchObject({ shard: null, status: "analyzed", encounters: 60 });
    expect(manifest.sessions.map(({ shard }) => shard).toSorted()).toEqual(["1/4", "2/4", "3/4", "4/4"]);
    expect(readdirSync(at("merged")).toSorted()).toEqual(readdirSync(at("whole")).toSorted());
  });

  it("say in the report that they were merged, of how many shards and sessions", () => {
    const report = readText(at("merged"), "report.html").replaceAll("\u00a0", " ");
    expect(report).toContain("<dt>Merged from</dt><dd>4 shards</dd>");
    expect(report).toContain("<dt>Sessions</dt><dd>4 complete</dd>");
    expect(readText(at("whole"), "report.html")).not.toContain("<dt>Sessions</dt>");
    for (const shard of shards) expect(existsSync(join(shard, "run.duckdb"))).toBe(false);
  });

  it("go into a new folder alone", async () => {
    const refusal = await refusalOf(mergeShards(shards, { out: at("merged") }, openContext()));
    expect(refusal).toMatchObject({ code: "run-folder-invalid", exitCode: 2 });
    expect(refusal.message).toContain("holds files already");
  });
});

function answerOf(line: string): unknown {
  const { request_id, status, codes } = JSON.parse(line);
  return { request_id, status, codes };
}

describe("a merge is refused, by name and with all there is to say, of", () => {
  it("a shard that is missing, and one that is not finished, which can be mended: exit 3", async () => {
    const paths = changing(3, (copy) =>
      rewrite(join(copy, "manifest.json"), (text) =>
        text.replace('"status": "replayed"', '"status": "interrupted"'),
      ),
    );
    const refusal = await merging(paths.filter((path) => path !== at("s2")));
    expect(refusal).toMatchObject({ code: "run-incomplete", exitCode: 3 });
    const [unfinished, missing] = refusal.problems;
    expect(unfinished?.message).toMatch(
      /^shard 3\/4 in .*changed-3-\w+ is not finished: it was interrupted$/,
    );
    expect(unfinished?.hint).toMatch(
      /shadowbench replay .*scenario\.yaml --shard 3\/4 --resume --out .*changed-3/,
    );
    expect(missing?.message).toBe("shard 2/4 is missing");
    expect(existsSync(at("refused"))).toBe(false);
  });

  it("a shard given twice, a whole run, a folder without a run, and one of another run", async () => {
    const other = changing(4, (copy) =>
      rewrite(join(copy, "manifest.json"), (text) =>
        text
          .replace(/"run": "spread-\w+"/, '"run": "spread-of-another-dataset"')
          .replace(/("table":"codes".*?"sha256":")\w{64}/, `$1${"ab".repeat(32)}`)
          .replace('"seed": 7', '"seed": 8'),
      ),
    );
    const refusal = await merging([...other, at("s1"), at("whole"), at("data")]);
    expect(refusal).toMatchObject({ code: "shards-refused", exitCode: 2 });
    const digest = readRunManifest(at("s1"))
      .tables.find(({ table }) => table === "codes")
      ?.sha256.slice(0, 12);
    const messages = messagesOf(refusal).map((text) => text.replace(/changed-4-\w+/, "s4"));
    expect(messages).toEqual([
      expect.stringMatching(/^no run lies in .*data$/),
      "whole holds a whole run, not a shard",
      `shard 4/4 in s4 is of another run: table codes is abababababab, not ${digest}`,
      "shard 4/4 in s4 is of another run: the seed is 8, not 7",
      "shard 1/4 is given 2 times: s1 and s1",
      "shard 4/4 is missing",
    ]);
  });

  it("a journal with an altered line, named with its place", async () => {
    const paths = changing(2, (copy) =>
      rewrite(join(copy, "journal.ndjson"), (text) => text.replace('"attempts":1', '"attempts":2')),
    );
    const refusal = await merging(paths);
    expect(refusal).toMatchObject({ code: "journal-damaged", exitCode: 2, where: { line: 1 } });
    expect(refusal.where?.file).toContain("changed-2");
    expect(existsSync(at("refused"))).toBe(false);
  });

  it("a journal that lacks an answer though its manifest calls it finished", async () => {
    const lines = journalLines(at("s2"));
    const paths = changing(2, (copy) =>
      writeFileSync(
        join(copy, "journal.ndjson"),
        lines
          .slice(1)
          .map((line) => `${line}\n`)
          .join(""),
      ),
    );
    const refusal = await merging(paths);
    const id = /"encounter_id":"(\w+)"/.exec(lines[0] ?? "")?.[1];
    expect(refusal).toMatchObject({ code: "run-incomplete", exitCode: 3 });
    expect(messagesOf(refusal)).toEqual([`shard 2/4 lacks answers about encounters: 1, such as ${id}`]);
    expect(refusal.problems[0]?.hint).toContain("--shard 2/4 --resume --out");
  });

  it("the answers of a shard in the folder of another", async () => {
    const paths = changing(2, (copy) => cpSync(at("s3", "journal.ndjson"), join(copy, "journal.ndjson")));
    const refusal = await merging(paths);
    expect(refusal.code).toBe("shards-refused");
    expect(messagesOf(refusal).join("\n")).toMatch(
      /^shard 3\/4 has two answers to one request about encounters: \d+.*\nshard 2\/4 answers encounters of another shard: \d+.*\nshard 2\/4 lacks answers/,
    );
  });
});

describe("a shard", () => {
  it("is asked, and not analyzed, run or gone on with as another", async () => {
    const whole = refusalOf(analyzeRun(at("s2"), {}, openContext()));
    expect(await whole).toMatchObject({ message: "this is shard 2/4: merge the shards first" });
    const run = refusalOf(runScenario(scenario, { out: at("s2"), resume: true }, openContext()));
    expect(await run).toMatchObject({ message: "this is shard 2/4: merge the shards first" });
    const resume = { out: at("s2"), resume: true, shard: "3/4" };
    expect((await refusalOf(replayRun(scenario, resume, openContext()))).message).toContain(
      "s2 holds shard 2/4, not shard 3/4",
    );
  });

  it("may be empty, and is nonsense for a recorded engine", async () => {
    const bad = await refusalOf(replayRun(scenario, { shard: "9/8" }, openContext()));
    expect(bad).toMatchObject({
      code: "command-invalid",
      message: "--shard 9/8 is not a part such as 2/8",
    });
    const empty = { out: at("empty"), shard: "1000/1000" };
    expect((await replayRun(scenario, empty, openContext())).exitCode).toBe(0);
    expect(journalLines(at("empty"))).toEqual([]);
    expect(readRunManifest(at("empty"))).toMatchObject({
      shard: "1000/1000",
      status: "replayed",
      encounters: 0,
    });
    const engineLine = '{kind: recorded, name: r, version: "1", tables: {codes: data/codes.csv}}';
    writeFiles(at("recorded"), runFiles({ encounters: 3, engineLine }));
    const recorded = at("recorded", "scenario.yaml");
    const refusal = await refusalOf(replayRun(recorded, { out: at("r"), shard: "1/2" }, openContext()));
    expect(refusal.message).toBe(
      "an engine of kind recorded is not asked: there is nothing to spread over shards",
    );
  });
});
