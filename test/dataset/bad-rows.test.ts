import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { loadTables } from "../../src/dataset/load-tables.ts";
import { HarnessError } from "../../src/errors.ts";
import { type Fixture, load, makeRoom, manifestOf, openTestStore, problemsOf } from "./make-dataset.ts";

const encounters = "encounter_id\nE1\nE2\n";
const codes = "encounter_id,system,code\nE1,CPT,99213\n";

function withEncounters(text: string, rest: Partial<Fixture> = {}): Promise<string[]> {
  return problemsOf({ files: { "encounters.csv": text, "codes.csv": codes }, ...rest });
}

function withCodes(header: string, ...rows: string[]): Promise<string[]> {
  return problemsOf({
    files: { "encounters.csv": encounters, "codes.csv": [header, ...rows, ""].join("\n") },
  });
}

describe("cells that break their type", () => {
  it.each([
    ["12.7", "CSV readers would make it 13"],
    ["0x1F", "CSV readers would make it 31"],
    ["0", "sequences start at 1"],
    ["-1", "sequences start at 1"],
    ["1e3", "not written as a whole number"],
    ["one", "no number"],
    [" 1", "a space before it"],
    ["99999999999999999999", "beyond every integer"],
  ])("sequence %j: %s", async (value) => {
    expect(
      await withCodes("encounter_id,system,code,sequence", "E1,CPT,99213,1", `E1,CPT,99214,${value}`),
    ).toEqual([`codes.csv:3 sequence "${value}" is not a whole number from 1 to 99999`]);
  });

  it.each([
    "2024-02-30",
    "2023-02-29",
    "2024-13-01",
    "2024-1-1",
    "01/02/2024",
    "2024-01-01T00:00:00",
    "2024",
  ])("service_start %j is no date", async (value) => {
    expect(await withEncounters(`encounter_id,service_start\nE1,2024-02-29\nE2,${value}\n`)).toEqual([
      `encounters.csv:3 service_start "${value}" is not a date (YYYY-MM-DD)`,
    ]);
  });

  it.each(["2024-02-30T10:00:00", "2024-02-01T25:00:00", "noon", "2024-02-01 10", "10:00"])(
    "signed_at %j is no timestamp",
    async (value) => {
      const sound = [
        "2024-02-01",
        "2024-02-01 10:00",
        "2024-02-01T10:00:00.123Z",
        "2024-02-01T10:00:00+05:30",
      ];
      const rows = [...sound, value].map((cell, index) => `E${index + 1},${cell}`);
      expect(await withEncounters(["encounter_id,signed_at", ...rows, ""].join("\n"))).toEqual([
        `encounters.csv:6 signed_at "${value}" is not a timestamp (YYYY-MM-DDThh:mm:ss)`,
      ]);
    },
  );

  it.each(["1.01", "-0.1", "nan", "inf", "1e999", "50%", "0,5"])(
    "confidence %j lies not in 0 to 1",
    async (value) => {
      const files = {
        "encounters.csv": encounters,
        "codes.csv": codes,
        "engine.csv": `encounter_id,system,code,confidence\nE1,CPT,99213,1.0\nE1,CPT,99213,"${value}"\n`,
      };
      expect(await problemsOf({ files, engine: { codes: "engine.csv" } })).toEqual([
        `engine.csv:3 confidence "${value}" is not a number from 0 to 1`,
      ]);
    },
  );

  it.each([
    ["role", "finl", 'role "finl" is not in its vocabulary (did you mean "final"?)'],
    [
      "use",
      "dx",
      'use "dx" is not in its vocabulary (one of diagnosis, procedure, external_cause, admitting, reason_for_visit)',
    ],
    ["poa", "y", 'poa "y" is not in its vocabulary (did you mean "Y"?)'],
    ["source", "coders", 'source "coders" is not in its vocabulary (did you mean "coder"?)'],
    ["units", "-1", 'units "-1" is not a number from 0 up'],
    ["service_date", "2024-02-30", 'service_date "2024-02-30" is not a date (YYYY-MM-DD)'],
  ])("%s %j", async (column, value, message) => {
    expect(await withCodes(`encounter_id,system,code,${column}`, `E1,CPT,99213,${value}`)).toEqual([
      `codes.csv:2 ${message}`,
    ]);
  });

  it.each([
    [
      "claim_type",
      "profesional",
      'claim_type "profesional" is not in its vocabulary (did you mean "professional"?)',
    ],
    ["age", "67.5", 'age "67.5" is not a whole number from 0 to 130'],
    ["day", "-3", 'day "-3" is not a whole number from 0 to 99999'],
    ["code_release", "2024-13", 'code_release "2024-13" is not a month (YYYY-MM)'],
  ])("%s %j", async (column, value, message) => {
    expect(await withEncounters(`encounter_id,${column}\nE1,${value}\n`)).toEqual([
      `encounters.csv:2 ${message}`,
    ]);
  });

  it("says nothing of open vocabularies", async () => {
    const files = {
      "encounters.csv": "encounter_id,setting,sex\nE1,swing-bed,X\n",
      "codes.csv": `encounter_id,system,code\nE1,CPT,99213,\nE9,LOINC,1-8\n`.replace(",\n", "\n"),
      "documents.ndjson": '{"encounter_id":"E1","document_id":"D","kind":"dental_chart","text":"x"}\n',
    };
    expect(await problemsOf({ files })).toEqual([
      'codes.csv:3 encounter_id "E9" is not among the encounters',
    ]);
  });
});

