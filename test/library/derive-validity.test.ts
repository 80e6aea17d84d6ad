import { describe, expect, it } from "vitest";
import { addendaFile, ask, csv, makeLibrary, orderFile, validityOf, zip } from "./made-files.ts";

const years = (...rows: readonly string[]) =>
  csv("code\tfy2021\tfy2022\tfy2023\tfy2024\tdesc_latest", ...rows);
const editor = (...rows: readonly string[]) => csv("code,startDate,endDate,flags", ...rows);

/** Adds one code of FY2027, so that the editor covers the years up to then. */
const upTo2027 = "A009,20261001,,";

const coverageOf = (library: string) =>
  ask(
    library,
    "SELECT system, valid_from::VARCHAR AS a, valid_to::VARCHAR AS b FROM library_coverage ORDER BY system, a",
  );

describe("order files", () => {
  const of2025 = orderFile("D71 1 Old", "A000 1 Kept", "B88 0 Header", "B880 1 Split", "C50 0 Header");
  const of2026 = orderFile(
    "D71 0 Now a header",
    "D711 1 New with the addenda",
    "A000 1 Kept",
    "B88 0 Header",
    "B880 0 Split",
    "B8801 1 New, no addenda",
    "C50 0 Header",
  );
  const added = addendaFile(2026, "Delete 1 D71 Old", "Add 0 D71 Header", "Add 1 D711 New");
  const files = {
    "icd10cm_order_2025.txt": of2025,
    "b.zip": zip({ "icd10cm_order_2026.txt": of2026, "icd10cm_order_addenda_2026.txt": added }),
  };

  it("say what held from 1 October to 30 September, and join equal years", async () => {
    const library = await makeLibrary(files);
    expect(await validityOf(library, "A00.0")).toEqual(["2024-10-01 2026-09-30 billable"]);
    expect(await validityOf(library, "C50")).toEqual(["2024-10-01 2026-09-30 header"]);
    expect(await coverageOf(library)).toEqual(["ICD-10-CM 2024-10-01 2026-09-30"]);
  });

  it("end a code that the next year drops on 30 September", async () => {
    const library = await makeLibrary(files);
    expect(await validityOf(library, "D71")).toEqual([
      "2024-10-01 2025-09-30 billable",
      "2025-10-01 2026-09-30 header",
    ]);
  });

  it("begin a code on 1 October where the addenda add it, and else leave its year before open", async () => {
    const library = await makeLibrary(files);
    expect(await validityOf(library, "D71.1")).toEqual(["2025-10-01 2026-09-30 billable"]);
    expect(await validityOf(library, "B88.01")).toEqual([
      "2024-10-01 2025-09-30 uncertain",
      "2025-10-01 2026-09-30 billable",
    ]);
  });

  it("are used whatever the order in which they were added, and forgotten when removed", async () => {
    const [first, second] = Object.entries(files);
    const library = await makeLibrary(Object.fromEntries([second ?? ["", ""], first ?? ["", ""]]));
    expect(await validityOf(library, "B88.01")).toHaveLength(2);
    expect(await validityOf(library, "D71")).toHaveLength(2);
  });

  it("of one year that differ leave what differs open", async () => {
    const june = orderFile("A000 1 Kept");
    const april = orderFile("A000 1 Kept", "A001 1 Began in April");
    const library = await makeLibrary({ "june_2026.txt": june, "april_2026.txt": april });
    expect(await validityOf(library, "A00.0")).toEqual(["2025-10-01 2026-09-30 billable"]);
    expect(await validityOf(library, "A00.1")).toEqual(["2025-10-01 2026-09-30 uncertain"]);
  });

  it("of years apart cover those years alone", async () => {
    const library = await makeLibrary({ "order_2023.txt": of2025, "order_2026.txt": of2026 });
    expect(await coverageOf(library)).toEqual([
      "ICD-10-CM 2022-10-01 2023-09-30",
      "ICD-10-CM 2025-10-01 2026-09-30",
    ]);
    expect(await validityOf(library, "A00.0")).toEqual([
      "2022-10-01 2023-09-30 billable",
      "2025-10-01 2026-09-30 billable",
    ]);
  });
});

describe("a table of fiscal years", () => {
  it("cannot say when in its first year, or in a year of change, a code began or ended", async () => {
    const library = await makeLibrary({
      "years.tsv": years(
        "A000\t1\t1\t1\t1\tKept",
        "Z59.1\t1\t1\t0\t0\tSplit",
        "Z5910\t\t\t1\t1\tNew",
        "C841\t\t1\t\t\tShort",
        "A00\t0\t0\t0\t0\tHeader",
      ),
    });
    expect(await validityOf(library, "A00.0")).toEqual([
      "2020-10-01 2021-09-30 uncertain",
      "2021-10-01 2024-09-30 billable",
    ]);
    expect(await validityOf(library, "Z59.1")).toEqual([
      "2020-10-01 2021-09-30 uncertain",
      "2021-10-01 2022-09-30 billable",
      "2022-10-01 2023-09-30 uncertain",
      "2023-10-01 2024-09-30 header",
    ]);
    expect(await validityOf(library, "Z59.10")).toEqual([
      "2022-10-01 2023-09-30 uncertain",
      "2023-10-01 2024-09-30 billable",
    ]);
    expect(await validityOf(library, "C84.1")).toEqual(["2021-10-01 2023-09-30 uncertain"]);
    expect(await validityOf(library, "A00")).toEqual([
      "2020-10-01 2021-09-30 uncertain",
      "2021-10-01 2024-09-30 header",
    ]);
  });

  it("takes a year that is not its first from the table that holds the year before it too", async () => {
    const later = csv("code\tfy2024\tfy2025\tdesc_latest", "A000\t1\t1\tKept");
    const library = await makeLibrary({ "a.tsv": years("A000\t1\t1\t1\t1\tKept"), "b.tsv": later });
    expect(await validityOf(library, "A00.0")).toEqual([
      "2020-10-01 2021-09-30 uncertain",
      "2021-10-01 2025-09-30 billable",
    ]);
  });
});

