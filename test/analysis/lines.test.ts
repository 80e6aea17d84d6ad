import { describe, expect, it } from "vitest";
import { fillLines, readLineNotices } from "../../src/analysis/lines/lines.ts";
import { assign, type Row, type Tables } from "./made-tables.ts";
import { prepareRun, readRatio, swapSides } from "./prepared-run.ts";

function line(code: string, more: Row = {}): Row[] {
  return assign("e1", code, { system: "CPT", ...more });
}

function tablesOf(reference: readonly Row[], engine: readonly Row[]): Tables {
  return { encounters: [{ encounter_id: "e1" }], codes: reference, engine_codes: engine };
}

async function ratiosOf(tables: Tables, system = "CPT"): Promise<readonly string[]> {
  const store = await prepareRun(tables, { systems: ["CPT", "HCPCS", "ICD-10-CM"] });
  await fillLines(store);
  return [
    await readRatio(store, "lines.precision", system),
    await readRatio(store, "lines.recall", system),
    await readRatio(store, "lines.f1", system),
  ];
}

const same = ["1/1", "1/1", "2/2"];
const different = ["0/1", "0/1", "0/2"];

describe("lines", () => {
  it("agree in code, modifiers in any order, and units, of which a blank is one", async () => {
    const reference = line("99213", { modifiers: "25 59", units: 1 });
    expect(await ratiosOf(tablesOf(reference, line("99213", { modifiers: "59 25" })))).toEqual(same);
    expect(await ratiosOf(tablesOf(line("99213"), line("99213", { units: 1 })))).toEqual(same);
    expect(await ratiosOf(tablesOf(reference, line("99213", { modifiers: "59 25 25" })))).toEqual(same);
  });

  it("differ by a modifier, by units, by a code", async () => {
    const reference = line("99213", { modifiers: "25", units: 2 });
    expect(await ratiosOf(tablesOf(reference, line("99213", { units: 2 })))).toEqual(different);
    expect(await ratiosOf(tablesOf(reference, line("99213", { modifiers: "25" })))).toEqual(different);
    expect(await ratiosOf(tablesOf(line("99213"), line("99214")))).toEqual(different);
  });

  it("are multisets: two lines of one code against one are one line too few", async () => {
    const twice = [...line("97110", { line: "1" }), ...line("97110", { line: "2" })];
    expect(await ratiosOf(tablesOf(twice, line("97110")))).toEqual(["1/1", "1/2", "2/3"]);
    expect(
      await ratiosOf(tablesOf(line("97110"), [...line("97110", { sequence: 2 }), ...line("97110")])),
    ).toEqual(["1/2", "1/1", "2/3"]);
  });

  it("collapse where every column is equal, and are counted", async () => {
    const store = await prepareRun(tablesOf([...line("97110"), ...line("97110")], line("97110")));
    await fillLines(store);
    expect(await readRatio(store, "lines.f1", "CPT")).toBe("2/2");
    expect(await readLineNotices(store)).toEqual([
      {
        notice: "repeated line collapsed to one: equal in every column",
        side: "reference",
        system: "CPT",
        count: 1,
      },
    ]);
  });

  it("are compared by day where both sides record days anywhere in the run", async () => {
    const reference = line("99213", { service_date: "2026-03-01" });
    expect(await ratiosOf(tablesOf(reference, line("99213", { service_date: "2026-03-01" })))).toEqual(same);
    expect(await ratiosOf(tablesOf(reference, line("99213", { service_date: "2026-03-02" })))).toEqual(
      different,
    );
    const dated = [...line("99213"), ...line("97110", { service_date: "2026-03-01" })];
    const both = [...reference, ...line("97110", { service_date: "2026-03-01" })];
    expect(await ratiosOf(tablesOf(both, dated))).toEqual(["1/2", "1/2", "2/4"]);
  });

  it("are compared without days where one side records none, and the notice says so", async () => {
    const tables = tablesOf(line("99213", { service_date: "2026-03-01" }), line("99213"));
    expect(await ratiosOf(tables)).toEqual(same);
    const store = await prepareRun(tables);
    await fillLines(store);
    expect(await readLineNotices(store)).toEqual([
      {
        notice: "service dates of lines not compared: the other side records none",
        side: "reference",
        system: "CPT",
        count: 1,
      },
    ]);
  });

  it("are CPT and HCPCS alone, each apart", async () => {
    const tables = tablesOf(
      [...line("99213"), ...line("J1100", { system: "HCPCS" }), ...assign("e1", "I10")],
      [...line("99213"), ...line("J1100", { system: "HCPCS", units: 2 }), ...assign("e1", "I10")],
    );
    expect(await ratiosOf(tables)).toEqual(same);
    expect(await ratiosOf(tables, "HCPCS")).toEqual(different);
    expect(await ratiosOf(tables, "ICD-10-CM")).toEqual(["none", "none", "none"]);
  });

  it("of an encounter that was not coded are missed, and held codes no lines", async () => {
    const tables = {
      ...tablesOf(line("99213"), line("99213")),
      engine_responses: [{ encounter_id: "e1", status: "abstained" }],
    };
    expect(await ratiosOf(tables)).toEqual(["0/0", "0/1", "0/1"]);
  });

  it("swap precision and recall when the sides are swapped", async () => {
    const tables = tablesOf([...line("99213"), ...line("97110")], line("97110"));
    const [precision, recall, f1] = await ratiosOf(tables);
    expect(await ratiosOf(swapSides(tables))).toEqual([recall, precision, f1]);
  });
});
