import { describe, expect, it } from "vitest";
import { addendaFile, csv, gzip, orderFile, readMade, zip } from "./made-files.ts";

const order = orderFile("A00 0 Cholera", "A000 1 Cholera due to one", "A001 1 Cholera due to two");

describe("a release of ICD-10-CM", () => {
  it("is read from CMS's zip: the order file, with the addenda, and never the code file beside it", async () => {
    const given = zip({
      "folder/icd10cm_order_2025.txt": order,
      "folder/icd10cm_codes_2025.txt": "A000    Cholera due to one\r\n",
      "folder/icd10cm_order_addenda_2025.txt": addendaFile(2025, "Add 1 A001 Cholera due to two"),
    });
    const { evidence, ...rest } = await readMade("anything.zip", given);
    expect(rest).toEqual({
      kind: "code-table",
      system: "ICD-10-CM",
      label: "icd10cm-2025",
      validFrom: "2024-10-01",
      validTo: "2025-09-30",
      rows: 3,
    });
    expect(evidence).toEqual([
      {
        table: "evidence_codes",
        rows: [
          ["ICD-10-CM", 2025, "A00", false, "Cholera"],
          ["ICD-10-CM", 2025, "A00.0", true, "Cholera due to one"],
          ["ICD-10-CM", 2025, "A00.1", true, "Cholera due to two"],
        ],
      },
      { table: "evidence_addenda", rows: [["ICD-10-CM", 2025, "add", "A00.1", true]] },
    ]);
  });

  it("is read from the order file alone, its year told by its name or by a person", async () => {
    expect((await readMade("icd10cm_order_2024.txt", order)).validFrom).toBe("2023-10-01");
    expect((await readMade("order.txt", order, { year: 2024 })).label).toBe("icd10cm-2024");
  });

  it("is read from the code file alone, which knows no headers", async () => {
    const codes = "A000    Cholera due to one\nA001    Cholera due to two\n";
    const { rows, evidence } = await readMade("codes_2024.txt", codes);
    expect([rows, evidence[0]?.rows[0]]).toEqual([
      2,
      ["ICD-10-CM", 2024, "A00.0", true, "Cholera due to one"],
    ]);
  });

  it("has addenda that tell their year themselves", async () => {
    const text = addendaFile(2026, "Delete 1 B880 Other", "Add 0 B880 Other", "Add 1 B8801 Mites");
    const { evidence, ...rest } = await readMade("addenda.txt", text);
    expect(rest).toMatchObject({ kind: "addenda", label: "icd10cm-2026-addenda", rows: 3 });
    expect(evidence[0]?.rows).toEqual([
      ["ICD-10-CM", 2026, "delete", "B88.0", true],
      ["ICD-10-CM", 2026, "add", "B88.0", false],
      ["ICD-10-CM", 2026, "add", "B88.01", true],
    ]);
  });
});

describe("a release of ICD-10-PCS", () => {
  it("is told from ICD-10-CM by its first code", async () => {
    const text = orderFile("001 0 Nervous system, Bypass", "0016070 1 Bypass one");
    const { system, label, evidence } = await readMade("order_2026.txt", text);
    expect([system, label]).toEqual(["ICD-10-PCS", "icd10pcs-2026"]);
    expect(evidence[0]?.rows[1]).toEqual(["ICD-10-PCS", 2026, "0016070", true, "Bypass one"]);
  });

  it("has addenda without the mark of a header: three characters are one", async () => {
    const text =
      "Add:         001     A table                 A table\nAdd:         00503Z4 A code            A code\n";
    const { evidence } = await readMade("order_addenda_2025.txt", text);
    expect(evidence[0]?.rows).toEqual([
      ["ICD-10-PCS", 2025, "add", "001", false],
      ["ICD-10-PCS", 2025, "add", "00503Z4", true],
    ]);
  });
});

