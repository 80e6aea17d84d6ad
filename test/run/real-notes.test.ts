import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Results } from "../../src/domain/results.ts";
import { program, root, runCli } from "../cli/run-cli.ts";
import { journalLines, readResults, removeFolder, writeFiles } from "./making-runs.ts";

const shared = resolve(import.meta.dirname, "../../../shared");
const notes = join(shared, "data/codiesp-dev");
const titles = ["cms_2026_dx.zip", "cms_2026_pr.zip"].map((file) => join(shared, "codesets/cms", file));
const isAbsent = [notes, ...titles].some((path) => !existsSync(path));

const dataset = `schema: shadowbench.dataset/1
name: codiesp-dev
version: "1"
provenance: synthetic
source: 250 published case reports of the CodiEsp corpus; no patient's record, hence no other provenance fits
licence: CC BY 4.0
tables:
  encounters: ${JSON.stringify(join(notes, "encounters.csv"))}
  codes: ${JSON.stringify(join(notes, "codes.csv"))}
  documents: ${JSON.stringify(join(notes, "documents.ndjson"))}
`;

const moduleText = `import { createLexicalCoder, readOfficialTitles } from ${JSON.stringify(pathToFileURL(join(root, "dist/index.js")).href)};
const answer = createLexicalCoder(${JSON.stringify(titles)}.flatMap((path) => readOfficialTitles(path)));
export default {
  name: "lexical",
  version: "1",
  code: (encounter, { systems }) =>
    answer({ protocol: "shadowbench.engine/1", request_id: "", encounter, systems: [...systems] }),
};
`;

function scenarioWith(engine: Record<string, unknown>): string {
  const spec = { name: "lexical", version: "1", ...engine };
  return `schema: shadowbench.scenario/1\nname: codiesp\ndataset: data\nengine: ${JSON.stringify(spec)}\n`;
}

/** Starts the engine as a server on a free port of the loopback and gives its address. */
function startServer(): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [
    program,
    "engine",
    "lexical",
    "--titles",
    ...titles,
    "--listen",
    "0",
  ]);
  return new Promise((resolveUrl, reject) => {
    child.on("exit", () => reject(new Error("the server ended")));
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      const url = text.match(/http:\/\/\S+?(?=;)/)?.[0];
      if (url !== undefined) resolveUrl({ child, url });
    });
  });
}

function f1Of(results: Results, system: string): number | null {
  const figure = results.figures.find(
    ({ metric, slice, system: of }) => metric === "codes.f1" && slice === null && of === system,
  );
  return figure?.value ?? null;
}

const title = "the lexical engine on 250 real notes (skipped where ../shared is absent)";

describe.skipIf(isAbsent)(title, () => {
  const folder = mkdtempSync(join(tmpdir(), "shadowbench-notes-"));
  const measured = new Map<string, Results>();
  let server: ChildProcess | null = null;

  async function replayAs(kind: string, engine: Record<string, unknown>): Promise<void> {
    writeFiles(folder, { [`${kind}.yaml`]: scenarioWith({ kind, ...engine }) });
    const { status, stderr } = await runCli(["run", `${kind}.yaml`, "--out", kind], { cwd: folder });
    expect(status, stderr).toBe(0);
    measured.set(kind, readResults(folder, kind));
  }

  beforeAll(async () => {
    writeFiles(folder, { "data/dataset.yaml": dataset, "engine.mjs": moduleText });
    await replayAs("lexical", { titles });
    await replayAs("module", { path: "./engine.mjs" });
    await replayAs("process", {
      command: [process.execPath, program, "engine", "lexical", "--titles", ...titles],
    });
    const started = await startServer();
    server = started.child;
    await replayAs("http", { url: started.url });
  }, 240_000);

  afterAll(() => {
    server?.kill("SIGTERM");
    removeFolder(folder);
  });

  it("answers every note", () => {
    expect(journalLines(folder, "lexical").length).toBe(250);
    expect(measured.get("lexical")?.tables.responses).toContainEqual(
      expect.objectContaining({ status: "coded", count: 250 }),
    );
  });

  it.each(["module", "process", "http"])("has the same figures and codes as %s", (kind) => {
    const [own, other] = [measured.get("lexical"), measured.get(kind)];
    expect(own?.figures.length).toBeGreaterThan(0);
    expect(other?.figures).toEqual(own?.figures);
    expect(other?.tables).toEqual(own?.tables);
  });

  it("reaches an F1 of 0.44 on diagnoses and 0.18 on procedures at least", () => {
    const lexical = measured.get("lexical");
    const [diagnoses, procedures] = ["ICD-10-CM", "ICD-10-PCS"].map((system) =>
      lexical === undefined ? null : f1Of(lexical, system),
    );
    expect(diagnoses).toBeGreaterThan(0.44);
    expect(procedures).toBeGreaterThan(0.18);
  });
});
