import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { loadTables } from "../../src/dataset/load-tables.ts";
import { readDocumentText } from "../../src/dataset/read-document.ts";
import { anyRow, load, makeRoom, manifestOf, openTestStore } from "./make-dataset.ts";

const encounters = 'encounter_id,setting,age,payer,clinic\nE1,inpatient,67,"Blue, Cross",north\nE2,,,,\n';
const codes = [
  "encounter_id,coder_id,role,system,code,sequence,use,poa,modifiers,units",
  "E1,ann,final,ICD-10-CM,I50.23,1,diagnosis,Y,,",
  "E1,ann,final,CPT,00100,1,procedure,,59 LT,1.5",
  "E2,,,ICD-10-PCS,0016070,,,,,",
  "",
].join("\n");

const codeRows = [
  {
    row: 1,
    encounter_id: "E1",
    coder_id: "ann",
    role: "final",
    system: "ICD-10-CM",
    code: "I50.23",
    sequence: 1,
    modifiers: null,
    units: null,
  },
  {
    row: 2,
    encounter_id: "E1",
    coder_id: "ann",
    role: "final",
    system: "CPT",
    code: "00100",
    sequence: 1,
    modifiers: "59 LT",
    units: 1.5,
  },
  {
    row: 3,
    encounter_id: "E2",
    coder_id: "coder",
    role: "final",
    system: "ICD-10-PCS",
    code: "0016070",
    sequence: null,
    modifiers: null,
    units: null,
  },
];
const codesSql =
  'SELECT "row", encounter_id, coder_id, role, system, code, sequence, modifiers, units FROM source_codes ORDER BY "row"';

const ndjsonEncounters =
  '{"encounter_id":"E1","setting":"inpatient","age":67,"payer":"Blue, Cross"}\n\n{"encounter_id":"E2","clinic":null}\n';
const ndjsonCodes = [
  '{"encounter_id":"E1","coder_id":"ann","role":"final","system":"ICD-10-CM","code":"I50.23","sequence":1,"modifiers":[]}',
  '{"encounter_id":"E1","coder_id":"ann","system":"CPT","code":"00100","sequence":"1","modifiers":["59","LT"],"units":1.5}',
  '{"encounter_id":"E2","role":null,"system":"ICD-10-PCS","code":"0016070"}',
  "",
].join("\n");