describe("the POA-exempt list", () => {
  const header = "Order26\tPOAexemptCode\tDescription";
  const list = csv(header, "01238\tB90.0\tSequelae", '01239\tS30.1XXD\t"Contusion, subsequent"');

  it("is read from CMS's zip with what was added and deleted, not with new titles", async () => {
    const given = zip({
      "POAexemptCodesFY26.txt": list,
      "POAexemptAddCodesFY26.txt": csv(header, "01238\tB90.0\tSequelae"),
      "POAexemptDeleteCodesFY26.txt": csv("POAexemptCode\tDescription", "Z84.1\tFamily history"),
      "POAexemptReviseCodesFY26.txt": csv(
        "Order26\tAction\tPOAexemptCode\tDescription",
        "1\tRevise to:\tZ83.718\tx",
      ),
      "ReadMePOAexemptFY26.txt": "Description of the files\r\n",
    });
    const { evidence, ...rest } = await readMade("list.zip", given);
    expect(rest).toMatchObject({ kind: "poa-exempt", label: "poa-2026", rows: 2, validTo: "2026-09-30" });
    expect(rest.validFrom, "with both changes the list of the year before is known too").toBe("2024-10-01");
    expect(evidence[0]?.rows.toSorted()).toEqual([
      [2026, "add", "B90.0"],
      [2026, "delete", "Z84.1"],
      [2026, "exempt", "B90.0"],
      [2026, "exempt", "S30.1XXD"],
    ]);
  });

  it("tells its year by its column of order numbers", async () => {
    expect((await readMade("list.txt", list)).validFrom).toBe("2025-10-01");
  });
});