describe("rows that break their table", () => {
  it("blank ids, systems and codes", async () => {
    expect(await withCodes("encounter_id,system,code", ",CPT,99213", "E1,,99213", 'E1,CPT,"  "')).toEqual([
      "codes.csv:2 encounter_id is blank",
      "codes.csv:3 system is blank",
      "codes.csv:4 code is blank",
    ]);
  });

  it("an encounter told twice, each later time", async () => {
    expect(await withEncounters("encounter_id,age\nE1,1\nE2,2\nE1,3\nE1,4\n")).toEqual([
      'encounters.csv:4 encounter_id "E1" stands in an earlier row',
      'encounters.csv:5 encounter_id "E1" stands in an earlier row',
    ]);
  });

  it("rows for unknown encounters in every table", async () => {
    const files = {
      "encounters.csv": encounters,
      "codes.csv": "encounter_id,system,code\nE3,CPT,99213\n",
      "documents.ndjson": '{"encounter_id":"e1","document_id":"D","kind":"ed_note","text":"x"}\n',
      "codings.csv": "encounter_id,coder_id\nE4,ann\n",
      "claims.csv": "encounter_id,claim_id\nE5,C1\n",
      "engine-codes.csv": "encounter_id,system,code\nE6,CPT,99213\n",
      "engine-responses.csv": "encounter_id,status\nE7,coded\n",
    };
    const engine = { codes: "engine-codes.csv", responses: "engine-responses.csv" };
    expect((await problemsOf({ files, engine })).toSorted()).toEqual([
      'claims.csv:2 encounter_id "E5" is not among the encounters',
      'codes.csv:2 encounter_id "E3" is not among the encounters',
      'codings.csv:2 encounter_id "E4" is not among the encounters',
      'documents.ndjson:1 encounter_id "e1" is not among the encounters',
      'engine-codes.csv:2 encounter_id "E6" is not among the encounters',
      'engine-responses.csv:2 encounter_id "E7" is not among the encounters',
    ]);
  });

  it("two codes with one sequence number in one list of one coder", async () => {
    const header = "encounter_id,coder_id,role,system,code,sequence,use";
    const sound = [
      "E1,ann,final,ICD-10-CM,I10,1,",
      "E1,ann,final,CPT,99213,1,",
      "E1,ann,final,ICD-10-CM,Y92.9,1,external_cause",
      "E1,bob,second,ICD-10-CM,E11.9,1,",
      "E1,ann,final,ICD-10-CM,I10,1,diagnosis",
      "E2,ann,final,ICD-10-CM,E11.9,1,",
    ];
    expect(await withCodes(header, ...sound, "E1,ann,final,ICD-10-CM,E11.9,1,diagnosis")).toEqual([
      'codes.csv:8 sequence "1" is taken by "I10"',
    ]);
  });

  it("one ICD diagnosis written in several ways is one code, of procedures it is not", async () => {
    const header = "encounter_id,system,code,sequence";
    const sound = ["E1,ICD-10-CM,E11.9,1", "E1,ICD-10-CM,E119,1", 'E1,ICD-10-CM," e11.9 ",1'];
    const procedures = ["E2,CPT,99213,1", "E2,CPT,9921.3,1"];
    expect(await withCodes(header, ...sound, ...procedures, "E1,ICD-10-CM,E11.8,1")).toEqual([
      'codes.csv:6 sequence "1" is taken by "99213"',
      'codes.csv:7 sequence "1" is taken by "E11.9"',
    ]);
  });

  it("two documents with one id in one encounter, and two responses to one", async () => {
    const document = '{"encounter_id":"E1","document_id":"D","kind":"ed_note","text":"x"}\n';
    const files = {
      "encounters.csv": encounters,
      "codes.csv": codes,
      "documents.ndjson": document + document.replace("E1", "E2") + document,
      "engine.csv": "encounter_id,system,code\n",
      "engine-responses.csv": "encounter_id,status\nE1,coded\nE1,failed\n",
    };
    const problems = await problemsOf({
      files,
      engine: { codes: "engine.csv", responses: "engine-responses.csv" },
    });
    expect(problems).toEqual([
      'documents.ndjson:3 document_id "D" stands in an earlier row',
      'engine-responses.csv:3 encounter_id "E1" stands in an earlier row',
    ]);
  });

  it("a CSV file without a byte", async () => {
    expect(await withEncounters("")).toEqual(["encounters.csv:1 the file is empty"]);
  });

  it("an encounters table without rows", async () => {
    expect(await withEncounters("encounter_id,age\n")).toEqual([
      "encounters.csv the encounters table has no rows",
    ]);
  });
});