describe("loading tables", () => {
  it("keeps leading zeros, reads empty cells as NULL and gives coder and role their defaults", async () => {
    const { store, loaded } = await load({ files: { "encounters.csv": encounters, "codes.csv": codes } });
    expect(await store.query(codesSql, anyRow)).toEqual(codeRows);
    expect(loaded.rows).toMatchObject({ encounters: 2, codes: 3, documents: 0, engine_codes: 0 });
    expect(loaded.attributes).toEqual(["clinic"]);
    expect(loaded.encounterColumns.slice(-2)).toEqual(["language", "clinic"]);
    expect(loaded.warnings).toEqual([]);
    expect(
      await store.query(
        'SELECT encounter_id, age, payer, clinic, sex FROM source_encounters ORDER BY "row"',
        anyRow,
      ),
    ).toEqual([
      { encounter_id: "E1", age: 67, payer: "Blue, Cross", clinic: "north", sex: null },
      { encounter_id: "E2", age: null, payer: null, clinic: null, sex: null },
    ]);
  });

  it("gives every column of the contract its type, in tables that are absent too", async () => {
    const { store } = await load({ files: { "encounters.csv": encounters, "codes.csv": codes } });
    const types = await store.query(
      `SELECT table_name, column_name, data_type FROM duckdb_columns()
       WHERE table_name LIKE 'source_%' AND data_type <> 'VARCHAR' ORDER BY table_name, column_index`,
      z.object({ table_name: z.string(), column_name: z.string(), data_type: z.string() }),
    );
    expect(types.map((type) => `${type.table_name}.${type.column_name} ${type.data_type}`)).toEqual([
      "source_claims.row BIGINT",
      "source_claims.charged DOUBLE",
      "source_claims.allowed DOUBLE",
      "source_claims.paid DOUBLE",
      "source_codes.row BIGINT",
      "source_codes.sequence INTEGER",
      "source_codes.units DOUBLE",
      "source_codings.row BIGINT",
      "source_documents.row BIGINT",
      "source_documents.byte_offset BIGINT",
      "source_documents.byte_length BIGINT",
      "source_encounters.row BIGINT",
      "source_encounters.day INTEGER",
      "source_encounters.age INTEGER",
      "source_engine_codes.row BIGINT",
      "source_engine_codes.sequence INTEGER",
      "source_engine_codes.units DOUBLE",
      "source_engine_codes.confidence DOUBLE",
      "source_engine_responses.row BIGINT",
      "source_engine_responses.confidence DOUBLE",
      "source_engine_responses.latency_ms DOUBLE",
    ]);
  });

  it("leaves no table of its checks behind", async () => {
    const { store } = await load({ files: { "encounters.ndjson": ndjsonEncounters, "codes.csv": codes } });
    const rest = await store.query(
      "SELECT table_name FROM duckdb_tables() WHERE table_name NOT LIKE 'source_%' ORDER BY table_name",
      anyRow,
    );
    expect(rest).toEqual([]);
  });

  it("reads NDJSON with numbers, arrays and nulls to the same rows, its rows being lines", async () => {
    const { store, loaded } = await load({
      files: { "encounters.ndjson": ndjsonEncounters, "codes.ndjson": ndjsonCodes },
    });
    expect(await store.query(codesSql, anyRow)).toEqual(codeRows);
    expect(loaded.attributes).toEqual(["clinic"]);
    expect(await store.query('SELECT "row", age FROM source_encounters ORDER BY "row"', anyRow)).toEqual([
      { row: 1, age: 67 },
      { row: 3, age: null },
    ]);
  });

  it("reads gzip of both to the same rows", async () => {
    const { store } = await load({
      files: { "encounters.csv.gz": gzipSync(encounters), "codes.ndjson.gz": gzipSync(ndjsonCodes) },
    });
    expect(await store.query(codesSql, anyRow)).toEqual(codeRows);
  });

  it("reads Parquet to the same rows, whole numbers stored as floats and dates as midnights included", async () => {
    const { folder, spoolFolder } = makeRoom({ "encounters.csv": encounters });
    const store = await openTestStore(folder);
    await store.execute(
      `COPY (SELECT * FROM (VALUES
         ('E1', 'ann', 'final', 'ICD-10-CM', 'I50.23', 1.0, TIMESTAMP '2024-02-29', CAST([] AS VARCHAR[]), NULL),
         ('E1', 'ann', 'final', 'CPT', '00100', 1.0, NULL, ['59', 'LT'], 1.5),
         ('E2', NULL, '', 'ICD-10-PCS', '0016070', NULL, NULL, NULL, NULL)
       ) AS t(encounter_id, coder_id, role, system, code, sequence, service_date, modifiers, units))
       TO '${join(folder, "codes.parquet")}' (FORMAT parquet)`,
    );
    await loadTables(store, {
      manifest: manifestOf(["encounters.csv", "codes.parquet"]),
      folder,
      spoolFolder,
    });
    expect(await store.query(codesSql, anyRow)).toEqual(codeRows);
    expect(await store.query('SELECT service_date FROM source_codes WHERE "row" = 1', anyRow)).toEqual([
      { service_date: "2024-02-29" },
    ]);
  });

  it("gives the same content however the rows are shuffled", async () => {
    const [header = "", ...lines] = codes.trim().split("\n");
    const shuffled = [header, ...lines.toReversed(), ""].join("\n");
    const sql = 'SELECT * EXCLUDE ("row") FROM source_codes ORDER BY ALL';
    const first = await load({ files: { "encounters.csv": encounters, "codes.csv": codes } });
    const second = await load({ files: { "encounters.csv": encounters, "codes.csv": shuffled } });
    expect(await second.store.query(sql, anyRow)).toEqual(await first.store.query(sql, anyRow));
  });

  it.each([
    ["CRLF", "encounter_id,clinic\r\nE1,a\r\nE2,b\r\n"],
    ["mixed line ends", "encounter_id,clinic\nE1,a\r\nE2,b\n"],
    ["no line end at the end", "encounter_id,clinic\nE1,a\nE2,b"],
    ["empty lines", "encounter_id,clinic\n\nE1,a\n\n\nE2,b\n\n"],
    ["a byte order mark", "\ufeffencounter_id,clinic\nE1,a\nE2,b\n"],
  ])("reads CSV with %s", async (_, text) => {
    const { store } = await load({ files: { "encounters.csv": text, "codes.csv": codes } });
    expect(
      await store.query('SELECT "row", encounter_id, clinic FROM source_encounters ORDER BY "row"', anyRow),
    ).toEqual([
      { row: 1, encounter_id: "E1", clinic: "a" },
      { row: 2, encounter_id: "E2", clinic: "b" },
    ]);
  });

  it("reads a table of one column, empty lines aside", async () => {
    const { loaded } = await load({
      files: { "encounters.csv": "encounter_id\nE1\n\nE2\n\n", "codes.csv": codes },
    });
    expect(loaded.rows.encounters).toBe(2);
  });

  it("reads quotes, commas and line ends inside cells", async () => {
    const text = 'encounter_id,clinic\nE1,"say ""a"", then\nb"\nE2,b\n';
    const { store } = await load({ files: { "encounters.csv": text, "codes.csv": codes } });
    expect(
      await store.query("SELECT clinic FROM source_encounters WHERE encounter_id = 'E1'", anyRow),
    ).toEqual([{ clinic: 'say "a", then\nb' }]);
  });

  it("reads folders whose names look like patterns", async () => {
    const { loaded } = await load({
      files: { "encounters.csv": encounters, "codes.csv": codes, "codes[1]*.csv": codes },
      manifest: { tables: { encounters: "encounters.csv", codes: "codes[1]*.csv" } },
    });
    expect(loaded.rows.codes).toBe(3);
  });

  it("loads a recorded engine's answers beside the reference", async () => {
    const { store, loaded } = await load({
      files: {
        "encounters.csv": encounters,
        "codes.csv": codes,
        "engine-codes.csv":
          "encounter_id,system,code,confidence\nE1,ICD-10-CM,M60-M79,0.5\nE1,ICD-10-CM,M60-M79,1e-1\n",
        "engine-responses.ndjson": '{"encounter_id":"E1","status":"coded","latency_ms":12.5}\n',
      },
      engine: { codes: "engine-codes.csv", responses: "engine-responses.ndjson" },
    });
    expect(loaded.rows).toMatchObject({ engine_codes: 2, engine_responses: 1 });
    expect(await store.query('SELECT confidence FROM source_engine_codes ORDER BY "row"', anyRow)).toEqual([
      { confidence: 0.5 },
      { confidence: 0.1 },
    ]);
  });

  it("warns of extra columns with the nearest name, in lines beyond the first thousand too", async () => {
    const lines = Array.from({ length: 1100 }, () => '{"encounter_id":"E1","system":"CPT","code":"99213"}');
    const { loaded } = await load({
      files: {
        "encounters.csv": "encounter_id,seting\nE1,x\n",
        "codes.ndjson": [
          ...lines,
          '{"encounter_id":"E1","system":"CPT","code":"99213","modifer":"59"}',
          "",
        ].join("\n"),
      },
    });
    expect(loaded.warnings.map(({ message, hint }) => `${message}; ${hint}`)).toEqual([
      'column "seting" is taken as an attribute; did you mean "setting"?',
      'column "modifer" of codes is not read; did you mean "modifiers"?',
    ]);
  });
});

