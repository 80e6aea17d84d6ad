import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { analyzeRun, runScenario } from "../../src/run/stages.ts";
import { csv, makeLibrary, orderFile } from "../library/made-files.ts";
import {
  makeRunFolder,
  openContext,
  readResults,
  readRunManifest,
  refusalOf,
  runFiles,
} from "./making-runs.ts";

const tables = {
  "order_2026.txt": orderFile("I10 1 Essential (primary) hypertension", "E119 1 Type 2 diabetes mellitus"),
  "weights.csv": csv("drg,weight", "65,1.5"),
};

describe("a run with a code library", () => {
  it("names the tables it used in manifest and results", async () => {
    const library = await makeLibrary(tables);
    const folder = makeRunFolder(runFiles({ encounters: 20 }));
    const out = join(folder, "out");
    await runScenario(join(folder, "scenario.yaml"), { out, library }, openContext());
    const used = readRunManifest(out).library;
    expect(used.map(({ kind, name }) => [kind, name])).toEqual([
      ["code-table", "order_2026.txt"],
      ["drg-weights", "weights.csv"],
    ]);
    expect(readResults(out).run.code_tables).toEqual([
      { ...used[0], valid_from: "2025-10-01", valid_to: "2026-09-30" },
      { ...used[1], valid_from: null, valid_to: null },
    ]);
  });

  it("has none where there is none, and takes one up when it is analyzed again", async () => {
    const library = await makeLibrary(tables);
    const folder = makeRunFolder(runFiles({ encounters: 20 }));
    const out = join(folder, "out");
    const scenario = join(folder, "scenario.yaml");
    await runScenario(scenario, { out }, openContext());
    expect([readRunManifest(out).library, readResults(out).run.code_tables]).toEqual([[], []]);
    await analyzeRun(scenario, { out, library }, openContext());
    expect(readRunManifest(out).library).toHaveLength(2);
  });

  it("is refused where the library named is not there", async () => {
    const folder = makeRunFolder(runFiles({ encounters: 5 }));
    const options = { out: join(folder, "out"), library: join(folder, "library.duckdb") };
    const error = await refusalOf(runScenario(join(folder, "scenario.yaml"), options, openContext()));
    expect([error.code, error.message]).toEqual(["file-unreadable", "there is no code library at this path"]);
  });
});
