import { describe, expect, it } from "vitest";
import { HarnessError } from "../../src/errors.ts";
import { checkAnswers } from "../../src/review/check-answers.ts";
import { decodeSheet } from "../../src/review/decode-sheet.ts";
import { readSheet } from "../../src/review/read-sheet.ts";
import { formatWorklist } from "../../src/review/worklist.ts";
import { makeSample, readAnyCode } from "./reviewing.ts";

const sample = makeSample();

/** The worklist with these answers in its column `correct`, by item; all others "yes", nothing missed. */
function fill(answers: Readonly<Record<string, string>> = {}): string {
  return formatWorklist(sample, sample.encounters).replaceAll(
    /^(\ufeff?)(R\S+?),(.*),,$/gm,
    (_, mark, item, rest) => {
      const usual = item.endsWith("MISSED") ? "none" : "yes";
      const given = answers[item] ?? usual;
      return `${mark}${item},${rest},"${given}",`;
    },
  );
}

function check(text: string | Uint8Array) {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  return checkAnswers(sample, "a.csv", readSheet("a.csv", decodeSheet(bytes)).rows, readAnyCode);
}

function problemsOf(text: string): readonly string[] {
  return check(text).problems.map(({ message, where }) => `${where?.line}: ${message}`);
}

function refusalOf(work: () => unknown): HarnessError {
  try {
    work();
  } catch (error) {
    if (error instanceof HarnessError) return error;
  }
  throw new Error("nothing was refused");
}

/** Cells of the filled worklist, moved about as a spreadsheet would. */
function cellsOf(text: string): string[][] {
  return text
    .replace("\ufeff", "")
    .trimEnd()
    .split("\r\n")
    .map((line) =>
      [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = ""]) => cell).slice(0, 6),
    );
}

describe("a filled worklist", () => {
  const filled = fill({ "R0003-C01": "No", "R0003-MISSED": "icd10cm e78.5; CPT 99285" });
  const plain = check(filled);

  it("is read with every answer, and codes that both lists miss in canonical form", () => {
    expect(plain.problems).toEqual([]);
    expect(plain.encounters.map(({ encounter }) => encounter)).toEqual(["R0001", "R0002", "R0003"]);
    const third = plain.encounters[2];
    expect(third?.items.map(({ correct }) => correct)).toEqual([false, true, true]);
    expect(third?.missed).toEqual([
      { system: "ICD-10-CM", code: "E78.5" },
      { system: "CPT", code: "99285" },
    ]);
  });

  it.each([
    ["semicolons", (rows: string[][]) => rows.map((row) => row.join(";")).join("\n")],
    ["tabs and old line ends", (rows: string[][]) => rows.map((row) => row.join("\t")).join("\r")],
    [
      "columns in another order",
      (rows: string[][]) => rows.map((row) => [...row].reverse().join(",")).join("\n"),
    ],
    [
      "blank rows and columns",
      (rows: string[][]) => ["", ...rows].map((row) => `,${[...row].join(",")},,`).join("\r\n,,,,\r\n"),
    ],
    [
      "a line that names the delimiter",
      (rows: string[][]) => `sep=;\n${rows.map((row) => row.join(";")).join("\n")}`,
    ],
  ])("is read the same with %s", (_, write) => {
    const { encounters, problems } = check(write(cellsOf(filled)));
    expect(problems).toEqual([]);
    expect(encounters).toEqual(plain.encounters);
  });

  it("is read in UTF-16 and in Windows-1252, comments and all", () => {
    const noted = filled.replace(/"yes",/, '"yes","naïve"');
    const utf16 = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from(noted.replace("\ufeff", ""), "utf16le"),
    ]);
    const windows = Buffer.from(noted.replace("\ufeff", ""), "latin1");
    for (const bytes of [utf16, windows]) {
      const { encounters, problems } = check(bytes);
      expect(problems).toEqual([]);
      expect(encounters[1]?.items[0]?.comment).toBe("naïve");
    }
  });

  it("is refused where a row has more cells than the header, and warns of short rows and others' columns", () => {
    const warningsOf = (text: string) =>
      readSheet("a.csv", text).warnings.map(({ where, message }) => [where?.line, message]);
    expect(warningsOf(filled)).toEqual([]);
    expect(warningsOf(filled.replace('"none",', '"none"'))).toEqual([
      [2, "a row has fewer cells than the header: those wanting count as blank"],
    ]);
    const rows = cellsOf(filled).map((row, at) => [...row, ["Notes", "see fax"][at] ?? ""].join(","));
    expect(warningsOf(rows.join("\n"))).toEqual([
      [2, "column Notes is not of the worklist: what stands in it is not imported"],
    ]);
    const torn = refusalOf(() => readSheet("a.csv", filled.replace('"none",', "I10, E11.9,none,")));
    expect(torn.problems).toMatchObject([
      { message: "the row has 8 cells, and the header 6", where: { line: 2 } },
    ]);
  });

  it("leaves encounters without any answer open", () => {
    const blank = fill({ "R0001-MISSED": "", "R0002-C01": "", "R0002-C02": "", "R0002-MISSED": "" });
    expect(check(blank).encounters.map(({ encounter }) => encounter)).toEqual(["R0003"]);
  });

  it("tells of each problem with its line, and what an encounter lacks", () => {
    expect(problemsOf(fill({ "R0002-C01": "maybe" }))).toEqual(['3: the answer to R0002-C01 is "maybe"']);
    expect(problemsOf(fill({ "R0003-C02": "" }))).toEqual([
      "7: encounter R0003 is half filled: R0003-C02 open",
    ]);
    expect(problemsOf(filled.replace("R0002-C01", "R0009-C01"))).toEqual([
      '3: the worklist has no item "R0009-C01"',
      "4: encounter R0002 is half filled: R0002-C01 open",
    ]);
    expect(problemsOf(filled.replace("CPT 00100", "CPT 100"))).toEqual([
      '3: the code of R0002-C01 reads "CPT 100", in the worklist "CPT 00100"',
    ]);
    expect(problemsOf(filled.replace("R0003-C02", "R0003-C01")).slice(0, 2)).toEqual([
      "7: R0003-C01 stands on line 6 already",
      "7: encounter R0003 is half filled: R0003-C02 open",
    ]);
  });

  it("tells of missed codes that are none, of no system, or in a list", () => {
    const message = (text: string) => problemsOf(fill({ "R0002-MISSED": text }));
    expect(message("yes")).toEqual(['5: R0002-MISSED: "yes" is no code of a system under review']);
    expect(message("ICD-10-CM ?")).toEqual([
      '5: R0002-MISSED: "ICD-10-CM ?" is no code of a system under review',
    ]);
    expect(message("HCPCS J1100")).toEqual([
      '5: R0002-MISSED: "HCPCS J1100" is no code of a system under review',
    ]);
    expect(message("ICD-10-CM e11.9")).toEqual(["5: R0002-MISSED: ICD-10-CM E11.9 stands in a list"]);
  });

  it("is refused where a column is gone", () => {
    const refusal = refusalOf(() => readSheet("a.csv", "item,code\nR0001-C01,CPT 1\n"));
    expect([refusal.message, refusal.where]).toEqual([
      "no column encounter, correct",
      { file: "a.csv", line: 1 },
    ]);
  });
});