describe("promises of the manifest", () => {
  const safeHarbor = {
    manifest: {
      provenance: "deidentified",
      deidentification: {
        method: "safe-harbor",
        dates: "year",
        attested_by: "Privacy office",
        date: "2026-10-01",
      },
    },
  } as const;

  it("under safe harbor no attribute holds a full date either", async () => {
    expect(await withEncounters("encounter_id,admitted\nE1,2024\nE2,2024-03-01 10:00\n", safeHarbor)).toEqual(
      ['encounters.csv:3 admitted "2024-03-01 10:00" is finer than a year (45 CFR 164.514(b)(2)(i)(C))'],
    );
  });

  it.each([
    "2024-03",
    "2024/3",
    "20240301",
    "2024/03/01",
    "3/1/2024",
    "03/01/24",
    "3/2024",
    "1.3.2024",
    "01-03-2024 10:00",
    "1-Mar-2024",
    "1 March 2024",
    "Mar 2024",
    "March 1, 2024",
    " 2024-03 ",
  ])("under safe harbor no text says %j", async (value) => {
    expect(await withEncounters(`encounter_id,admitted\nE1,2024\nE2,"${value}"\n`, safeHarbor)).toEqual([
      `encounters.csv:3 admitted "${value}" is finer than a year (45 CFR 164.514(b)(2)(i)(C))`,
    ]);
    expect(await withEncounters(`encounter_id,payer\nE1,Aetna\nE2,"${value}"\n`, safeHarbor)).toHaveLength(1);
  });

  it("under safe harbor identifiers, code sets, codes, lines and other text may look as they like", async () => {
    const files = {
      "encounters.csv":
        "encounter_id,patient_id,study_id,code_release,payer,score\n20240301,3/1/2024,2024-03,2024-03,Mayo 24,2024.5\nE2,2,3,2024-10,Blue 2024,19991331\n",
      "codes.csv":
        "encounter_id,system,code,line,version\nE2,MS-DRG,2024-03,20240301,2024-03\nE2,X,20240301,2024-03,1\n",
      "documents.ndjson":
        '{"encounter_id":"E2","document_id":"2024-03","kind":"ed_note","text":"3/1/2024"}\n',
    };
    const { loaded } = await load({ files, ...safeHarbor });
    expect(loaded.rows.encounters).toBe(2);
  });

  it("under safe harbor a date is a year alone and nobody is older than 90", async () => {
    const rows = "E1,2024,90\nE2,2024-03-01,67\nE3,2024,91\n";
    expect(await withEncounters(`encounter_id,service_start,age\n${rows}`, safeHarbor)).toEqual([
      'encounters.csv:3 service_start "2024-03-01" is not a year alone (45 CFR 164.514(b)(2)(i)(C))',
      'encounters.csv:4 age "91" is over 90; write 90 for 90 and older (45 CFR 164.514(b)(2)(i)(C))',
    ]);
  });
});

