import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { digestTable } from "../../src/dataset/digest-table.ts";
import { inspectDataset } from "../../src/dataset/inspect-dataset.ts";
import { HarnessError } from "../../src/errors.ts";
import { load, makeRoom, openTestStore } from "./make-dataset.ts";

const yaml = `schema: shadowbench.dataset/1
name: fixture
version: "1"
provenance: synthetic
tables:
  encounters: encounters.csv
  codes: codes.csv
`;
const codes = "encounter_id,system,code\n";

/** As `file:line message (hint)`. */
async function problemsOf(files: Record<string, string | Buffer>): Promise<string[]> {
  const { folder } = makeRoom(files);
  const error: unknown = await inspectDataset(folder).catch((reason) => reason);
  if (!(error instanceof HarnessError)) throw error;
  return error.problems.map(({ message, where, hint }) => {
    const place = [where?.file.split("/").at(-1), where?.line].filter((part) => part !== undefined).join(":");
    return `${place} ${message}${hint === undefined ? "" : ` (${hint})`}`;
  });
}

describe("inspecting a dataset", () => {
  it("tells manifest, folder, tables, columns and attributes, from the folder or the file", async () => {
    const { folder } = makeRoom({
      "dataset.yaml": yaml,
      "encounters.csv": '\ufeffencounter_id,"ward, floor",age\n',
      "codes.csv": codes,
    });
    const inspection = await inspectDataset(folder);
    expect(inspection).toMatchObject({ folder, attributes: ["ward, floor"], warnings: [] });
    expect(inspection.manifest.name).toBe("fixture");
    expect(inspection.encounterColumns.at(-1)).toBe("ward, floor");
    expect(inspection.tables).toEqual([
      {
        table: "encounters",
        file: join(folder, "encounters.csv"),
        format: "csv",
        columns: ["encounter_id", "ward, floor", "age"],
      },
      {
        table: "codes",
        file: join(folder, "codes.csv"),
        format: "csv",
        columns: ["encounter_id", "system", "code"],
      },
    ]);
    expect(await inspectDataset(join(folder, "dataset.yaml"))).toEqual(inspection);
  });

  it("takes tables that lie elsewhere, by a path relative to the manifest or an absolute one", async () => {
    const elsewhere = makeRoom({ "encounters.csv": "encounter_id\n", "codes.csv": codes }).folder;
    const manifest = yaml
      .replace("encounters.csv", join(elsewhere, "encounters.csv"))
      .replace("codes.csv", join("..", basename(elsewhere), "codes.csv"));
    const { tables } = await inspectDataset(makeRoom({ "dataset.yaml": manifest }).folder);
    expect(tables.map(({ file }) => file)).toEqual([
      join(elsewhere, "encounters.csv"),
      join(elsewhere, "codes.csv"),
    ]);
  });

  it("reads the keys of every line of NDJSON encounters, and the schema of Parquet", async () => {
    const lines = Array.from({ length: 1500 }, (_, index) => `{"encounter_id":"E${index}"}`);
    const { folder } = makeRoom({
      "dataset.yaml": yaml
        .replace("encounters.csv", "encounters.ndjson.gz")
        .replace("codes.csv", "codes.parquet"),
      "encounters.ndjson.gz": gzipSync([...lines, '{"encounter_id":"E","late":"x"}'].join("\n")),
    });
    const store = await openTestStore(folder);
    await store.execute(
      `COPY (SELECT 'E1' AS encounter_id, 'CPT' AS system, '99213' AS code, ['59'] AS modifiers) TO '${join(folder, "codes.parquet")}' (FORMAT parquet)`,
    );
    const { attributes, tables } = await inspectDataset(folder);
    expect(attributes).toEqual(["late"]);
    expect(tables[1]?.columns).toEqual(["encounter_id", "system", "code", "modifiers"]);
  });

  it("names missing files, wrong endings and files that are not what their ending says", async () => {
    expect(await problemsOf({ "dataset.yaml": yaml, "codes.csv": codes })).toEqual([
      "encounters.csv the table cannot be read: no such file, or no right to",
    ]);
    const other = {
      "dataset.yaml": yaml.replace("codes.csv", "codes.xlsx"),
      "encounters.csv": "encounter_id\n",
      "codes.xlsx": "",
    };
    expect(await problemsOf(other)).toEqual([
      "codes.xlsx the ending of a table says its format (one of .csv, .csv.gz, .ndjson, .ndjson.gz, .parquet)",
    ]);
    const damaged = {
      "dataset.yaml": yaml.replace("codes.csv", "codes.csv.gz"),
      "encounters.csv": "encounter_id\n",
      "codes.csv.gz": codes,
    };
    expect(await problemsOf(damaged)).toEqual([
      "codes.csv.gz the file cannot be read as csv.gz (incorrect header check)",
    ]);
    const parquet = {
      "dataset.yaml": yaml.replace("codes.csv", "codes.parquet"),
      "encounters.csv": "encounter_id\n",
      "codes.parquet": "x",
    };
    expect((await problemsOf(parquet))[0]).toMatch(/^codes\.parquet the file cannot be read as parquet/);
  });

  it("counts one problem as one", async () => {
    const { folder } = makeRoom({ "dataset.yaml": yaml, "encounters.csv": "", "codes.csv": codes });
    await expect(inspectDataset(folder)).rejects.toThrow("1 problem in the tables' files and columns");
  });

  it("names missing, doubled, nameless, reserved and differently cased columns", async () => {
    const files = {
      "dataset.yaml": yaml,
      "encounters.csv": "encounter-id,Age,,clinic,Clinic,row\n",
      "codes.csv": "encounter_id;system;code\n",
    };
    expect(await problemsOf(files)).toEqual([
      "encounters.csv:1 column 3 has no name",
      'encounters.csv:1 column "Clinic" stands there twice',
      'encounters.csv:1 the column name "row" is reserved',
      'encounters.csv:1 column "Age" differs from "age" in case (write "age")',
      'encounters.csv:1 encounters has no column "encounter_id" (is "encounter-id" meant?)',
      'codes.csv:1 codes has no column "encounter_id" (CSV here means cells separated by commas)',
      'codes.csv:1 codes has no column "system" (CSV here means cells separated by commas)',
      'codes.csv:1 codes has no column "code" (CSV here means cells separated by commas)',
    ]);
    expect(
      await problemsOf({
        "dataset.yaml": yaml,
        "encounters.csv": 'encounter_id,"a""b"\n',
        "codes.csv": codes,
      }),
    ).toEqual(["encounters.csv:1 the name of column 2 holds a quote, backslash or control character"]);
    expect(await problemsOf({ "dataset.yaml": yaml, "encounters.csv": "", "codes.csv": codes })).toEqual([
      "encounters.csv:1 the file is empty",
    ]);
  });

  it("names what is wrong in the manifest by line, with the nearest key", async () => {
    const bad = yaml.replace("version", "verzion").replace("synthetic", "sythetic");
    expect(await problemsOf({ "dataset.yaml": bad })).toEqual([
      'dataset.yaml:1 missing key "version"',
      'dataset.yaml:3 unknown key "verzion" (did you mean "version"?)',
      'dataset.yaml:4 "provenance" is "sythetic": must be one of "synthetic", "deidentified", "limited-data-set" (did you mean "synthetic"?)',
    ]);
    await expect(inspectDataset(makeRoom().folder)).rejects.toMatchObject({ code: "file-unreadable" });
  });
});

describe("compressed files", () => {
  it("that are cut off are the file's fault, not the harness's", async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => `E${index},${Math.sin(index)}`);
    const whole = gzipSync(["encounter_id,clinic", ...rows, ""].join("\n"));
    const files = { "encounters.csv.gz": whole.subarray(0, whole.length - 2000), "codes.csv": codes };
    await expect(load({ files })).rejects.toMatchObject({
      code: "file-unreadable",
      message: "the compressed file is damaged or cut off",
    });
  });
});

describe("digests", () => {
  it("are SHA-256 and size of the file as it lies there", async () => {
    const { folder } = makeRoom({ "t.csv": "abc" });
    const sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    expect(createHash("sha256").update("abc").digest("hex")).toBe(sha256);
    expect(await digestTable(join(folder, "t.csv"))).toEqual({ sha256, bytes: 3 });
  });
});
