import { describe, expect, it } from "vitest";
import { clopperPearson } from "../../src/stats/proportion.ts";
import { answer, assign, measure, type Row } from "./made-tables.ts";

const first = { sequence: 1 };

function manyEncounters(count: number, patientOf: (index: number) => string): Row[] {
  return Array.from({ length: count }, (_, index) => ({
    encounter_id: `e${index}`,
    patient_id: patientOf(index),
  }));
}

function exactOn(encounters: readonly Row[], matching: number) {
  const ids = encounters.map(({ encounter_id }) => String(encounter_id));
  return {
    encounters,
    codes: ids.flatMap((id) => assign(id, "I10")),
    engine_codes: ids.flatMap((id, index) => assign(id, index < matching ? "I10" : "E11.9")),
  };
}

describe("a simple proportion", () => {
  it("of one encounter a patient has Wilson's interval: 18 of 20", async () => {
    const { figure } = await measure(
      exactOn(
        manyEncounters(20, (index) => `p${index}`),
        18,
      ),
    );
    const exact = figure("encounters.exact_match");
    expect(exact).toMatchObject({ value: 0.9, scale: "binomial", method: "Wilson, one encounter a patient" });
    expect(exact.lower).toBeCloseTo(0.69896635, 8);
    expect(exact.upper).toBeCloseTo(0.97213352, 8);
    expect(exact).toMatchObject({ rare_clusters: 2, clusters: 20, n_effective: 20 });
  });

  it("of patients with several encounters is linearised, as t on the logit scale", async () => {
    const { figure } = await measure(
      exactOn(
        manyEncounters(4, (index) => (index < 2 ? "p0" : `p${index}`)),
        2,
      ),
    );
    const exact = figure("encounters.exact_match");
    // y 2, 0, 0 and x 2, 1, 1: R = 1/2, z = 1/4, -1/8, -1/8, v = 3/2 · 3/32; two patients have an error: t of 1.
    expect(exact).toMatchObject({ value: 1 / 2, scale: "logit", df: 2, clusters: 3, rare_clusters: 2 });
    expect(exact.se).toBeCloseTo(Math.sqrt(9 / 64), 14);
    const spread = (12.706204736432095 * Math.sqrt(9 / 64)) / (1 / 4);
    expect(exact.lower).toBeCloseTo(1 / (1 + Math.exp(spread)), 10);
    expect(exact.method).toBe("linearised, clustered by patient");
  });

  it("is Clopper–Pearson on Kish's size where one patient alone has an error", async () => {
    const { figure } = await measure(
      exactOn(
        manyEncounters(4, (index) => (index < 2 ? "p0" : `p${index}`)),
        3,
      ),
    );
    const exact = figure("encounters.exact_match");
    // x 2, 1, 1: Kish's size 16/6
    const { lower, upper } = clopperPearson((3 / 4) * (16 / 6), 16 / 6, 0.95);
    expect(exact).toMatchObject({ value: 3 / 4, lower, upper, rare_clusters: 1 });
    expect(exact.method).toBe("Clopper–Pearson on Kish's size, by patient");
  });
});