describe("places and counts", () => {
  it("gives the physical line after line ends inside quotes and after empty lines", async () => {
    expect(await withEncounters('encounter_id,clinic,age\nE1,"a\nb\r\nc",1\n\nE2,"d\n",x\nE3,e,y\n')).toEqual(
      [
        'encounters.csv:6 age "x" is not a whole number from 0 to 130',
        'encounters.csv:8 age "y" is not a whole number from 0 to 130',
      ],
    );
  });

  it("gives the line of rows behind a stray quote, which stands for itself", async () => {
    expect(await withEncounters('encounter_id,clinic,age\nE1,5" ward,1\nE2,b,x\n')).toEqual([
      'encounters.csv:3 age "x" is not a whole number from 0 to 130',
    ]);
  });

  it("gives the line of NDJSON whose lines end in CRLF here and LF there", async () => {
    const files = {
      "encounters.ndjson":
        '{"encounter_id":"E1"}\n{"encounter_id":"E2"}\r\n\r\n{"encounter_id":"E3","age":"x"}\r\n',
      "codes.csv": codes,
    };
    expect(await problemsOf({ files })).toEqual([
      'encounters.ndjson:4 age "x" is not a whole number from 0 to 130',
    ]);
  });

  it("gives the line of compressed files", async () => {
    const files = { "encounters.csv.gz": gzipSync("encounter_id,age\nE1,1\nE2,x\n"), "codes.csv": codes };
    expect(await problemsOf({ files })).toEqual([
      'encounters.csv.gz:3 age "x" is not a whole number from 0 to 130',
    ]);
  });

  it("gives the line of NDJSON, empty lines counted", async () => {
    const files = {
      "encounters.ndjson": '{"encounter_id":"E1"}\n\n{"encounter_id":"E2","age":6.5}\n',
      "codes.csv": codes,
    };
    expect(await problemsOf({ files })).toEqual([
      'encounters.ndjson:3 age "6.5" is not a whole number from 0 to 130',
    ]);
  });

  it("gives the row number of Parquet, without a line", async () => {
    const { folder, spoolFolder } = makeRoom({ "codes.csv": codes });
    const store = await openTestStore(folder);
    await store.execute(
      `COPY (SELECT * FROM (VALUES ('E1', 1.0), ('E2', 6.5)) AS t(encounter_id, age)) TO '${join(folder, "encounters.parquet")}' (FORMAT parquet)`,
    );
    const manifest = manifestOf(["encounters.parquet", "codes.csv"]);
    const error: unknown = await loadTables(store, { manifest, folder, spoolFolder }).catch(
      (reason) => reason,
    );
    expect(error instanceof HarnessError && error.problems).toEqual([
      {
        message: 'row 2: age "6.5" is not a whole number from 0 to 130',
        where: { file: join(folder, "encounters.parquet") },
      },
    ]);
  });

  it("tells twenty of a kind and counts the rest", async () => {
    const rows = Array.from({ length: 63 }, (_, index) => `E${index},${index % 2 === 0 ? "x" : "1"}`);
    const problems = await withEncounters(["encounter_id,age", ...rows, ""].join("\n"));
    expect(problems.slice(0, 20)).toEqual(
      Array.from(
        { length: 20 },
        (_, index) => `encounters.csv:${2 + 2 * index} age "x" is not a whole number from 0 to 130`,
      ),
    );
    expect(problems.slice(20, 21)).toEqual(["encounters.csv and 12 more of this kind"]);
  });

  it("cuts long values", async () => {
    expect(await withEncounters(`encounter_id,age\nE1,${"9".repeat(80)}\n`)).toEqual([
      `encounters.csv:2 age "${"9".repeat(39)}…" is not a whole number from 0 to 130`,
    ]);
  });

  it("counts every problem in the message and says that nothing was sent", async () => {
    const { folder, spoolFolder } = makeRoom({
      "encounters.csv": "encounter_id,age,day\nE1,x,y\nE2,x,1\n",
      "codes.csv": codes,
    });
    const store = await openTestStore(folder);
    const manifest = manifestOf(["encounters.csv", "codes.csv"]);
    const error: unknown = await loadTables(store, { manifest, folder, spoolFolder }).catch(
      (reason) => reason,
    );
    expect(error).toMatchObject({
      code: "data-invalid",
      exitCode: 2,
      message: "3 problems in the data's rows",
    });
  });
});

