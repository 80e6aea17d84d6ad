import { describe, expect, it } from "vitest";
import { measureBias, measureLevels } from "../../src/analysis/bias/bias.ts";
import { encode } from "../../src/analysis/encode/encode.ts";
import { applyScope } from "../../src/analysis/scope/scope.ts";
import type { CodeLevelRow } from "../../src/domain/error-tables.ts";
import { seededRandom } from "../../src/effects.ts";
import { signFlipP } from "../../src/stats/flips/sign-flip.ts";
import { benjaminiHochberg } from "../../src/stats/multiplicity.ts";
import { assign, defaultInput, keepStore, type Row, type Tables } from "./made-tables.ts";

async function encodeTables(tables: Tables, systems: readonly string[] | null = null) {
  const store = await keepStore(tables);
  await applyScope(store, { ...defaultInput, systems });
  await encode(store, { ...defaultInput, systems });
  return store;
}

async function levelsOf(tables: Tables, systems: readonly string[] | null = null) {
  const rows = await measureLevels(await encodeTables(tables, systems), tables.encounters.length, 0.95);
  const find = (level: CodeLevelRow["level"], code: string) =>
    rows.find((row) => row.level === level && row.code === code);
  return { rows, find };
}

function encountersOn(days: Readonly<Record<string, string>>): Row[] {
  return Object.entries(days).map(([encounter_id, service_start]) => ({ encounter_id, service_start }));
}

const library = {
  library_codes: [
    { system: "ICD-10-CM", code: "I50", title: "Heart failure", is_billable: false },
    { system: "ICD-10-PCS", code: "0DT", title: "Gastrointestinal, resection", is_billable: false },
  ],
  library_ccsr: [
    { code: "I50.9", category: "CIR019" },
    { code: "I50.22", category: "CIR019" },
    { code: "E11.65", category: "END002" },
    { code: "E11.65", category: "END003" },
    { code: "E11.9", category: "END002" },
  ],
  library_ccsr_categories: [{ category: "CIR019", title: "Failing heart" }],
  library_hcc: [
    { code: "I50.22", model: "V24", hcc: 85, valid_from: "2024-01-01", valid_to: "2024-12-31" },
    { code: "I50.9", model: "V24", hcc: 85, valid_from: "2024-01-01", valid_to: "2024-12-31" },
    { code: "E11.65", model: "V24", hcc: 18, valid_from: "2024-01-01", valid_to: "2025-12-31" },
    { code: "E11.65", model: "RxHCC V08", hcc: 30, valid_from: "2024-01-01", valid_to: "2025-12-31" },
    { code: "I50.22", model: "V28", hcc: 226, valid_from: "2024-01-01", valid_to: "2024-06-30" },
    { code: "I50.22", model: "V28", hcc: 224, valid_from: "2024-07-01", valid_to: "2024-12-31" },
  ],
  library_hcc_coverage: [
    { model: "V24", valid_from: "2024-01-01", valid_to: "2024-12-31" },
    { model: "V28", valid_from: "2024-01-01", valid_to: "2024-12-31" },
    { model: "RxHCC V08", valid_from: "2024-01-01", valid_to: "2025-12-31" },
  ],
};

const tables: Tables = {
  encounters: encountersOn({ e1: "2024-03-01", e2: "2024-09-01", e3: "2025-02-01", e4: "2024-05-05" }),
  codes: [
    ...assign("e1", "I50.22 E11.9"),
    ...assign("e2", "I50.22"),
    ...assign("e3", "E11.65"),
    { encounter_id: "e4", system: "ICD-10-PCS", code: "0DTJ4ZZ" },
    { encounter_id: "e4", system: "CPT", code: "99213" },
  ],
  engine_codes: [
    ...assign("e1", "I50.9 E11.9 E11.65"),
    ...assign("e3", "E11.65 M60-M79"),
    { encounter_id: "e4", system: "ICD-10-PCS", code: "0DTJ0ZZ" },
  ],
  library,
};

describe("bias at coarser levels", () => {
  it("compares sets of categories: two codes of one count once, PCS codes by their table", async () => {
    const { rows, find } = await levelsOf(tables);
    expect(find("category", "I50")).toMatchObject({
      both: 1,
      over: 0,
      missed: 1,
      neither: 2,
      title: "Heart failure",
    });
    expect(find("category", "E11")).toMatchObject({ both: 2, over: 0, missed: 0, neither: 2, title: null });
    expect(find("category", "0DT")).toMatchObject({
      system: "ICD-10-PCS",
      both: 1,
      over: 0,
      missed: 0,
      title: "Gastrointestinal, resection",
    });
    const categories = rows.filter(({ level }) => level === "category").map(({ code }) => code);
    expect(categories, "no CPT code, no range").toEqual(["E11", "I50", "0DT"]);
  });

  it("counts a code in each of its CCSR categories", async () => {
    const { find } = await levelsOf(tables);
    expect(find("CCSR", "CIR019")).toMatchObject({ both: 1, over: 0, missed: 1, title: "Failing heart" });
    expect(find("CCSR", "END002")).toMatchObject({ both: 2, over: 0, missed: 0, title: null });
    expect(find("CCSR", "END003")).toMatchObject({ both: 1, over: 1, missed: 0 });
  });

  it("takes HCCs as they are on the day of each encounter, and leaves out days that no table covers", async () => {
    const { rows, find } = await levelsOf(tables);
    expect(find("HCC V24", "85")).toMatchObject({ both: 1, over: 0, missed: 1, neither: 1, title: null });
    expect(find("HCC V24", "18"), "e3 is in 2025").toMatchObject({ both: 0, over: 1, missed: 0, neither: 2 });
    expect(find("HCC V28", "226")).toMatchObject({ both: 0, over: 0, missed: 1 });
    expect(find("HCC V28", "224")).toMatchObject({ both: 0, over: 0, missed: 1 });
    expect(new Set(rows.map(({ level }) => level))).toEqual(
      new Set(["category", "CCSR", "HCC V24", "HCC V28"]),
    );
  });

  it("has categories alone where no official table is loaded", async () => {
    const { rows } = await levelsOf({ ...tables, library: {} });
    expect(rows.map(({ level, code, title }) => [level, code, title])).toEqual([
      ["category", "E11", null],
      ["category", "I50", null],
      ["category", "0DT", null],
    ]);
  });

  it("leaves out systems that nobody asked for", async () => {
    const { rows } = await levelsOf(tables, ["ICD-10-PCS"]);
    expect(rows.map(({ code }) => code)).toEqual(["0DT"]);
  });
});