describe("the unit of evidence", () => {
  const byPatient = exactOn(
    manyEncounters(6, (index) => `p${Math.floor(index / 2)}`),
    4,
  );
  const bare = byPatient.encounters.map(({ encounter_id }) => ({ encounter_id: encounter_id ?? null }));

  it("changes the standard error and not the value", async () => {
    const patients = (await measure(byPatient)).figure("codes.recall");
    const encounters = (await measure({ ...byPatient, encounters: bare })).figure("codes.recall");
    expect(patients.value).toBe(encounters.value);
    // By patient y 2 2 0 of x 2: v = 3/2·(2·(1/9)² + (2/9)²); by encounter v = 6/5·(4·(1/18)² + 2·(1/9)²).
    expect(patients.se).toBeCloseTo(1 / 3, 14);
    expect(encounters.se).toBeCloseTo(Math.sqrt(0.2 * (2 / 9)), 14);
    expect([patients.clusters, encounters.clusters]).toEqual([3, 6]);
  });

  it("is the patient, else the visit, else the encounter", async () => {
    const { analysis, figure } = await measure({
      encounters: [
        { encounter_id: "e1", patient_id: "x" },
        { encounter_id: "e2", visit_id: "x" },
        { encounter_id: "e3", visit_id: "x" },
        { encounter_id: "e4" },
      ],
      codes: ["e1", "e2", "e3", "e4"].flatMap((id) => assign(id, "I10")),
      engine_codes: assign("e1", "I10"),
    });
    expect(analysis.unit).toBe("patient or visit or encounter");
    expect(figure("codes.recall").clusters).toBe(3);
  });

  it("leaves a value without interval where there is but one", async () => {
    const { figure } = await measure({
      encounters: [{ encounter_id: "e1", patient_id: "p1" }],
      codes: assign("e1", "I10 E11.9"),
      engine_codes: assign("e1", "I10"),
    });
    expect(figure("codes.recall")).toMatchObject({
      value: 0.5,
      lower: null,
      upper: null,
      se: null,
      note: "one patient alone: no interval",
    });
    expect(figure("codes.f1_macro.union")).toMatchObject({ value: 0.5, lower: null, upper: null, se: null });
  });
});

describe("the first-listed diagnosis", () => {
  const encounters = ["e1", "e2", "e3", "e4", "e5"].map((encounter_id) => ({ encounter_id }));
  const codes = [
    ...assign("e1", "I10", first),
    ...assign("e1", "E11.9", { sequence: 2 }),
    ...assign("e1", "0016070", { system: "ICD-10-PCS", sequence: 1 }),
    ...assign("e2", "I10", first),
    ...assign("e3", "I10", first),
    ...assign("e3", "E11.9", first),
    ...assign("e4", "I10"),
    ...assign("e5", "W01.0", { sequence: 1, use: "external_cause" }),
    ...assign("e5", "S72.0", { sequence: 1, use: "diagnosis" }),
  ];

  it("agrees where both list the same one; none or several in the reference stay out", async () => {
    const { figure } = await measure({
      encounters,
      codes,
      engine_codes: [
        ...assign("e1", "i10", first),
        ...assign("e2", "E11.9", first),
        ...assign("e2", "I10", { sequence: 2 }),
        ...assign("e3", "I10", first),
        ...assign("e4", "I10", first),
        ...assign("e5", "S72.0", first),
      ],
    });
    expect(figure("principal.agreement")).toMatchObject({ numerator: 2, denominator: 3, encounters: 3 });
  });

  it("disagrees where the engine lists none, several, or did not answer; answered leaves the last out", async () => {
    const { figure } = await measure({
      encounters,
      codes,
      engine_codes: [
        ...assign("e1", "I10"),
        ...assign("e2", "I10 E11.9", first),
        ...assign("e5", "S72.0", first),
      ],
      engine_responses: [answer("e1", "coded"), answer("e2", "coded"), answer("e5", "abstained")],
    });
    expect(figure("principal.agreement")).toMatchObject({ numerator: 0, denominator: 3 });
    expect(figure("principal.agreement.answered")).toMatchObject({ numerator: 0, denominator: 2 });
  });

  it("cannot be compared where the engine numbers nothing", async () => {
    const { figure } = await measure({ encounters, codes, engine_codes: assign("e1", "I10") });
    expect(figure("principal.agreement")).toMatchObject({
      value: null,
      note: "the engine numbers none of its codes",
    });
  });

  it("cannot be compared where the reference numbers nothing", async () => {
    const { figure } = await measure({
      encounters,
      codes: assign("e1", "I10"),
      engine_codes: assign("e1", "I10", first),
    });
    expect(figure("principal.agreement")).toMatchObject({
      value: null,
      note: "the reference lists no first diagnosis here",
    });
  });
});
