import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { errorClasses } from "../../src/domain/error-tables.ts";
import { answer, assign, measure, type Row, type Tables } from "./made-tables.ts";

const procedures = { system: "ICD-10-PCS" };
const lines = { system: "CPT" };

function chart(reference: readonly Row[], engine: readonly Row[], encounter: Row = {}): Tables {
  return {
    encounters: [
      { encounter_id: "e1", claim_type: "professional", service_start: "2025-03-04", ...encounter },
    ],
    codes: reference,
    engine_codes: engine,
    engine_responses: [answer("e1", "coded")],
  };
}

async function classesOf(tables: Tables) {
  const { analysis } = await measure(tables);
  return analysis.tables.error_classes.filter((row) => row.of === "codes");
}

/** The classes of one chart's unmatched codes, as "class over/missed". */
async function classify(reference: string, engine: string, more: Row = {}, encounter: Row = {}) {
  const rows = await classesOf(chart(assign("e1", reference, more), assign("e1", engine, more), encounter));
  return rows.map((row) => `${row.class} ${row.over}/${row.missed}`);
}

describe("the class of one unmatched pair", () => {
  it.each([
    ["specificity_lost", "I50.23", "I50.9"],
    ["specificity_gained", "I50.9", "I50.23"],
    ["specificity_lost", "E11.65", "E11"],
    ["specificity_lost", "E11.22", "E11.2"],
    ["specificity_lost", "I48.0", "I48.91"],
    ["specificity_lost", "E11.40", "E11.9"],
    ["laterality", "M17.11", "M17.12"],
    ["seventh_character", "S72.001A", "S72.001D"],
    ["history_active", "Z86.73", "I63.9"],
    ["history_active", "C50.911", "Z85.3"],
    ["symptom", "I21.4", "R07.9"],
    ["symptom", "R10.9", "K35.80"],
    ["sibling", "E11.21", "E11.40"],
    ["same_chapter", "I10", "I25.10"],
  ])("is %s for %s against %s", async (name, reference, engine) => {
    expect(await classify(reference, engine)).toEqual([`${name} 1/1`]);
  });

  it("is an axis of the table for procedures of one table, and nothing for another table", async () => {
    expect(await classify("0DTJ4ZZ", "0DTJ0ZZ", procedures)).toEqual(["pcs_axis 1/1"]);
    expect(await classify("0DTJ4ZZ", "0FT44ZZ", procedures)).toEqual(["missed 0/1", "added 1/0"]);
  });

  it("is a level of evaluation and management by rank, or its family", async () => {
    expect(await classify("99213", "99214", lines)).toEqual(["em_level_higher 1/1"]);
    expect(await classify("99214", "99212", lines)).toEqual(["em_level_lower 1/1"]);
    expect(await classify("99213", "99203", lines)).toEqual(["em_family 1/1"]);
    expect(await classify("99291", "99285", lines)).toEqual(["missed 0/1", "added 1/0"]);
  });

  it("goes by the family of the day", async () => {
    const before2023 = { service_start: "2022-06-01" };
    expect(await classify("99221", "99219", lines, before2023)).toEqual(["em_family 1/1"]);
    expect(await classify("99202", "99201", lines, { service_start: "2020-06-01" })).toEqual([
      "em_level_lower 1/1",
    ]);
  });

  it("is missed and added where the codes have nothing to do with each other", async () => {
    expect(await classify("I10", "M17.11")).toEqual(["missed 0/1", "added 1/0"]);
  });

  it("is an invalid code where one has no form, alone or in a pair", async () => {
    expect(await classify("I10", "M60-M79")).toEqual(["invalid_code 1/0", "missed 0/1"]);
  });
});