describe("tables with a header", () => {
  it("read MS-DRG titles: three digits, and the version in one form", async () => {
    const text = csv("version,drg,description", '431,1,"Heart transplant, with MCC"');
    const { label, evidence, validFrom } = await readMade("drg.csv", text);
    expect([label, validFrom]).toEqual(["drg-v43.1", "2025-10-01"]);
    expect(evidence[0]?.rows).toEqual([["43.1", 2026, "2026-04-01", "001", "Heart transplant, with MCC"]]);
  });

  it("read a CC/MCC table, gzip or plain", async () => {
    const text = csv(
      "code,version,valid,mdc,severity,hacs,exclusionIds",
      'A000,410,1,6,CC,"[]",9',
      'A000,430,1,6,MCC,"[]",9',
      'A001,430,0,6,CC,"[]",9',
    );
    const { label, validFrom, validTo, evidence } = await readMade("severity.csv.gz", gzip(text));
    expect([label, validFrom, validTo]).toEqual(["severity-v41-43", "2023-10-01", "2026-09-30"]);
    expect(evidence[0]?.rows).toEqual([
      ["41.0", 2024, "2023-10-01", "A00.0", "CC"],
      ["43.0", 2026, "2025-10-01", "A00.0", "MCC"],
    ]);
  });

  it("read the Medicare Code Editor: it covers the fiscal years from its first start to its last", async () => {
    const text = csv(
      "code,startDate,endDate,flags",
      "Z591,20151001,20230331,unacceptable",
      "Z5910,20230401,,a|b",
    );
    const { label, validFrom, validTo, evidence } = await readMade("mce.csv", text);
    expect([label, validFrom, validTo]).toEqual(["mce-2023", "2015-10-01", "2023-09-30"]);
    expect(evidence[0]?.rows).toEqual([
      ["Z59.1", "2015-10-01", "2023-03-31", "unacceptable"],
      ["Z59.10", "2023-04-01", null, "a|b"],
    ]);
  });

  it("read CMS-HCC mappings: a payment year rests on the services of the year before", async () => {
    const text = csv(
      "diagnosis_code,cc,model_name",
      "A0103,115,CMS-HCC ESRD Model V24",
      "E1122,37,CMS-HCC Model V28",
      "Z992,261,RxHCC Model V08",
    );
    const { label, validFrom, validTo, evidence } = await readMade("mapping_2026.csv", text);
    expect([label, validFrom, validTo]).toEqual(["hcc-2026", "2025-01-01", "2025-12-31"]);
    expect(evidence[0]?.rows).toEqual([
      [2025, "ESRD V24", "A01.03", 115],
      [2025, "V28", "E11.22", 37],
      [2025, "RxHCC V08", "Z99.2", 261],
    ]);
  });

  it("read CCSR and its categories up to the row that ends them", async () => {
    const mapping = csv(
      '"CCSR_category_code","vocabulary_id","code"',
      '"DIG001","ICD10CM","A000"',
      'NA,"ICD10CM","End of Content"',
    );
    const categories = csv(
      '"chapter_abbr","CCSR_category_code","CCSR_category_desc"',
      '"DIG","DIG001","Intestinal infection"',
      '"End","End of Content","NA"',
    );
    expect((await readMade("a.csv", mapping)).evidence[0]?.rows).toEqual([["A00.0", "DIG001"]]);
    expect((await readMade("b.csv", categories)).evidence[0]?.rows).toEqual([
      ["DIG001", "Intestinal infection"],
    ]);
  });

  it("read RVUs: an amount in a facility, none where the schedule sets no price", async () => {
    const text = csv(
      "hcpcs,mod,status_code,work_rvu,facility_total,conv_factor",
      "99213,NA,A,1.3,1.96,33.2875",
      "A0021,,I,0,0,33.2875",
      "70450,26,A,0.85,1.19,33.2875",
    );
    const { label, validFrom, evidence } = await readMade("pfs_2024.csv", text);
    expect([label, validFrom]).toEqual(["rvu-2024", "2024-01-01"]);
    expect(evidence[0]?.rows).toEqual([
      [2024, "CPT", "99213", null, 65.24, 1.3],
      [2024, "HCPCS", "A0021", null, null, 0],
      [2024, "CPT", "70450", "26", 39.61, 0.85],
    ]);
  });

  it("read validity by fiscal year: 1 billable, 0 header, empty absent", async () => {
    const text = "code\tfy2021\tfy2022\tdesc_latest\nA00\t0\t0\tCholera\nA000\t\t1\tCholera one\n";
    const { label, system, evidence } = await readMade("years.tsv", text);
    expect([label, system]).toEqual(["icd10cm-2021-22", "ICD-10-CM"]);
    expect(evidence[0]?.rows).toEqual([
      ["ICD-10-CM", 2021, "A00", "00", "Cholera"],
      ["ICD-10-CM", 2021, "A00.0", "-1", "Cholera one"],
    ]);
  });

  it("read DRG weights with a base rate as a column or as a person gives it", async () => {
    const withRate = await readMade(
      "w.csv",
      csv("drg,weight,version,base_rate", "65,1.5,V42,7000", "66,1,42,7000"),
    );
    expect(withRate).toMatchObject({ label: "weights-v42", validFrom: "2024-10-01" });
    expect(withRate.evidence.map(({ rows }) => rows)).toEqual([
      [
        ["42.0", "065", 1.5],
        ["42.0", "066", 1],
      ],
      [[7000]],
    ]);
    const given = await readMade("w.csv", csv("drg,weight", "65,1.5"), { baseRate: 6500 });
    expect(given).toMatchObject({ label: "weights", validFrom: null });
    const several = await readMade("w.csv", csv("drg,weight,version", "65,1.5,42", "65,1.6,43"));
    expect([several.label, several.validFrom, several.validTo]).toEqual([
      "weights",
      "2024-10-01",
      "2026-09-30",
    ]);
    const mixed = await readMade("w.csv", csv("drg,weight,version", "65,1.5,42", "65,1.6,"));
    expect([mixed.validFrom, mixed.validTo]).toEqual([null, null]);
    expect(given.evidence[1]?.rows).toEqual([[6500]]);
  });

  it("read a fee schedule: dates of rows, of the name, or from a day on", async () => {
    const dated = csv(
      "code,modifier,amount,from,to",
      "99213,25,100,2025-01-01,2025-06-30",
      "G0463,,90.5,2025-07-01,",
    );
    expect((await readMade("fees.csv", dated)).evidence[0]?.rows).toEqual([
      ["CPT", "99213", "25", 100, "2025-01-01", "2025-06-30"],
      ["HCPCS", "G0463", null, 90.5, "2025-07-01", null],
    ]);
    const undated = csv("code,amount", "99213,100");
    const rowsOf = async (name: string, options = {}) =>
      (await readMade(name, undated, options)).evidence[0]?.rows;
    expect(await rowsOf("fees-2025.csv")).toEqual([["CPT", "99213", null, 100, "2025-01-01", "2025-12-31"]]);
    expect(await rowsOf("fees.csv", { from: "2025-04-01" })).toEqual([
      ["CPT", "99213", null, 100, "2025-04-01", null],
    ]);
  });

  it("are read whatever the order and case of their columns, with a byte order mark, and in UTF-16", async () => {
    const text = csv("\ufeffWeight,DRG", "1.5,65");
    expect((await readMade("w.csv", text)).evidence[0]?.rows).toEqual([[null, "065", 1.5]]);
    const utf16 = Buffer.from(`\ufeffdrg\tweight\r\n65\t1.5\r\n`, "utf16le");
    expect((await readMade("w.txt", utf16)).evidence[0]?.rows).toEqual([[null, "065", 1.5]]);
  });
});
