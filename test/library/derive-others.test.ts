import { describe, expect, it } from "vitest";
import { ask, csv, makeLibrary, orderFile, zip } from "./made-files.ts";

const poaHeader = (year: number) => `Order${year}\tPOAexemptCode\tDescription`;

const poaOf = (library: string) =>
  ask(
    library,
    "SELECT code, valid_from::VARCHAR AS a, valid_to::VARCHAR AS b FROM library_poa_exempt ORDER BY code, a",
  );

describe("the POA-exempt list", () => {
  const whole = csv(poaHeader(26), "1\tB90.0\tx", "2\tZ91.B\tnew");
  const added = csv(poaHeader(26), "2\tZ91.B\tnew");
  const deleted = csv("POAexemptCode\tDescription", "Z84.1\tgone");
  const coverage =
    "SELECT valid_from::VARCHAR AS a, valid_to::VARCHAR AS b FROM library_poa_coverage ORDER BY a";

  it("holds for its fiscal year, and with additions and deletions for the year before", async () => {
    const files = { "CodesFY26.txt": whole, "AddFY26.txt": added, "DeleteFY26.txt": deleted };
    const library = await makeLibrary({ "poa.zip": zip(files) });
    expect(await poaOf(library)).toEqual([
      "B90.0 2024-10-01 2026-09-30",
      "Z84.1 2024-10-01 2025-09-30",
      "Z91.B 2025-10-01 2026-09-30",
    ]);
    expect(await ask(library, coverage)).toEqual(["2024-10-01 2026-09-30"]);
  });

  it("alone holds for its own year, and a year's own list goes before one worked back", async () => {
    const library = await makeLibrary({ "CodesFY26.txt": whole });
    expect(await ask(library, coverage)).toEqual(["2025-10-01 2026-09-30"]);
    const both = await makeLibrary({
      "CodesFY26.txt": whole,
      "AddFY26.txt": added,
      "DeleteFY26.txt": deleted,
      "CodesFY25.txt": csv(poaHeader(25), "1\tB90.0\tx"),
    });
    expect(await poaOf(both)).toEqual(["B90.0 2024-10-01 2026-09-30", "Z91.B 2025-10-01 2026-09-30"]);
  });
});

describe("versions of the grouper", () => {
  it("give severity by fiscal year, equal neighbours joined, and a year's two versions their halves", async () => {
    const library = await makeLibrary({
      "severity.csv": csv(
        "code,version,severity",
        "A000,41.0,CC",
        "A000,42.0,CC",
        "A000,43.0,MCC",
        "A000,43.1,CC",
        "A001,430,NEITHER",
        "A001,V43.1,NCC",
      ),
    });
    const sql =
      "SELECT code, severity, valid_from::VARCHAR AS a, valid_to::VARCHAR AS b FROM library_severity ORDER BY code, a";
    expect(await ask(library, sql)).toEqual([
      "A00.0 CC 2023-10-01 2025-09-30",
      "A00.0 MCC 2025-10-01 2026-03-31",
      "A00.0 CC 2026-04-01 2026-09-30",
      "A00.1 NCC 2025-10-01 2026-09-30",
    ]);
  });

  it("name DRGs for the whole year where the year's only version is a later one", async () => {
    const library = await makeLibrary({
      "a.csv": csv("version,drg,description", "431,1,Heart transplant"),
      "b.csv": csv("version,drg,description", "410,1,Heart transplant in lower case"),
    });
    const sql =
      "SELECT version, drg, valid_from::VARCHAR AS a, valid_to::VARCHAR AS b FROM library_drgs ORDER BY version";
    expect(await ask(library, sql)).toEqual([
      "41.0 001 2023-10-01 2024-09-30",
      "43.1 001 2025-10-01 2026-09-30",
    ]);
    const title = "SELECT title FROM library_codes WHERE system = 'MS-DRG' ORDER BY code";
    expect(await ask(library, title)).toEqual(["Heart transplant"]);
  });
});