const documentLines = [
  {
    encounter_id: "E1",
    document_id: "D1",
    kind: "ed_note",
    authored_at: "2024-01-02T10:00",
    text: 'Pain, "left"\nknee — 38 °C',
  },
  { encounter_id: "E1", document_id: "D2", kind: "addendum", authored_at: null, text: "ok" },
  { encounter_id: "E2", document_id: "D1", kind: "ed_note", authored_at: null, text: "" },
];
const documentsNdjson = `${documentLines.map((line) => JSON.stringify(line)).join("\n")}\n`;
const documentsCsv = `encounter_id,document_id,kind,authored_at,text\n${documentLines
  .map(
    (line) =>
      `${line.encounter_id},${line.document_id},${line.kind},${line.authored_at ?? ""},"${line.text.replaceAll('"', '""')}"`,
  )
  .join("\n")}\n`;

async function readTexts(store: Awaited<ReturnType<typeof openTestStore>>, file: string | null) {
  const places = await store.query(
    'SELECT document_id, kind, authored_at, byte_offset, byte_length FROM source_documents ORDER BY "row"',
    z.object({
      document_id: z.string(),
      kind: z.string(),
      authored_at: z.string().nullable(),
      byte_offset: z.number(),
      byte_length: z.number(),
    }),
  );
  const handle = await open(file ?? "");
  const texts = [];
  for (const place of places)
    texts.push(await readDocumentText(handle, place.byte_offset, place.byte_length));
  await handle.close();
  return { texts, places };
}

describe("documents", () => {
  it.each([
    ["documents.ndjson", documentsNdjson],
    ["documents.ndjson", `\ufeff\n${documentsNdjson.replaceAll("\n", "\r\n")}`],
    ["documents.ndjson.gz", gzipSync(documentsNdjson)],
    ["documents.csv", documentsCsv],
    ["documents.csv.gz", gzipSync(documentsCsv)],
  ])("are read at their offsets from %s, and the store never holds a text", async (name, content) => {
    const { store, loaded, folder } = await load({
      files: { "encounters.csv": encounters, "codes.csv": codes, [name]: content },
    });
    const { texts, places } = await readTexts(store, loaded.documentsFile);
    expect(texts).toEqual(documentLines.map((line) => line.text));
    expect(places.map((place) => place.authored_at)).toEqual(["2024-01-02T10:00", null, null]);
    expect(loaded.documentsFile === join(folder, "documents.ndjson")).toBe(name === "documents.ndjson");
    const columns = await store.query(
      "SELECT column_name FROM duckdb_columns() WHERE column_name = 'text'",
      anyRow,
    );
    expect(columns).toEqual([]);
  });

  it("are copied from Parquet by a child process, for the owner's eyes only", async () => {
    const { folder, spoolFolder } = makeRoom({
      "encounters.csv": encounters,
      "codes.csv": codes,
      "d.ndjson": documentsNdjson,
    });
    const store = await openTestStore(folder);
    await store.execute(
      `COPY (SELECT * FROM read_json('${join(folder, "d.ndjson")}')) TO '${join(folder, "documents.parquet")}' (FORMAT parquet, COMPRESSION zstd)`,
    );
    const manifest = manifestOf(["encounters.csv", "codes.csv", "documents.parquet"]);
    const loaded = await loadTables(store, { manifest, folder, spoolFolder });
    const { texts } = await readTexts(store, loaded.documentsFile);
    expect(texts).toEqual(documentLines.map((line) => line.text));
    const handle = await open(loaded.documentsFile ?? "");
    expect((await handle.stat()).mode & 0o777).toBe(0o600);
    await handle.close();
  });
});

const shared = join(import.meta.dirname, "../../../shared/data/codiesp-test");

describe.skipIf(!existsSync(shared))("codiesp-test (skipped where ../shared/data is absent)", () => {
  it.each([
    ["engine-gpt35.csv", 3671, 3661],
    ["engine-llama70b.csv", 9447, 8885],
  ])("loads with %s, duplicates and ranges being no errors", async (engine, rows, distinct) => {
    const { folder, spoolFolder } = makeRoom();
    const store = await openTestStore(folder);
    await store.execute(`SET allowed_directories = ['${shared}', '${folder}']`);
    const manifest = manifestOf(["encounters.csv", "codes.csv"]);
    const loaded = await loadTables(store, {
      manifest,
      folder: shared,
      spoolFolder,
      engineTables: { codes: join(shared, engine) },
    });
    expect(loaded.rows).toMatchObject({ encounters: 250, codes: 2842, engine_codes: rows });
    const counts = await store.query(
      "SELECT count(DISTINCT (encounter_id, system, code)) AS n FROM source_engine_codes",
      z.object({ n: z.number() }),
    );
    expect(counts).toEqual([{ n: distinct }]);
  });
});
