import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resultsSchema } from "../../src/domain/results.ts";
import { makeFolder, runCli } from "./run-cli.ts";
import { smallRun } from "./small-run.ts";

/** Wrong each time on every eighth chart; on every fourth in one of its first three answers. All others are right. */
const engine = `const asked = new Map();
export default {
  name: "plain",
  version: "1",
  async code({ encounter_id: id }) {
    const times = (asked.get(id) ?? 0) + 1;
    asked.set(id, times);
    const chart = Number(id.slice(1));
    const code = chart % 8 === 1 ? "J18.9" : chart % 4 === 0 && times === 2 ? "E11.9" : "I10";
    return { status: "coded", codes: [{ system: "ICD-10-CM", code, sequence: 1 }] };
  },
};
`;

const gate = `gate:
  benchmarks:
    - {metric: self.exact_match, at_least: 0.5}
    - {metric: self.f1, system: ICD-10-CM, at_least: 0.6}
    - {metric: self.noise_share, at_most: 0.8}`;

let folder = "";
const fileOf = (name: string) => join(folder, "out", name);
const readRun = () => resultsSchema.parse(JSON.parse(readFileSync(fileOf("results.json"), "utf8")));
const readLines = () => readFileSync(fileOf("journal.ndjson"), "utf8").trimEnd().split("\n");

beforeAll(() => {
  const files = smallRun({ encounters: 40, engine, replay: "replay: {repeats: 3, concurrency: 2}", gate });
  folder = makeFolder(files);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a run that asks every encounter three times", () => {
  it("measures the engine against itself, holds it to benchmarks, and says what is noise", async () => {
    const ran = await runCli(["run", "scenario.yaml", "--out", "out"], { cwd: folder });
    expect([ran.status, ran.status === 0 ? "" : ran.stderr]).toEqual([0, ""]);
    expect(readLines()).toHaveLength(120);
    const { figures, run, tables } = readRun();
    expect(run).toMatchObject({ repeats: 3, complete: true });
    const figureOf = (name: string) =>
      figures.find(({ metric, system }) => metric === name && system === "ICD-10-CM");
    expect(figureOf("self.exact_match")).toMatchObject({ value: 30 / 40, encounters: 40 });
    // 10 charts with two codes in disagreement in one of three answers, all noise; 5 with two in every answer
    expect(figureOf("self.noise_share")?.value).toBeCloseTo(20 / 3 / (20 / 3 + 10), 12);
    expect(tables.unstable_codes.map(({ code, differing }) => [code, differing])).toEqual([
      ["E11.9", 10],
      ["I10", 10],
    ]);
    expect(readFileSync(fileOf("report.html"), "utf8")).toContain("Asked again");
  }, 60_000);

  it("is incomplete while a repeat is open, says how many, and can be gone on with", async () => {
    const kept = readLines().slice(0, 110);
    writeFileSync(fileOf("journal.ndjson"), `${kept.join("\n")}\n`);
    const analyzed = await runCli(["analyze", "out"], { cwd: folder });
    expect([analyzed.status, readRun().run.incomplete_because]).toEqual([
      3,
      expect.arrayContaining([expect.stringMatching(/^\d+ repeats have no final response yet/)]),
    ]);
    const resumed = await runCli(["run", "scenario.yaml", "--out", "out", "--resume"], { cwd: folder });
    expect(resumed.status).toBe(0);
    expect(readLines()).toHaveLength(120);
    expect(readRun().run.complete).toBe(true);
  }, 60_000);
});