describe("structure: the other checks wait", () => {
  it("rows with too few and too many cells, each with its line", async () => {
    expect(await withEncounters('encounter_id,clinic,age\nE1,"a\nb",x\nE2,1\nE3,1,2,3\nE4,a,1\n')).toEqual([
      "encounters.csv:4 the row has 2 cells, the header 3",
      "encounters.csv:5 the row has 4 cells, the header 3",
    ]);
  });

  it("a quote that never closes", async () => {
    const problems = await withEncounters('encounter_id,clinic\nE1,a\nE2,"b\nE3,c\n');
    expect(problems).toEqual(["encounters.csv:3 a quote opened here or further down never closes"]);
  });

  it("text after a closing quote", async () => {
    const problems = await withEncounters('encounter_id,clinic\nE1,a\nE2,"b"c\n');
    expect(problems).toEqual(["encounters.csv:3 text follows a closing quote"]);
  });

  it("bytes that are not UTF-8", async () => {
    const bytes = Buffer.concat([
      Buffer.from("encounter_id,clinic\nE1,a\nE2,M"),
      Buffer.from([0xfc]),
      Buffer.from("nster\n"),
    ]);
    expect(await problemsOf({ files: { "encounters.csv": bytes, "codes.csv": codes } })).toEqual([
      "encounters.csv:3 the text is not UTF-8",
    ]);
  });

  it("lines of NDJSON that are no object, or say a key twice", async () => {
    const start = { "encounters.csv": encounters };
    const sound = '{"encounter_id":"E1","system":"CPT","code":"99213"}';
    expect(
      await problemsOf({
        files: { ...start, "codes.ndjson": `${sound}\n{"encounter_id":"E1",\n[1]\n"E1"\n` },
      }),
    ).toEqual([
      'codes.ndjson:2 the line is no JSON object: "{\\"encounter_id\\":\\"E1\\","',
      'codes.ndjson:3 the line is no JSON object: "[1]"',
      'codes.ndjson:4 the line is no JSON object: "\\"E1\\""',
    ]);
    expect(
      await problemsOf({ files: { ...start, "codes.ndjson": `${sound.replace("{", '{"code":"1",')}\n` } }),
    ).toEqual(["codes.ndjson:1 a key stands twice in this object"]);
  });

  it("codes that NDJSON or Parquet hold as numbers, which would lose their zeros", async () => {
    const files = {
      "encounters.csv": encounters,
      "codes.ndjson":
        '{"encounter_id":"E1","system":"CPT","code":"00100"}\n{"encounter_id":"E1","system":"ICD-9-CM","code":250.00}\n{"encounter_id":"E1","system":"CPT","code":100}\n',
    };
    const hint = "(put it in quotes: as a number it loses its zeros)";
    expect(await problemsOf({ files })).toEqual([
      `codes.ndjson:2 code 250.0 is not text ${hint}`,
      `codes.ndjson:3 code 100 is not text ${hint}`,
    ]);
    const { folder, spoolFolder } = makeRoom({ "encounters.csv": encounters });
    const store = await openTestStore(folder);
    await store.execute(
      `COPY (SELECT 'E1' AS encounter_id, 'CPT' AS system, 100 AS code) TO '${join(folder, "codes.parquet")}' (FORMAT parquet)`,
    );
    const manifest = manifestOf(["encounters.csv", "codes.parquet"]);
    await expect(loadTables(store, { manifest, folder, spoolFolder })).rejects.toMatchObject({
      problems: [{ message: "column code is INTEGER, not text" }],
    });
  });

  it("documents that are no object or have no text", async () => {
    const lines = [
      '{"encounter_id":"E1","document_id":"D1","kind":"ed_note"}',
      '{"encounter_id":"E1","document_id":"D2","kind":"ed_note","text":["x"]}',
      '{"encounter_id":"E1","document_id":"D3","kind":{"x":1},"text":"x"}',
      '{"encounter_id":"E1"',
    ];
    const files = {
      "encounters.csv": encounters,
      "codes.csv": codes,
      "documents.ndjson": `${lines.join("\n")}\n`,
    };
    expect(await problemsOf({ files })).toEqual([
      "documents.ndjson:1 the document has no text",
      "documents.ndjson:2 the document has no text",
      'documents.ndjson:3 kind "{\\"x\\":1}" is not text',
      "documents.ndjson:4 the line is no JSON object",
    ]);
  });
});
