import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { HarnessError } from "../../src/errors.ts";
import { addFiles } from "../../src/library/add-files.ts";
import { refusalOf } from "../run/making-runs.ts";
import {
  ask,
  buildLibrary,
  csv,
  makeFolder,
  makeLibrary,
  orderFile,
  readMade,
  writeFile,
  zip,
} from "./made-files.ts";

function placeOf({ where }: Pick<HarnessError, "where">): string {
  const { file = "", line, column } = where ?? {};
  return [file.split("/").slice(-1)[0], line, column].filter((part) => part !== undefined).join(":");
}

async function refuse(name: string, content: string | Uint8Array, options = {}): Promise<HarnessError> {
  return refusalOf(readMade(name, content, options));
}

describe("a file that is no code table", () => {
  it("is refused with what to do", async () => {
    const error = await refuse("notes.txt", "Dear colleagues,\n");
    expect([error.code, error.message]).toEqual([
      "file-unreadable",
      "this is no code table that the library knows",
    ]);
    expect(error.hint).toContain("codeset add -h");
  });

  it("is told what it lacks where its header is nearly that of one", async () => {
    const error = await refuse("weights.csv", csv("drg,wt", "65,1.5"));
    expect(error.message).toBe("this looks like DRG weights, but lacks the columns: weight");
    expect([placeOf(error), error.hint]).toEqual(["weights.csv:1", "the header here is: drg, wt"]);
  });

  it("is refused where the zip is damaged, holds nothing to read, or several kinds", async () => {
    const whole = zip({ "icd10cm_order_2025.txt": orderFile("A00 0 Cholera") });
    expect((await refuse("a.zip", whole.slice(0, 60))).message).toBe("the archive is damaged or too large");
    expect((await refuse("a.zip", zip({ "a.pdf": "x" }))).message).toContain("no .txt, .csv or .tsv");
    const mixed = zip({ "a.csv": csv("drg,weight", "65,1"), "b.csv": csv("code,amount", "99213,1") });
    expect((await refuse("a.zip", mixed)).message).toBe("the archive holds files of several kinds");
  });

  it("is refused where it is empty", async () => {
    expect((await refuse("w.csv", "\ufeff \n")).message).toBe("the file is empty");
    expect((await refuse("w.csv", new Uint8Array())).message).toBe("the file is empty");
    expect((await refuse("w.zip", zip({ "a.csv": "", "b.txt": "\n" }))).message).toBe("the file is empty");
  });

  it("is refused where it is not there, or has no rows", async () => {
    expect((await refusalOf(buildLibrary(join(makeFolder(), "l.duckdb"), ["/nowhere/a.zip"]))).code).toBe(
      "file-unreadable",
    );
    expect((await refuse("w.csv", "drg,weight\n")).message).toBe("the file has no rows");
  });
});

describe("a year that nothing tells", () => {
  const order = orderFile("A00 0 Cholera", "A000 1 Cholera one");

  it("is asked for", async () => {
    const error = await refuse("order.txt", order);
    expect([error.message, error.hint]).toEqual([
      "nothing tells the fiscal year of this file",
      "say it with --year, such as --year 2026",
    ]);
    expect((await refuse("fees.csv", csv("code,amount", "99213,1"))).hint).toContain("--from");
  });

  it("is not taken from a person against the file's own word", async () => {
    const error = await refuse("order_2025.txt", order, { year: 2026 });
    expect(error.message).toBe("the file says 2025, --year says 2026");
  });
});

