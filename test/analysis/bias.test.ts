import { describe, expect, it } from "vitest";
import { assign, measure, type Row } from "./made-tables.ts";

interface Visit {
  readonly patient: string;
  readonly reference: string;
  readonly engine: string;
}

function visitsOf(count: number, name: string, reference: string, engine: string): Visit[] {
  return Array.from({ length: count }, (_, index) => ({ patient: `${name}${index}`, reference, engine }));
}

const visits: readonly Visit[] = [
  ...visitsOf(8, "over-a", "", "A00"),
  ...visitsOf(2, "both-a", "A00", "A00"),
  ...visitsOf(5, "missed-b", "B00", ""),
  { patient: "cancels", reference: "C00", engine: "" },
  { patient: "cancels", reference: "", engine: "C00" },
  { patient: "twice", reference: "", engine: "D00" },
  { patient: "twice", reference: "", engine: "D00" },
  ...visitsOf(6, "over-d", "", "D00"),
  { patient: "agreed", reference: "E00", engine: "E00" },
  ...visitsOf(7, "missed-f", "F00", ""),
];

function tablesOf(all: readonly Visit[]) {
  const encounters: Row[] = all.map(({ patient }, index) => ({
    encounter_id: `e${index}`,
    patient_id: patient,
  }));
  return {
    encounters,
    codes: all.flatMap(({ reference }, index) => assign(`e${index}`, reference)),
    engine_codes: all.flatMap(({ engine }, index) => assign(`e${index}`, engine)),
  };
}

describe("the per-code table", () => {
  it("counts encounters: both, over, missed, neither", async () => {
    const { code, analysis } = await measure(tablesOf(visits));
    expect(analysis.encounters).toBe(33);
    expect(code("A00")).toMatchObject({ both: 2, over: 8, missed: 0, neither: 23 });
    expect(code("A00")).toMatchObject({ precision: 2 / 10, recall: 1, f1: 4 / 12 });
    expect(code("B00")).toMatchObject({ both: 0, over: 0, missed: 5, precision: null, recall: 0, f1: 0 });
    expect(code("D00")).toMatchObject({ both: 0, over: 8, missed: 0, precision: 0, recall: null, f1: 0 });
  });

  it("gives the exact p of the patients' nets", async () => {
    const { code } = await measure(tablesOf(visits));
    expect(code("A00").p).toBeCloseTo(2 / 2 ** 8, 14);
    expect(code("B00").p).toBeCloseTo(2 / 2 ** 5, 14);
    expect(code("C00").p, "a patient with one over and one missed cancels").toBe(1);
    expect(code("D00").p, "one patient of net 2, six of net 1").toBeCloseTo(2 / 2 ** 7, 14);
    expect(code("E00").p).toBe(1);
    expect(code("F00").p).toBeCloseTo(2 / 2 ** 7, 14);
  });

  it("decides by q over codes with six patients of non-zero net, and shows q over all with a discordance", async () => {
    const { code } = await measure(tablesOf(visits));
    const third = (2 / 2 ** 7) * (3 / 3);
    for (const name of ["A00", "D00", "F00"]) expect(code(name).q).toBeCloseTo(third, 14);
    for (const name of ["B00", "C00", "E00"]) expect(code(name).q).toBeNull();
    for (const name of ["A00", "D00", "F00"])
      expect(code(name).q_all).toBeCloseTo((2 / 2 ** 7) * (5 / 3), 14);
    expect(code("B00").q_all).toBeCloseTo((2 / 2 ** 5) * (5 / 4), 14);
    expect(code("C00").q_all).toBe(1);
    expect(code("E00").q_all).toBeNull();
    expect(["A00", "B00", "C00", "D00", "E00", "F00"].map((name) => code(name).direction)).toEqual([
      "over",
      null,
      null,
      "over",
      null,
      "under",
    ]);
  });

  it("gives the engine's prevalence over the coders', on the log scale, null where a side has none", async () => {
    const { code } = await measure(tablesOf(visits));
    // y 1 in ten patients, x 1 in two: R 5, v = 10/9·(8·1² + 2·4²)/2² = 100/9, se of ln R 2/3, t with 9 df.
    const factor = Math.exp(2.2621571627409915 * (2 / 3));
    expect(code("A00").ratio).toBe(5);
    expect(code("A00").ratio_lower).toBeCloseTo(5 / factor, 9);
    expect(code("A00").ratio_upper).toBeCloseTo(5 * factor, 7);
    for (const name of ["B00", "D00", "F00"])
      expect(code(name)).toMatchObject({ ratio: null, ratio_lower: null, ratio_upper: null });
    expect(code("E00")).toMatchObject({ ratio: 1, ratio_lower: null });
  });

  it("has the codes of the most encounters first, then by name", async () => {
    const { analysis } = await measure(tablesOf(visits));
    expect(analysis.tables.codes.map(({ code }) => code)).toEqual(["A00", "D00", "F00", "B00", "C00", "E00"]);
  });

  it("takes each code system for its own family of tests", async () => {
    const labels = visitsOf(6, "label", "", "").map((visit) => visit.patient);
    const tables = tablesOf(visits);
    const { code } = await measure({
      encounters: [
        ...tables.encounters,
        ...labels.map((patient) => ({ encounter_id: patient, patient_id: patient })),
      ],
      codes: [...tables.codes, ...assign("e0", "OTHER", { system: "labels" })],
      engine_codes: [
        ...tables.engine_codes,
        ...labels.flatMap((id) => assign(id, "ONE", { system: "labels" })),
      ],
    });
    expect(code("ONE")).toMatchObject({ q: 2 / 2 ** 6, over: 6 });
    expect(code("A00").q).toBeCloseTo(2 / 2 ** 7, 14);
  });
});
