import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fillHierarchy } from "../../src/analysis/hierarchy/hierarchy.ts";
import { assign, type Row, type Tables } from "./made-tables.ts";
import { prepareRun, readLines, readRatio, swapSides } from "./prepared-run.ts";

async function filled(tables: Tables) {
  const store = await prepareRun(tables);
  await fillHierarchy(store);
  return store;
}

async function ratiosOf(tables: Tables, metric: string, system = "ICD-10-CM"): Promise<string> {
  return readRatio(await filled(tables), metric, system);
}

function chart(reference: string, engine: string, more: Row = {}): Tables {
  return {
    encounters: [{ encounter_id: "e1" }],
    codes: assign("e1", reference, more),
    engine_codes: assign("e1", engine, more),
  };
}

describe("the counted hierarchy of CoPHE's Summary.md", () => {
  const tables = chart("364.11 364.22", "364.11 364.21 364.3", { system: "ICD-9-CM" });

  it("has TP 5, FP 3, FN 1 over leaves, subcategories and categories: F1 .714286", async () => {
    const store = await prepareRun(tables);
    await store.execute("DELETE FROM code_nodes WHERE depth = 0");
    await fillHierarchy(store);
    expect(await readRatio(store, "codes.hierarchical_f1", "ICD-9-CM")).toBe("10/14");
  });

  it("has TP 2, FP 1, FN 0 over categories, counted; once a side they agree", async () => {
    expect(await ratiosOf(tables, "codes.category_f1.counted", "ICD-9-CM")).toBe("4/5");
    expect(await ratiosOf(tables, "codes.category_f1", "ICD-9-CM")).toBe("2/2");
  });
});

describe("counted against set-based in CoPHE's demo, with a, b, c, d as 001 to 004", () => {
  const leaves = ["001.1", "001.2", "001.3", "002.1", "002.2", "003.1", "004"];
  const gold = "0010101 0100010 1011010 0011100 0000000 0010001 0011101".split(" ");
  const predicted = "0110100 0100010 0111001 0011100 1101000 0000000 1111111".split(" ");
  const codesOf = (rows: readonly string[]) =>
    rows.flatMap((row, index) =>
      assign(`e${index}`, leaves.filter((_, place) => row[place] === "1").join(" "), { system: "ICD-9-CM" }),
    );
  const tables = {
    encounters: gold.map((_, index) => ({ encounter_id: `e${index}` })),
    codes: codesOf(gold),
    engine_codes: codesOf(predicted),
  };

  it("has parents TP 14, FP 8, FN 4 counted: F1 .70", async () => {
    expect(await ratiosOf(tables, "codes.category_f1.counted", "ICD-9-CM")).toBe("28/40");
  });

  it("has F1 .733333 as sets", async () => {
    expect(await ratiosOf(tables, "codes.category_f1", "ICD-9-CM")).toBe("22/30");
  });
});

describe("figures of the hierarchy", () => {
  it("are worked by hand: E11.9 for E11.65 shares category and chapter, not E11.6", async () => {
    const tables = chart("E11.65 I10", "E11.9 I10");
    // E11.65: itself, E11.6, E11, E00-E89; E11.9: itself, E11, E00-E89; I10: itself and its chapter.
    expect(await ratiosOf(tables, "codes.hierarchical_f1")).toBe("8/11");
    expect(await ratiosOf(tables, "codes.category_f1")).toBe("4/4");
  });

  it("let a header of one side meet what stands below it on the other", async () => {
    expect(await ratiosOf(chart("E11.9", "E11"), "codes.hierarchical_f1")).toBe("4/5");
  });

  it("cut procedures to their table, and count section, body system, table and code", async () => {
    const tables = chart("0DTJ4ZZ", "0DTJ0ZZ", { system: "ICD-10-PCS" });
    expect(await ratiosOf(tables, "codes.category_f1", "ICD-10-PCS")).toBe("2/2");
    expect(await ratiosOf(tables, "codes.hierarchical_f1", "ICD-10-PCS")).toBe("6/8");
  });

  it("let a range stand for itself at every level", async () => {
    expect(await ratiosOf(chart("M60-M79", "M60.9"), "codes.category_f1")).toBe("0/2");
    expect(await ratiosOf(chart("M60-M79", "M60-M79"), "codes.hierarchical_f1")).toBe("2/2");
    expect(await ratiosOf(chart("M60-M79 N61-N69", "N61-N69 K00-K14"), "codes.category_f1.counted")).toBe(
      "2/4",
    );
  });

  it("are made for ICD alone, and mirror themselves when the sides are swapped", async () => {
    expect(await ratiosOf(chart("99213", "99214", { system: "CPT" }), "codes.category_f1", "CPT")).toBe(
      "none",
    );
    const tables = chart("E11.65 E11.9 I10", "E11.22 I11.0");
    for (const metric of ["codes.category_f1", "codes.category_f1.counted", "codes.hierarchical_f1"])
      expect(await ratiosOf(swapSides(tables), metric)).toBe(await ratiosOf(tables, metric));
  });

  it("take an encounter that was not coded as missed at every level", async () => {
    const store = await filled({
      encounters: [{ encounter_id: "e1" }, { encounter_id: "e2" }],
      codes: [...assign("e1", "I10"), ...assign("e2", "I10")],
      engine_codes: [...assign("e1", "I10"), ...assign("e2", "I10")],
      engine_responses: [{ encounter_id: "e2", status: "abstained" }],
    });
    expect(
      await readLines(
        store,
        "SELECT encounter_ix, metric::VARCHAR AS metric, y, x FROM measures ORDER BY ALL",
      ),
    ).toEqual([
      "0 codes.category_f1 2 2",
      "0 codes.category_f1.counted 2 2",
      "0 codes.hierarchical_f1 4 4",
      "1 codes.category_f1 0 1",
      "1 codes.category_f1.counted 0 1",
      "1 codes.hierarchical_f1 0 2",
    ]);
  });
});

const folder = join(import.meta.dirname, "../../../shared/data/codiesp-test");
const rowsSchema = z.array(z.record(z.string(), z.string()));

function readTable(file: string): readonly Row[] {
  return rowsSchema.parse(parse(readFileSync(join(folder, file)), { columns: true }));
}

describe.skipIf(!existsSync(folder))("categories of real engines (skipped where ../shared is absent)", () => {
  it.each([
    ["engine-gpt35.csv", "1440/4611", "1638/6503"],
    ["engine-llama70b.csv", "1278/7288", "1418/11727"],
  ])(
    "are those of plain set arithmetic for %s, ranges standing for themselves",
    async (file, sets, counted) => {
      const store = await filled({
        encounters: readTable("encounters.csv"),
        codes: readTable("codes.csv"),
        engine_codes: readTable(file),
      });
      expect(await readRatio(store, "codes.category_f1", "ICD-10-CM")).toBe(sets);
      expect(await readRatio(store, "codes.category_f1.counted", "ICD-10-CM")).toBe(counted);
    },
  );
});