describe("pairing", () => {
  it("takes the nearest relation first, each code once", async () => {
    expect(await classify("I50.23 I50.33", "I50.9 I10")).toEqual([
      "specificity_lost 1/1",
      "same_chapter 1/1",
    ]);
  });

  it("leaves a symptom beside the diagnosis that both sides hold in a class of its own", async () => {
    expect(await classify("I21.4", "I21.4 R07.9")).toEqual(["symptom 1/0"]);
    expect(await classify("L40.0", "L40.0 R07.9")).toEqual(["added 1/0"]);
  });

  it("never pairs across systems", async () => {
    const rows = await classesOf(
      chart(assign("e1", "I50.9"), [...assign("e1", "I50.23", { system: "ICD-10" })]),
    );
    expect(rows.map((row) => row.class)).toEqual(["missed"]);
  });

  it("counts two assignments a pair, so that classes sum to what is over-coded and missed", async () => {
    const rows = await classesOf(chart(assign("e1", "I50.23 I10 Z79.4"), assign("e1", "I50.9 I10 R53.1")));
    expect(rows.reduce((sum, row) => sum + row.count, 0)).toBe(4);
    expect(rows.reduce((sum, row) => sum + (row.share ?? 0), 0)).toBeCloseTo(1, 12);
  });
});

const mirrored: Readonly<Record<string, string>> = {
  em_level_higher: "em_level_lower",
  em_level_lower: "em_level_higher",
  specificity_lost: "specificity_gained",
  specificity_gained: "specificity_lost",
  missed: "added",
  added: "missed",
};

describe("swapping engine and reference", () => {
  it("swaps over and missed and mirrors every class", async () => {
    const reference = assign(
      "e1",
      "I50.23 I50.33 M17.11 Z86.73 I21.4 E11.21 I10 Z79.4 S72.001A C50.911 M60-M79",
    );
    const engine = assign("e1", "I50.9 M17.12 I63.9 R07.9 E11.40 I25.10 R53.1 S72.001D Z85.3 J44 K21.9");
    const there = await classesOf(chart(reference, engine));
    const back = await classesOf(chart(engine, reference));
    const byClass = new Map(back.map((row) => [row.class as string, row]));
    expect(there.length).toBeGreaterThan(6);
    for (const row of there) {
      const twin = byClass.get(mirrored[row.class] ?? row.class);
      expect([row.class, twin?.over, twin?.missed]).toEqual([row.class, row.missed, row.over]);
    }
  });
});

describe("classes of attributes", () => {
  it("stand apart from the sum: another diagnosis listed first", async () => {
    const numbered = (codes: string) =>
      codes.split(" ").map((code, index) => ({ ...assign("e1", code)[0], sequence: index + 1 }));
    const { analysis } = await measure(chart(numbered("I50.9 I10"), numbered("I10 I50.9")));
    expect(analysis.tables.error_classes).toEqual([
      {
        system: "ICD-10-CM",
        class: "wrong_principal",
        of: "attributes",
        count: 1,
        over: 0,
        missed: 0,
        encounters: 1,
        share: 1,
      },
    ]);
  });
});

describe("the list of classes", () => {
  it("is the one of METRICS.md, in its order", () => {
    expect(errorClasses[0]).toBe("invalid_code");
    expect(errorClasses.at(-1)).toBe("added");
  });
});

const folder = join(import.meta.dirname, "../../../shared/data/codiesp-test");
const rowsSchema = z.array(z.record(z.string(), z.string()));
const readTable = (file: string): readonly Row[] =>
  rowsSchema.parse(parse(readFileSync(join(folder, file)), { columns: true }));

describe.skipIf(!existsSync(folder))(
  "real engines on real charts (skipped where ../shared is absent)",
  () => {
    it.each([
      ["engine-gpt35.csv", 3028, 2209],
      ["engine-llama70b.csv", 8434, 2391],
    ])("have classes that sum to FP and FN for %s, and ranges are invalid", async (file, over, missed) => {
      const engineCodes = readTable(file);
      const ranges = new Set(
        engineCodes.map((row) => `${row.encounter_id} ${row.code}`).filter((key) => key.includes("-", 5)),
      );
      const { analysis } = await measure({
        encounters: readTable("encounters.csv"),
        codes: readTable("codes.csv"),
        engine_codes: engineCodes,
      });
      const rows = analysis.tables.error_classes.filter((row) => row.of === "codes");
      const sum = (side: "count" | "over" | "missed") => rows.reduce((total, row) => total + row[side], 0);
      expect([sum("over"), sum("missed"), sum("count")]).toEqual([over, missed, over + missed]);
      const invalid = rows.find((row) => row.class === "invalid_code");
      expect(ranges.size === 0 || (invalid?.over ?? 0) > 0).toBe(true);
    });
  },
);
