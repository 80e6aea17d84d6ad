import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runScenario } from "../../src/run/stages.ts";
import { engineText, formatLines, gate, makeRunFolder, openContext, runFiles } from "./making-runs.ts";

async function runIn(files: Record<string, string>) {
  const folder = makeRunFolder(files);
  const { exitCode, verdict, results } = await runScenario(
    join(folder, "scenario.yaml"),
    { out: join(folder, "out") },
    openContext(),
  );
  return { exitCode, verdict: verdict?.verdict ?? null, because: results?.run.incomplete_because };
}

const scenario = `replay: {retries: 0}\n${gate}`;

describe("a run is incomplete, with exit code 3 and a verdict that says so", () => {
  it("where the engine answers as a version that the scenario does not name", async () => {
    const files = runFiles({ encounters: 30, scenario, engine: engineText({ version: "2-beta" }) });
    expect(await runIn(files)).toEqual({
      exitCode: 3,
      verdict: "incomplete",
      because: [
        expect.stringMatching(/^\d+ responses came from version 2-beta of the engine; the scenario names 1$/),
      ],
    });
  });

  it("where a coder saw the engine under test", async () => {
    const files = runFiles({ encounters: 30, scenario });
    expect(
      await runIn({
        ...files,
        "data/dataset.yaml": `${files["data/dataset.yaml"]?.replace("}", ", codings: codings.csv}")}`,
        "data/codings.csv": formatLines(
          "encounter_id,coder_id,role,assisted",
          "E00001,coder,final,none",
          "E00002,coder,final,cac",
          "E00003,coder,final,engine-under-test",
        ),
      }),
    ).toEqual({
      exitCode: 3,
      verdict: "incomplete",
      because: ["on 1 encounters a coder saw the engine under test: that is no shadow"],
    });
  });

  it("where no encounter is in scope", async () => {
    const files = runFiles({ encounters: 5, scenario: `${scenario}include: {setting: nowhere}\n` });
    expect(await runIn(files)).toEqual({
      exitCode: 3,
      verdict: "incomplete",
      because: ["no encounter is in scope"],
    });
  });

  it("without a gate too: exit code 3, and no verdict", async () => {
    const engine = engineText({ version: "2" });
    expect(await runIn(runFiles({ encounters: 5, scenario: "replay: {retries: 0}", engine }))).toMatchObject({
      exitCode: 3,
      verdict: null,
    });
  });
});

describe("a version among several that the scenario names", () => {
  it("is complete", async () => {
    const engineLine = '{kind: module, name: spread, version: ["1", "2"], path: ./engine.mjs}';
    const engine = engineText({ version: "2" });
    expect(await runIn(runFiles({ encounters: 200, scenario, engineLine, engine }))).toEqual({
      exitCode: 0,
      verdict: "go",
      because: [],
    });
  });
});