const pool = ["A00.0", "A00.1", "B01.2", "B01.8", "I10", "I50.22", "I50.9", "M60-M79"];

/** Charts of few patients, one of whom has dozens, so that several blocks of a patient's encounters are needed. */
function drawCharts(count: number, seed: number) {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => ({
    encounter: `e${index}`,
    patient: `p${Math.floor(random() ** 3 * 20)}`,
    reference: pool.filter(() => random() < 0.3),
    engine: pool.filter(() => random() < 0.35),
  }));
}

type Chart = ReturnType<typeof drawCharts>[number];

function countGroup(charts: readonly Chart[], isIn: (code: string) => boolean) {
  const nets = new Map<string, number>();
  const counts = { both: 0, over: 0, missed: 0 };
  for (const { patient, reference, engine } of charts) {
    const [ours, theirs] = [reference.some(isIn), engine.some(isIn)];
    if (ours && theirs) counts.both += 1;
    else if (theirs) counts.over += 1;
    else if (ours) counts.missed += 1;
    nets.set(patient, (nets.get(patient) ?? 0) + Number(theirs) - Number(ours));
  }
  const sizes = [...nets.values()].filter((net) => net !== 0).map(Math.abs);
  const magnitudes = [...new Set(sizes)].map((magnitude) => ({
    magnitude,
    patients: sizes.filter((size) => size === magnitude).length,
  }));
  return { ...counts, p: signFlipP(magnitudes, counts.over - counts.missed), patients: sizes.length };
}

describe("bias recomputed patient by patient, patients with dozens of encounters among them", () => {
  const charts = drawCharts(150, 3);
  const drawn: Tables = {
    encounters: charts.map(({ encounter, patient }) => ({ encounter_id: encounter, patient_id: patient })),
    codes: charts.flatMap(({ encounter, reference }) => assign(encounter, reference.join(" "))),
    engine_codes: charts.flatMap(({ encounter, engine }) => assign(encounter, engine.join(" "))),
  };

  it("gives each code its counts and p", async () => {
    const rows = await measureBias(await encodeTables(drawn), charts.length, 0.95);
    expect(rows.map(({ code }) => code).sort()).toEqual([...pool].sort());
    for (const { code, both, over, missed, p } of rows) {
      const expected = countGroup(charts, (each) => each === code);
      expect({ both, over, missed }).toEqual({
        both: expected.both,
        over: expected.over,
        missed: expected.missed,
      });
      expect(p).toBeCloseTo(expected.p, 14);
    }
  });

  it("gives each category its counts and p, and q within the level", async () => {
    const { rows } = await levelsOf(drawn);
    const expected = rows.map(({ code }) =>
      countGroup(charts, (each) => /^.{3}(\.|$)/.test(each) && each.startsWith(code)),
    );
    expect(rows.map(({ both, over, missed }) => [both, over, missed])).toEqual(
      expected.map(({ both, over, missed }) => [both, over, missed]),
    );
    for (const [index, row] of rows.entries())
      expect(row.p).toBeCloseTo(expected[index]?.p ?? Number.NaN, 14);
    expect(expected.every(({ patients }) => patients >= 6)).toBe(true);
    expect(rows.map(({ q }) => q)).toEqual(benjaminiHochberg(rows.map(({ p }) => p ?? 1)));
  });
});

describe("a DRG system", () => {
  const codes = [{ encounter_id: "e1", system: "MS-DRG", code: "194" }, ...assign("e1", "I10")];
  const encounters = [{ encounter_id: "e1" }, { encounter_id: "e2" }];

  it("is left out of the per-code table where the engine gives no DRG: unknown, not missed", async () => {
    const store = await encodeTables({ encounters, codes }, ["ICD-10-CM", "MS-DRG"]);
    expect((await measureBias(store, 2, 0.95)).map(({ code }) => code)).toEqual(["I10"]);
  });

  it("is in it as soon as the engine gives one", async () => {
    const engine_codes = [{ encounter_id: "e2", system: "MS-DRG", code: "291" }];
    const store = await encodeTables({ encounters, codes, engine_codes }, ["ICD-10-CM", "MS-DRG"]);
    expect((await measureBias(store, 2, 0.95)).map(({ code, over, missed }) => [code, over, missed])).toEqual(
      [
        ["I10", 0, 1],
        ["194", 0, 1],
        ["291", 1, 0],
      ],
    );
  });
});