describe("a bad row", () => {
  it.each([
    ["w.csv", csv("drg,weight", "65,1.5", "66,heavy"), 'weight "heavy" is not a number ≥ 0', "w.csv:3:2"],
    ["w.csv", csv("drg,weight", "65,-1"), 'weight "-1" is not a number ≥ 0', "w.csv:2:2"],
    ["w.csv", csv("drg,weight", "heart,1"), '"heart" is no code of MS-DRG', "w.csv:2:1"],
    ["w.csv", csv("drg,weight", "65,1", "65,2"), "the DRG 065 has two weights", "w.csv:3"],
    ["w.csv", csv("drg,weight", "65,1,2"), "the row has 3 cells, the header 2", "w.csv:2"],
    ["w.csv", csv("drg,weight", '65,"1'), "a quote stands in the wrong place", "w.csv:2"],
    [
      "w.csv",
      csv("drg,weight,base_rate", "65,1,6000", "66,1,7000"),
      "the base rate is not one amount",
      "w.csv",
    ],
    [
      "f.csv",
      csv("code,amount,from", "99213,1,2025-02-30"),
      'from "2025-02-30" is not a date (YYYY-MM-DD)',
      "f.csv:2:3",
    ],
    [
      "f.csv",
      csv("code,amount,from,to", "99213,1,2025-02-01,2025-01-01"),
      "to lies before from",
      "f.csv:2:4",
    ],
    [
      "f.csv",
      csv("code,amount,from,to", "99213,1,2025-01-01,", "99213,2,2025-03-01,"),
      "99213 has another amount on some of these days",
      "f.csv:3:2",
    ],
    [
      "s.csv",
      csv("code,version,severity", "A000,430,CC", "A00.0,43,MCC"),
      "an earlier row calls it CC",
      "s.csv:3:3",
    ],
    ["m.csv", csv("code,startDate,endDate,flags", "A000,,,"), "startDate is empty", "m.csv:2:2"],
    [
      "s.csv",
      csv("code,version,severity", "A000,430,HIGH"),
      'severity "HIGH" is none of MCC, CC, NCC',
      "s.csv:2:3",
    ],
    [
      "s.csv",
      csv("code,version,severity", "A000,new,CC"),
      'version "new" is no version of the grouper',
      "s.csv:2:2",
    ],
    [
      "h_2026.csv",
      csv("diagnosis_code,cc,model_name", "A000,1,V99"),
      'model_name "V99" is no model of CMS-HCC',
      "h_2026.csv:2:3",
    ],
    [
      "order_2025.txt",
      `${orderFile("A00 0 Cholera")}nonsense\n`,
      '"nonsense" is no line of an order file',
      "order_2025.txt:2",
    ],
  ])("of %s is told with its place: %s", async (name, content, message, place) => {
    const error = await refuse(name, content);
    expect([error.code, error.message, placeOf(error)]).toEqual(["data-invalid", message, place]);
  });

  it("among many is one of twenty told, and the rest counted", async () => {
    const error = await refuse("w.csv", csv("drg,weight", ...Array.from({ length: 25 }, () => "65,x")));
    expect([error.message, error.problems.length]).toEqual(["25 rows cannot be read", 21]);
    expect(error.problems[20]?.message).toBe("and 5 more");
  });
});

describe("a library", () => {
  const good = csv("drg,weight", "65,1.5");

  it("keeps nothing of a file that cannot be read, and all of those before it", async () => {
    const folder = makeFolder();
    const library = join(folder, "library.duckdb");
    const paths = [
      writeFile(folder, "a.csv", good),
      writeFile(folder, "b.csv", csv("drg,weight", "66,1", "67,x")),
    ];
    await refusalOf(buildLibrary(library, paths));
    expect(await ask(library, "SELECT drg, weight FROM library_drg_weights ORDER BY drg")).toEqual([
      "065 1.5",
    ]);
    expect(await ask(library, "SELECT name FROM library_sources ORDER BY name")).toEqual(["a.csv"]);
  });

  it("is not made where its first file cannot be read", async () => {
    const folder = makeFolder();
    const library = join(folder, "library.duckdb");
    await refusalOf(buildLibrary(library, [writeFile(folder, "a.txt", "nothing")]));
    expect(existsSync(library)).toBe(false);
  });

  it("says that a digest is there already, and changes nothing", async () => {
    const library = await makeLibrary({ "a.csv": good });
    const again = writeFile(makeFolder(), "renamed.csv", good);
    const [outcome] = await addFiles({
      library,
      paths: [again],
      options: {},
      addedAt: "2026-12-01T00:00:00.000Z",
      onOutcome: () => {},
    });
    expect([outcome?.kind, outcome?.source.name]).toEqual(["already-there", "a.csv"]);
    expect(await ask(library, "SELECT count(*) AS count FROM library_sources")).toEqual(["1"]);
  });

  it("is refused a file that is there under other days, and told how to replace it", async () => {
    const folder = makeFolder();
    const fees = writeFile(folder, "fees.csv", csv("code,amount", "99213,90", "99214,120"));
    const order = writeFile(folder, "order.txt", orderFile("A000 1 Cholera"));
    const library = join(folder, "library.duckdb");
    await buildLibrary(library, [fees], { from: "2026-01-01" });
    await buildLibrary(library, [order], { year: 2025 });
    await buildLibrary(library, [fees], { from: "2026-01-01" });
    await buildLibrary(library, [order], { year: 2025 });
    await buildLibrary(library, [fees, order]);
    const error = await refusalOf(buildLibrary(library, [fees], { from: "2026-02-01" }));
    expect([error.code, error.message, error.hint]).toEqual([
      "command-invalid",
      expect.stringMatching(/^fees\.csv is already there as fees-2026-.{4} with other settings$/),
      expect.stringMatching(/^remove it first: shadowbench codeset remove fees-2026-.{4}$/),
    ]);
    const other = await refusalOf(buildLibrary(library, [order], { year: 2026 }));
    expect(other.message).toContain("with other settings");
    expect(await ask(library, "SELECT count(*) AS count FROM library_sources")).toEqual(["2"]);
  });

  it("is not written into another program's database or file", async () => {
    const folder = makeFolder();
    const text = writeFile(folder, "library.duckdb", "no database");
    const error = await refusalOf(buildLibrary(text, [writeFile(folder, "a.csv", good)]));
    expect([error.code, error.message]).toEqual([
      "file-unreadable",
      "this is no code library, or it is damaged",
    ]);
    expect(readFileSync(text, "utf8")).toBe("no database");
  });
});
