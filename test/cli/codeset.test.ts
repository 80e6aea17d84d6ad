import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { orderFile } from "../library/made-files.ts";
import { makeFolder, runCli } from "./run-cli.ts";

const files = {
  "order_2025.txt": orderFile("Z59 0 Housing", "Z591 1 Inadequate housing", "A000 1 Cholera"),
  "order_2026.txt": orderFile("Z59 0 Housing", "Z591 0 Inadequate housing", "A000 1 Cholera"),
  "weights.csv": "drg,weight\n65,1.5\n",
  "bad.csv": "drg,weight\n65,heavy\n",
  "empty.csv": "",
  "editor.csv": "code,startDate,endDate,flags\nE119,20151001,,qadm\n",
  "severity.csv": "code,version,severity\nE119,43,NCC\n",
  "order.txt": orderFile("A000 1 Cholera"),
};

/** A folder with the files above, and a user whose data folder lies in it. */
function openDesk() {
  const cwd = makeFolder(files);
  const env = { XDG_DATA_HOME: join(cwd, "data") };
  const library = join(cwd, "data/shadowbench/library.duckdb");
  return { library, call: (...args: string[]) => runCli(["codeset", ...args], { cwd, env }) };
}

describe("shadowbench codeset", () => {
  it("adds files to the library in the user's data folder, its owner's alone, and lists them", async () => {
    const { library, call } = openDesk();
    const added = await call("add", "order_2025.txt", "order_2026.txt", "weights.csv");
    expect([added.status, added.stdout]).toEqual([0, `The library is ${library}\n`]);
    expect(added.stderr).toMatch(
      /^added icd10cm-2025-.{4}: 3 rows of order_2025.txt, 2024-10-01–2025-09-30$/m,
    );
    expect((statSync(library).mode & 0o777).toString(8)).toBe("600");
    expect((statSync(join(library, "..")).mode & 0o777).toString(8)).toBe("700");
    expect(readdirSync(join(library, ".."))).toEqual(["library.duckdb"]);
    const { stdout } = await call("list");
    expect(stdout).toMatch(/^ICD-10-CM: codes of a fiscal year, as CMS releases them$/m);
    expect(stdout).toMatch(
      /^ {2}icd10cm-2025-.{4} +2024-10-01–2025-09-30 +3 +order_2025\.txt +[0-9a-f]{12} +\d{4}/m,
    );
    expect(stdout).toMatch(/^ {2}weights-.{4} +no year: for every day +1 +weights\.csv/m);
    expect(
      Math.max(
        ...stdout
          .split("\n")
          .slice(0, -2)
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(100);
  });

  it("says what the tables say of a code, on a day", async () => {
    const { call } = openDesk();
    await call("add", "order_2025.txt", "order_2026.txt");
    const onDay = async (day: string) => (await call("show", "icd-10-cm", "z591", "--on", day)).stdout;
    expect(await onDay("2025-09-30")).toContain("On 2025-09-30: billable");
    expect(await onDay("2025-10-01")).toContain("On 2025-10-01: a header, not billable");
    expect(await onDay("2026-10-01")).toContain("On 2026-10-01: cannot be judged");
    const { stdout } = await call("show", "ICD-10-CM", "Z59.1", "--json");
    expect(JSON.parse(stdout)).toEqual({
      system: "ICD-10-CM",
      code: "Z59.1",
      title: "Inadequate housing",
      standing: null,
      on: null,
      facts: [
        { aspect: "validity", value: "billable", valid_from: "2024-10-01", valid_to: "2025-09-30" },
        { aspect: "validity", value: "header", valid_from: "2025-10-01", valid_to: "2026-09-30" },
      ],
    });
  });

  it("changes nothing for a file that is there, and takes one out by the beginning of its id", async () => {
    const { call } = openDesk();
    await call("add", "order_2025.txt", "order_2026.txt");
    const again = await call("add", "order_2025.txt", "--json");
    expect(JSON.parse(again.stdout).files[0]).toMatchObject({
      outcome: "already-there",
      name: "order_2025.txt",
    });
    expect((await call("remove", "icd10cm-2026")).stdout).toMatch(
      /^removed icd10cm-2026-.{4} \(order_2026.txt\)$/m,
    );
    expect((await call("show", "ICD-10-CM", "Z591", "--on", "2025-10-01")).stdout).toContain(
      "cannot be judged",
    );
    const listed = JSON.parse((await call("list", "--json")).stdout);
    expect(listed.files.map(({ name }: { name: string }) => name)).toEqual(["order_2025.txt"]);
  });

  it("refuses a file that is there under other settings, and says how to replace it", async () => {
    const { call } = openDesk();
    await call("add", "weights.csv", "--base-rate", "7000");
    expect((await call("add", "weights.csv", "--base-rate", "7000")).stderr).toContain("already there");
    expect((await call("add", "weights.csv")).status).toBe(0);
    const { status, stderr } = await call("add", "weights.csv", "--base-rate", "6000");
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/weights\.csv is already there as weights-.{4} with other settings/),
    ]);
    expect(stderr).toMatch(/remove it first: shadowbench codeset remove weights-.{4}/);
  });

  it("takes any beginning of an id that no other has", async () => {
    const { call } = openDesk();
    await call("add", "order_2025.txt", "order_2026.txt");
    const several = await call("remove", "icd10");
    expect([several.status, several.stderr]).toEqual([2, expect.stringContaining("several ids begin with")]);
    expect((await call("remove", "icd10cm-2025-")).status).toBe(0);
    expect((await call("remove", "")).status).toBe(2);
    expect((await call("remove", "icd")).status).toBe(0);
  });

  it("says in words what the tables say, and that none knows a code", async () => {
    const { call } = openDesk();
    await call("add", "editor.csv", "severity.csv");
    const { stdout } = await call("show", "ICD-10-CM", "E119");
    expect(stdout).toContain("a doubtful reason to admit");
    expect(stdout).toContain("neither CC nor MCC");
    const unknown = await call("show", "ICD-10-CM", "Z99.9");
    expect([unknown.status, unknown.stdout]).toEqual([
      0,
      expect.stringContaining("No table of the library knows this code."),
    ]);
  });

  it("works on another library where one is named", async () => {
    const { library, call } = openDesk();
    await call("add", "weights.csv", "--library", "own.duckdb");
    expect(existsSync(library)).toBe(false);
    expect((await call("show", "MS-DRG", "65", "--library", "own.duckdb")).stdout).toContain("weight  1.5");
  });

  it("takes the year and the base rate from a person", async () => {
    const { call } = openDesk();
    expect((await call("add", "order.txt", "--year", "2024")).stderr).toContain("2023-10-01–2024-09-30");
    expect((await call("add", "weights.csv", "--base-rate", "7000")).status).toBe(0);
  });

  it.each([
    [["add", "bad.csv"], 'bad.csv:2:2: weight "heavy" is not a number ≥ 0'],
    [["add", "order.txt"], "nothing tells the fiscal year of this file"],
    [["add", "order.txt", "--year", "24"], "--year 24: a year from 2000 to 2099 is needed"],
    [["add", "order.txt", "--year", "1999"], "--year 1999: a year from 2000 to 2099 is needed"],
    [["add", "empty.csv"], "the file is empty"],
    [["add"], "(shadowbench codeset add --help)"],
    [["show", "ICD-10-CM", "A00", "--on", "today"], "--on today is not a date (YYYY-MM-DD)"],
    [["add", "order.txt", "--from", "today"], "--from today is not a date (YYYY-MM-DD)"],
    [["add", "nowhere.zip"], "the file cannot be read"],
    [["list", "--library", "nowhere.duckdb"], "there is no code library at this path"],
    [["list", "--library", "weights.csv"], "this is no code library, or it is damaged"],
    [["show", "ICD-11", "A00"], "ICD-11 is no code system"],
    [["show", "ICD-10-CM", "A00"], "there is no code library yet"],
    [["remove", "x"], "there is no code library yet"],
  ])("ends %j with 2 and says why", async (args, message) => {
    const { status, stderr } = await openDesk().call(...args);
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it("says that the library is empty where there is none", async () => {
    const { status, stdout } = await openDesk().call("list");
    expect([status, stdout]).toEqual([0, expect.stringContaining("The library is empty")]);
  });
});
