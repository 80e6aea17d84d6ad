import { describe, expect, it } from "vitest";
import { answer, assign, countedApart, measure } from "./made-tables.ts";

const two = [{ encounter_id: "e1" }, { encounter_id: "e2" }];

describe("failed encounters", () => {
  it("stay in as empty answers, with or without a row that says so", async () => {
    const { figure, analysis } = await measure({
      encounters: [...two, { encounter_id: "e3" }],
      codes: [...assign("e1", "A00"), ...assign("e2", "A00"), ...assign("e3", "A00")],
      engine_codes: [...assign("e1", "A00"), ...assign("e2", "A00")],
      engine_responses: [answer("e2", "failed", { error: "HTTP 500" })],
    });
    expect(figure("codes.recall")).toMatchObject({ numerator: 1, denominator: 3, encounters: 3 });
    expect(analysis.tables.responses).toEqual([
      { status: "coded", reason: null, count: 1 },
      { status: "failed", reason: "HTTP 500", count: 1 },
      { status: "failed", reason: "no answer", count: 1 },
    ]);
    expect(analysis.tables.flow.map(({ step, encounters }) => [step, encounters])).toEqual([
      ["received", 3],
      ["eligible", 3],
      ["sent", 3],
      ["answered", 1],
      ["compared", 3],
    ]);
  });

  it("of a live engine are open as long as no answer is final", async () => {
    const { analysis, value } = await measure(
      { encounters: two, codes: assign("e1", "A00"), engine_responses: [answer("e1", "coded")] },
      { isRecorded: false },
    );
    expect(analysis.tables.responses).toContainEqual({ status: "open", reason: null, count: 1 });
    expect(value("engine.error_rate")).toBe(0);
    expect(value("engine.answered_rate")).toBe(1);
  });
});

describe("code systems", () => {
  const tables = {
    encounters: two,
    codes: [
      ...assign("e1", "I10"),
      ...assign("e1", "99213", { system: "HCPCS" }),
      ...assign("e2", "470", { system: "MS-DRG" }),
    ],
    engine_codes: [
      ...assign("e1", "I10 E11.9"),
      ...assign("e1", "99213", { system: "CPT" }),
      ...assign("e2", "0016070", { system: "ICD-10-PCS" }),
      ...assign("e2", "470", { system: "MS-DRG" }),
    ],
  };

  it("are by default all that the reference holds, DRGs aside, and others are counted but in no figure", async () => {
    const { systems, figure, analysis } = await measure(tables);
    expect(systems).toEqual(["CPT", "ICD-10-CM"]);
    expect(figure("codes.f1")).toMatchObject({ numerator: 4, denominator: 5 });
    expect(analysis.tables.notices).toContainEqual({
      notice: "codes of a system nobody asked for",
      side: "engine",
      system: "ICD-10-PCS",
      count: 1,
    });
  });

  it("relabel a CPT code that is called HCPCS, and count it", async () => {
    const { value, analysis } = await measure(tables);
    expect(value("codes.f1", "CPT")).toBe(1);
    expect(analysis.tables.notices).toContainEqual({
      notice: "relabelled between CPT and HCPCS",
      side: "reference",
      system: "CPT",
      count: 1,
    });
  });

  it("that a scenario asks for are the only ones", async () => {
    const { systems, figure, analysis } = await measure(tables, { systems: ["CPT", "MS-DRG"] });
    expect(systems).toEqual(["CPT", "MS-DRG"]);
    expect(figure("codes.f1", "MS-DRG").value).toBe(1);
    expect(figure("codes.f1"), "a DRG is in no figure over all systems").toMatchObject({ denominator: 2 });
    expect(analysis.tables.codes.map(({ code }) => code)).toEqual(["99213", "470"]);
    expect(analysis.figures.some(({ system }) => system === "ICD-10-CM")).toBe(false);
  });

  it("that only rows of other sources or admitting diagnoses name are not the reference's", async () => {
    const { systems } = await measure(
      {
        encounters: two,
        codes: [
          ...assign("e1", "I10"),
          ...assign("e1", "99213", { system: "CPT", source: "chargemaster" }),
          ...assign("e1", "R07.9", { system: "ICD-10", use: "admitting" }),
        ],
      },
      { reference: { role: "final", sources: ["coder"] } },
    );
    expect(systems).toEqual(["ICD-10-CM"]);
  });

  it("match an encounter exactly when every system does", async () => {
    const { value } = await measure({
      encounters: two,
      codes: [
        ...assign("e1", "I10"),
        ...assign("e1", "99213", { system: "CPT" }),
        ...assign("e2", "I10"),
        ...assign("e2", "99213", { system: "CPT" }),
      ],
      engine_codes: [
        ...assign("e1", "i10"),
        ...assign("e1", "99213", { system: "CPT" }),
        ...assign("e2", "I10"),
        ...assign("e2", "99214", { system: "CPT" }),
      ],
    });
    expect(value("encounters.exact_match", "ICD-10-CM")).toBe(1);
    expect(value("encounters.exact_match", "CPT")).toBe(1 / 2);
    expect(value("encounters.exact_match")).toBe(1 / 2);
  });
});