describe("the Medicare Code Editor", () => {
  it("gives exact days, joined where only the flags changed, up to the end of its last year", async () => {
    const library = await makeLibrary({
      "mce.csv": editor(
        "Z591,20151001,20230331,unacceptable",
        "Z5910,20230401,,unacceptable",
        "A34,20151001,20240930,female|maternity",
        "A34,20241001,,maternity",
      ),
    });
    expect(await validityOf(library, "Z59.1")).toEqual(["2015-10-01 2023-03-31 billable"]);
    expect(await validityOf(library, "Z59.10")).toEqual(["2023-04-01 2025-09-30 billable"]);
    expect(await validityOf(library, "A34")).toEqual(["2015-10-01 2025-09-30 billable"]);
    expect(await coverageOf(library)).toEqual(["ICD-10-CM 2015-10-01 2025-09-30"]);
    const flags =
      "SELECT flag, valid_from::VARCHAR AS a, valid_to::VARCHAR AS b FROM library_editor_flags WHERE code = 'A34' ORDER BY flag";
    expect(await ask(library, flags)).toEqual([
      "female 2015-10-01 2024-09-30",
      "maternity 2015-10-01 9999-12-31",
    ]);
  });

  it("goes before tables of fiscal years, which still tell headers, from the day the code ended", async () => {
    const library = await makeLibrary({
      "mce.csv": editor("Z591,20151001,20230331,", "Z5910,20230401,,", upTo2027),
      "years.tsv": years("Z591\t1\t1\t0\t0\tSplit", "Z5910\t\t\t1\t1\tNew", "Z59\t0\t0\t0\t0\tHeader"),
    });
    expect(await validityOf(library, "Z59.1")).toEqual([
      "2015-10-01 2023-03-31 billable",
      "2023-04-01 2024-09-30 header",
    ]);
    expect(await validityOf(library, "Z59.10")).toEqual(["2023-04-01 2027-09-30 billable"]);
    expect(await validityOf(library, "Z59")).toEqual(["2020-10-01 2024-09-30 header"]);
  });

  it("goes before order files on the days it covers, and leaves them those after", async () => {
    const library = await makeLibrary({
      "mce.csv": editor("Z591,20151001,20230331,", "A000,20151001,,"),
      "order_2023.txt": orderFile("A000 1 Kept", "Z591 1 Listed in June"),
      "order_2024.txt": orderFile("A000 1 Kept", "Z591 0 Split"),
    });
    expect(await validityOf(library, "Z59.1")).toEqual([
      "2015-10-01 2016-09-30 billable",
      "2022-10-01 2023-09-30 billable",
      "2023-10-01 2024-09-30 header",
    ]);
    expect(await coverageOf(library)).toEqual([
      "ICD-10-CM 2015-10-01 2016-09-30",
      "ICD-10-CM 2022-10-01 2024-09-30",
    ]);
  });

  it("leaves a code that it does not know at all to a table that lists it as billable", async () => {
    const library = await makeLibrary({
      "mce.csv": editor("A000,20151001,,", upTo2027),
      "order_2025.txt": orderFile("A00 0 Cholera", "A000 1 One", "A001 1 Not in the editor"),
    });
    expect(await validityOf(library, "A00.1")).toEqual(["2024-10-01 2025-09-30 billable"]);
    expect(await validityOf(library, "A00")).toEqual(["2024-10-01 2025-09-30 header"]);
  });

  it("counts once where two vintages are there: the later one", async () => {
    const library = await makeLibrary({
      "new.csv": editor("A000,20151001,20240930,", upTo2027),
      "old.csv": editor("A000,20151001,,", "A001,20221001,,"),
    });
    expect(await validityOf(library, "A00.0")).toEqual(["2015-10-01 2024-09-30 billable"]);
    expect(await validityOf(library, "A00.1")).toEqual([]);
  });
});

describe("an order file beside a table of fiscal years", () => {
  it("decides its years; a code that it does not know and the table lists keeps the table's state", async () => {
    const library = await makeLibrary({
      "years.tsv": years(
        "A000\t1\t1\t1\t1\tKept",
        "A001\t1\t1\t1\t1\tNot in the file",
        "A002\t1\t1\t1\t\tGone",
      ),
      "order_2024.txt": orderFile("A00 0 Cholera", "A000 1 One"),
    });
    expect(await validityOf(library, "A00.0")).toEqual([
      "2020-10-01 2021-09-30 uncertain",
      "2021-10-01 2024-09-30 billable",
    ]);
    expect((await validityOf(library, "A00.1")).at(-1)).toBe("2021-10-01 2024-09-30 billable");
    expect((await validityOf(library, "A00.2")).at(-1)).toBe("2021-10-01 2023-09-30 billable");
  });
});
