import { rmSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type Random, seededRandom } from "../../src/effects.ts";
import { runScenario } from "../../src/run/stages.ts";
import { openStore } from "../../src/store/store.ts";
import {
  datasetManifest,
  gate,
  makeRunFolder,
  openContext,
  readResults,
  readText,
  runFiles,
  tableFiles,
  tablesOf,
  writeFiles,
} from "./making-runs.ts";

const encounters = 150;
const files = runFiles({ encounters, scenario: `replay: {retries: 0}\nslices: [setting, payer]\n${gate}` });

async function runIn(folder: string, out: string) {
  await runScenario(join(folder, "scenario.yaml"), { out: join(folder, out) }, openContext());
  const { figures, tables, truncated } = readResults(folder, out);
  const text = readText(folder, out, "results.json");
  return {
    measured: { figures, tables, truncated },
    bytes: text.slice(text.indexOf('"figures":')),
    codes: readText(folder, out, "tables/codes.csv"),
    verdict: readText(folder, out, "verdict.json"),
  };
}

function shuffle(rows: readonly string[], random: Random): string[] {
  return rows
    .map((row) => ({ row, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ row }) => row);
}

function manifestWith(ending: string): string {
  return datasetManifest.replaceAll(/\.(csv|ndjson)/g, ending);
}

function toNdjson(csv: string): string {
  const [header = "", ...rows] = csv.trim().split("\n");
  const columns = header.split(",");
  const whole = new Set(["sequence", "age"]);
  return rows
    .map((row) => {
      const cells = row.split(",");
      const entries = columns.map((name, at) => [name, whole.has(name) ? Number(cells[at]) : cells[at]]);
      return `${JSON.stringify(Object.fromEntries(entries))}\n`;
    })
    .join("");
}

async function writeParquet(folder: string): Promise<void> {
  const store = await openStore({ file: ":memory:", allowedDirectories: [folder] });
  const from = (file: string) =>
    file.endsWith("ndjson")
      ? `read_json('${join(folder, file)}', format = 'newline_delimited')`
      : `read_csv('${join(folder, file)}', all_varchar = true)`;
  for (const file of ["encounters.csv", "codes.csv", "documents.ndjson"]) {
    const target = join(folder, file.replace(/\..*/, ".parquet"));
    await store.execute(`COPY (FROM ${from(file)}) TO '${target}' (FORMAT parquet)`);
  }
  store.close();
}

describe("one dataset", () => {
  it("gives the same bytes of figures and tables whatever the order of its rows", async () => {
    const folder = makeRunFolder(files);
    const before = await runIn(folder, "sorted");
    const random = seededRandom(11);
    const tables = tablesOf(encounters);
    writeFiles(
      folder,
      tableFiles({
        encounters: shuffle(tables.encounters, random),
        codes: shuffle(tables.codes, random),
        documents: shuffle(tables.documents, random),
      }),
    );
    expect(await runIn(folder, "shuffled")).toEqual({ ...before, verdict: expect.any(String) });
    expect(readResults(folder, "shuffled").run.tables).not.toEqual(readResults(folder, "sorted").run.tables);
  });

  it("gives the same figures as CSV, compressed CSV, NDJSON, compressed NDJSON and Parquet", async () => {
    const folder = makeRunFolder(files);
    const before = await runIn(folder, "plain");
    const text = (name: string) => readText(folder, "data", name);
    const csv = { encounters: text("encounters.csv"), codes: text("codes.csv") };
    const documents = text("documents.ndjson");
    const documentsCsv = `encounter_id,document_id,kind,text\n${documents
      .trim()
      .split("\n")
      .map((line) => `${Object.values<string>(JSON.parse(line)).join(",")}\n`)
      .join("")}`;
    await writeParquet(join(folder, "data"));
    writeFiles(folder, {
      "data/encounters.csv.gz": gzipSync(csv.encounters),
      "data/codes.csv.gz": gzipSync(csv.codes),
      "data/documents.csv.gz": gzipSync(documentsCsv),
      "data/encounters.ndjson": toNdjson(csv.encounters),
      "data/codes.ndjson": toNdjson(csv.codes),
      "data/encounters.ndjson.gz": gzipSync(toNdjson(csv.encounters)),
      "data/codes.ndjson.gz": gzipSync(toNdjson(csv.codes)),
      "data/documents.ndjson.gz": gzipSync(documents),
    });
    for (const ending of [".csv.gz", ".ndjson", ".ndjson.gz", ".parquet"]) {
      writeFiles(folder, { "data/dataset.yaml": manifestWith(ending) });
      const out = `as${ending.replaceAll(".", "-")}`;
      expect(await runIn(folder, out), ending).toEqual({ ...before, verdict: expect.any(String) });
    }
  });

  it("gives the same bytes in a second run, in another folder and with another pace", async () => {
    const folder = makeRunFolder(files);
    const before = await runIn(folder, "first");
    const first = readText(folder, "first/results.json");
    writeFiles(folder, {
      "scenario.yaml": files["scenario.yaml"]?.replace("retries: 0", "retries: 0, concurrency: 1") ?? "",
    });
    expect(await runIn(folder, "second")).toEqual(before);
    expect(readResults(folder, "second")).toMatchObject({ figures: before.measured.figures });
    expect(readResults(folder, "second").run.scenario_digest).not.toBe(
      readResults(folder, "first").run.scenario_digest,
    );
    rmSync(join(folder, "first"), { recursive: true });
    writeFiles(folder, { "scenario.yaml": files["scenario.yaml"] ?? "" });
    await runIn(folder, "first");
    expect(readText(folder, "first/results.json")).toBe(first);
  });
});