describe("rows of the reference", () => {
  it("that are admitting diagnoses or reasons for a visit are never compared, on either side", async () => {
    const { figure, analysis } = await measure({
      encounters: two,
      codes: [
        ...assign("e1", "I10"),
        ...assign("e1", "R07.9", { use: "admitting" }),
        ...assign("e1", "R05.9", { use: "reason_for_visit" }),
      ],
      engine_codes: [...assign("e1", "I10"), ...assign("e1", "R10.9", { use: "admitting" })],
    });
    expect(figure("codes.f1")).toMatchObject({ value: 1, denominator: 2 });
    const notice = "never compared: admitting diagnosis or reason for visit";
    expect(analysis.tables.notices.filter((row) => row.notice === notice)).toEqual([
      { notice, side: "engine", system: "ICD-10-CM", count: 1 },
      { notice, side: "reference", system: "ICD-10-CM", count: 2 },
    ]);
  });

  it("of other sources are left out and counted; a blank source is a coder's", async () => {
    const tables = {
      encounters: two,
      codes: [
        ...assign("e1", "I10"),
        ...assign("e1", "E11.9", { source: "coder" }),
        ...assign("e1", "F32.9", { source: "chargemaster" }),
        ...assign("e1", "I10 E11.9", { role: "second", coder_id: "s" }),
        ...assign("e1", "G40", { role: "second", coder_id: "s", source: "chargemaster" }),
      ],
      engine_codes: assign("e1", "I10 E11.9"),
    };
    expect((await measure(tables)).value("codes.recall")).toBe(2 / 3);
    const { value, analysis } = await measure(tables, { reference: { role: "final", sources: ["coder"] } });
    expect(value("codes.recall")).toBe(1);
    expect(value("human.codes.f1")).toBe(1);
    const notice = "coders' rows of other sources, left out";
    expect(analysis.tables.notices.filter((row) => row.notice === notice)).toEqual([
      { notice, side: "reference", system: "ICD-10-CM", count: 1 },
      { notice, side: "second", system: "ICD-10-CM", count: 1 },
    ]);
  });

  it("are those settled by review alone where the scenario says so", async () => {
    const { figure, analysis } = await measure(
      {
        encounters: two,
        codes: [
          ...assign("e1", "I10"),
          ...assign("e2", "I10"),
          ...assign("e2", "E11.9", { role: "adjudicated", coder_id: "board" }),
        ],
        engine_codes: [...assign("e1", "I10"), ...assign("e2", "E11.9")],
      },
      { reference: { role: "adjudicated" } },
    );
    expect(figure("codes.f1")).toMatchObject({ value: 1, denominator: 2, encounters: 1 });
    expect(analysis.tables.flow[1]).toEqual({
      step: "eligible",
      encounters: 1,
      dropped: [{ reason: "no reference coding: adjudicated", encounters: 1 }],
    });
  });

  it("are counted where the coder saw the engine under test", async () => {
    const { analysis } = await measure({
      encounters: two,
      codes: assign("e1", "I10"),
      codings: [
        { encounter_id: "e1", coder_id: "coder", role: "final", assisted: "engine-under-test" },
        { encounter_id: "e2", coder_id: "coder", role: "final", assisted: "cac" },
      ],
    });
    expect(analysis.assisted).toBe(1);
  });
});

describe("notices", () => {
  it("count encounters that have codes but no response row, and responses without a version", async () => {
    const { analysis } = await measure({
      encounters: two,
      codes: assign("e1", "I10"),
      engine_codes: [...assign("e1", "I10"), ...assign("e2", "I10")],
      engine_responses: [answer("e1", "coded")],
    });
    const notices = [
      "encounters with codes but no response row: counted as coded",
      "responses that name no version of the engine",
    ];
    expect(analysis.tables.notices.filter(({ notice }) => notices.includes(notice))).toEqual(
      notices.map((notice) => ({ notice, side: "engine", system: null, count: 1 })),
    );
  });

  it("count a diagnosis written twice, in whatever form, once more for each side; procedures repeat", async () => {
    const { figure, analysis } = await measure({
      encounters: two,
      codes: [
        ...assign("e1", "I10 I10 E119 E11.9"),
        ...assign("e1", "I10 i10", { role: "second", coder_id: "s" }),
        ...assign("e2", "97110 97110", { system: "CPT" }),
      ],
      engine_codes: assign("e1", "E11.9 e119 E11.9"),
    });
    expect(figure("codes.recall", "ICD-10-CM")).toMatchObject({ numerator: 1, denominator: 2 });
    const notice = "repeated diagnosis collapsed to one";
    expect(analysis.tables.notices.filter((row) => row.notice === notice)).toEqual([
      { notice, side: "engine", system: "ICD-10-CM", count: 2 },
      { notice, side: "reference", system: "ICD-10-CM", count: 2 },
      { notice, side: "second", system: "ICD-10-CM", count: 1 },
    ]);
  });

  it("count codes without the form of a code, which stay errors of the engine, and charts without a code", async () => {
    const { figure, analysis } = await measure({
      encounters: two,
      codes: assign("e1", "I10"),
      engine_codes: assign("e1", "I10 C00-C96"),
    });
    expect(figure("codes.precision")).toMatchObject({ numerator: 1, denominator: 2 });
    expect(countedApart(analysis)).toEqual([
      { notice: "encounters without a reference code", side: "reference", system: null, count: 1 },
      { notice: "not in the form of a code", side: "engine", system: "ICD-10-CM", count: 1 },
    ]);
  });
});