describe("CMS-HCC mappings", () => {
  it("of two years side by side join where nothing changed, each model with what it covers", async () => {
    const header = "diagnosis_code,cc,model_name";
    const library = await makeLibrary({
      "hcc_2025.csv": csv(header, "E1122,37,CMS-HCC Model V28", "E1122,18,CMS-HCC Model V24"),
      "hcc_2026.csv": csv(header, "E1122,37,CMS-HCC Model V28"),
    });
    const rows =
      "SELECT code, model, hcc, valid_from::VARCHAR AS a, valid_to::VARCHAR AS b FROM library_hcc ORDER BY model";
    expect(await ask(library, rows)).toEqual([
      "E11.22 V24 18 2024-01-01 2024-12-31",
      "E11.22 V28 37 2024-01-01 2025-12-31",
    ]);
    const covered =
      "SELECT model, valid_from::VARCHAR AS a, valid_to::VARCHAR AS b FROM library_hcc_coverage ORDER BY model";
    expect(await ask(library, covered)).toEqual(["V24 2024-01-01 2024-12-31", "V28 2024-01-01 2025-12-31"]);
  });
});

describe("fees", () => {
  const rvu = csv(
    "hcpcs,mod,work_rvu,facility_total,conv_factor",
    "99213,NA,1.3,2,33",
    "99213,26,1,1,33",
    "A0021,NA,0,0,33",
  );
  const fees =
    "SELECT code, modifier, amount, work_rvu, valid_from::VARCHAR AS a, valid_to::VARCHAR AS b FROM library_fees ORDER BY code, modifier NULLS FIRST, a";

  it("of the Physician Fee Schedule give way to the hospital's own on the days it names", async () => {
    const library = await makeLibrary({
      "own.csv": csv("code,amount,from,to", "99213,120,2024-03-01,2024-06-30", "A0021,75,2024-01-01,"),
      "pfs_2024.csv": rvu,
    });
    expect(await ask(library, fees)).toEqual([
      "99213 - 66 1.3 2024-01-01 2024-02-29",
      "99213 - 120 1.3 2024-03-01 2024-06-30",
      "99213 - 66 1.3 2024-07-01 2024-12-31",
      "99213 26 33 1 2024-01-01 2024-12-31",
      "A0021 - 75 0 2024-01-01 2024-12-31",
      "A0021 - 75 - 2025-01-01 9999-12-31",
    ]);
  });

  it("of two schedules of the hospital are those of the one added last", async () => {
    const library = await makeLibrary({
      "old.csv": csv("code,amount,from", "99213,100,2024-01-01"),
      "new.csv": csv("code,amount,from", "99213,110,2025-01-01"),
    });
    expect(await ask(library, fees)).toEqual([
      "99213 - 100 - 2024-01-01 2024-12-31",
      "99213 - 110 - 2025-01-01 9999-12-31",
    ]);
  });
});

describe("the hospital's weights", () => {
  it("stand by version, those without one apart, with the base rate given last", async () => {
    const library = await makeLibrary({
      "a.csv": csv("drg,weight,base_rate", "65,1.5,6000"),
      "b.csv": csv("drg,weight,version,base_rate", "65,1.6,42,7000"),
    });
    const weights = "SELECT version, drg, weight FROM library_drg_weights ORDER BY version NULLS FIRST";
    expect(await ask(library, weights)).toEqual(["- 065 1.5", "42.0 065 1.6"]);
    expect(await ask(library, "SELECT amount FROM library_base_rate ORDER BY amount")).toEqual(["7000"]);
  });
});

describe("the codes that the library knows", () => {
  it("are those of every table, with the latest title, and none for CPT and HCPCS", async () => {
    const library = await makeLibrary({
      "order_2025.txt": orderFile("A00 0 Cholera", "A000 1 Old title"),
      "order_2026.txt": orderFile("A00 0 Cholera", "A000 0 New title"),
      "mce.csv": csv("code,startDate,endDate,flags", "A001,20151001,,"),
      "ccsr.csv": csv("CCSR_category_code,vocabulary_id,code", "DIG001,ICD10CM,A009"),
      "fees.csv": csv("code,amount,from", "99213,1,2025-01-01", "G0463,1,2025-01-01"),
      "weights.csv": csv("drg,weight", "65,1"),
    });
    const sql = "SELECT system, code, title, is_billable FROM library_codes ORDER BY system, code";
    expect(await ask(library, sql)).toEqual([
      "CPT 99213 - true",
      "HCPCS G0463 - true",
      "ICD-10-CM A00 Cholera false",
      "ICD-10-CM A00.0 New title true",
      "ICD-10-CM A00.1 - true",
      "ICD-10-CM A00.9 - true",
      "MS-DRG 065 - true",
    ]);
  });
});
