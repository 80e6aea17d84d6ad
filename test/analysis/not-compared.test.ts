import { describe, expect, it } from "vitest";
import { answer, assign, countedApart, diagnoses, measure, type Tables } from "./made-tables.ts";

const drg = (encounter: string, code: string) => assign(encounter, code, { system: "MS-DRG" });

describe("a DRG that the engine never gives", () => {
  const encounters = ["e1", "e2"].map((encounter_id) => ({ encounter_id }));
  const tables: Tables = {
    encounters,
    codes: encounters.flatMap(({ encounter_id }) => [
      ...assign(encounter_id, "I10"),
      ...drg(encounter_id, "291"),
      ...drg(encounter_id, "291").map((row) => ({ ...row, role: "second", coder_id: "bob" })),
    ]),
    engine_codes: encounters.flatMap(({ encounter_id }) => assign(encounter_id, "I10")),
    engine_responses: encounters.map(({ encounter_id }) => answer(encounter_id, "coded")),
  };
  const systems = [diagnoses, "MS-DRG"];

  it("is no miss: every figure of its system is null and says why", async () => {
    const { analysis, value, figure } = await measure(tables, { systems });
    const ofEngine = analysis.figures.filter(
      ({ metric, system }) => system === "MS-DRG" && !metric.startsWith("human."),
    );
    expect(ofEngine.some(({ metric }) => metric === "codes.recall")).toBe(true);
    expect(ofEngine.some(({ metric }) => metric === "codes.f1_macro.reference")).toBe(true);
    expect(ofEngine.some(({ metric }) => metric === "excess.codes.f1")).toBe(true);
    for (const each of ofEngine)
      expect(each).toMatchObject({ value: null, lower: null, note: "the engine gives no MS-DRG" });
    expect(value("codes.recall")).toBe(1);
    expect(figure("human.codes.f1", "MS-DRG").value).toBe(1);
  });

  it("counts as missed as soon as the engine gives one anywhere, in a held answer too", async () => {
    const given = [...(tables.engine_codes ?? []), ...drg("e1", "291")];
    expect(
      (await measure({ ...tables, engine_codes: given }, { systems })).value("codes.recall", "MS-DRG"),
    ).toBe(1 / 2);
    const engine_responses = [answer("e1", "abstained"), answer("e2", "coded")];
    const held = await measure({ ...tables, engine_codes: given, engine_responses }, { systems });
    expect(held.value("codes.recall", "MS-DRG")).toBe(0);
  });

  it("leaves other systems as they were: their absent codes are missed", async () => {
    const codes = assign("e1", "99213", { system: "CPT" });
    const { value } = await measure({ ...tables, codes });
    expect(value("codes.recall", "CPT")).toBe(0);
  });
});

describe("several coders of one encounter", () => {
  it("are told: united where of record, left out where further seconds", async () => {
    const by = (coder_id: string, role: string) => ({ coder_id, role });
    const { analysis, value } = await measure({
      encounters: [{ encounter_id: "e1" }, { encounter_id: "e2" }],
      codes: [
        ...assign("e1", "I10", by("ann", "final")),
        ...assign("e1", "E11.9", by("bob", "final")),
        ...assign("e2", "I10", by("ann", "final")),
        ...assign("e1", "I10", by("cy", "second")),
        ...assign("e1", "J18.9 G40", by("dee", "second")),
      ],
      engine_codes: assign("e1", "I10 E11.9"),
      engine_responses: ["e1", "e2"].map((id) => answer(id, "coded", { version: "1" })),
    });
    expect(countedApart(analysis)).toEqual([
      {
        notice: "encounters with several coders of record: their codes united",
        side: "reference",
        system: null,
        count: 1,
      },
      { notice: "rows of further second coders, left out", side: "second", system: diagnoses, count: 2 },
    ]);
    expect(value("codes.recall")).toBe(2 / 3);
    expect(value("human.codes.recall")).toBe(1 / 2);
  });
});

describe("encounters still open", () => {
  it("are in no figure, table or notice, so that the flow's compared ones are the figures'", async () => {
    const encounters = ["e1", "e2", "e3"].map((encounter_id) => ({ encounter_id, payer: "Aetna" }));
    const { analysis, figure, value, code } = await measure(
      {
        encounters,
        codes: [...assign("e1", "I10"), ...assign("e2", "I10"), ...assign("e3", "I10 I10 E11.9")],
        engine_codes: assign("e1", "I10"),
        engine_responses: [answer("e1", "coded", { version: "1" }), answer("e2", "failed")],
      },
      { isRecorded: false, slices: ["payer"] },
    );
    expect(analysis.tables.flow.at(-1)).toEqual({ step: "compared", encounters: 2, dropped: [] });
    expect(figure("codes.recall")).toMatchObject({ value: 1 / 2, encounters: 2, denominator: 2 });
    expect(figure("codes.recall", "all", { payer: "Aetna" }).encounters).toBe(2);
    expect(figure("engine.error_rate")).toMatchObject({ value: 1 / 2, encounters: 2 });
    expect(value("codes.f1_macro.reference")).toBeCloseTo(2 / 3, 10);
    expect(code("I10")).toMatchObject({ both: 1, missed: 1, neither: 0 });
    expect(analysis.tables.codes).toHaveLength(1);
    expect(countedApart(analysis)).toEqual([]);
  });
});
