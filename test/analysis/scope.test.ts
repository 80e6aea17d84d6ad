import { describe, expect, it } from "vitest";
import { answer, assign, measure } from "./made-tables.ts";

const benchmark = { metric: "codes.recall", at_least: 0.9, on: "bound", level: "block" } as const;

const encounters = [
  { encounter_id: "e1", setting: "inpatient", payer: "Medicare", claim_type: "facility", ward: "3" },
  { encounter_id: "e2", setting: "outpatient", payer: "Medicare", claim_type: "facility", ward: "3" },
  { encounter_id: "e3", setting: "outpatient", payer: null, claim_type: "professional", ward: "4" },
  { encounter_id: "e4", setting: null, payer: "Aetna", claim_type: "professional", ward: null },
];
const codes = encounters.flatMap(({ encounter_id }) => assign(encounter_id, "I10 E11.9"));
const engine_codes = [...assign("e1", "I10"), ...assign("e3", "I10 E11.9")];
const engine_responses = encounters.map(({ encounter_id }) => answer(encounter_id, "coded"));
const tables = { encounters, codes, engine_codes, engine_responses };

describe("include and exclude", () => {
  it("drop encounters with the first reason in the scenario's order, every drop counted", async () => {
    const { analysis, figure } = await measure(tables, {
      include: { setting: ["outpatient"], payer: ["Medicare", "Aetna"] },
    });
    expect(analysis.tables.flow.slice(0, 2)).toEqual([
      { step: "received", encounters: 4, dropped: [] },
      {
        step: "eligible",
        encounters: 1,
        dropped: [
          { reason: "not included: setting", encounters: 2 },
          { reason: "not included: payer", encounters: 1 },
        ],
      },
    ]);
    expect(figure("codes.recall")).toMatchObject({ denominator: 2, encounters: 1 });
  });

  it("leave out any value excluded, and keep encounters that have none", async () => {
    const { analysis } = await measure(tables, {
      include: { claim_type: ["facility", "professional"] },
      exclude: { setting: ["inpatient"], ward: ["4"] },
    });
    expect(analysis.tables.flow[1]?.dropped).toEqual([
      { reason: "excluded: setting", encounters: 1 },
      { reason: "excluded: ward", encounters: 1 },
    ]);
    expect(analysis.encounters).toBe(2);
  });

  it("leave out encounters nobody coded, where the dataset says who coded what", async () => {
    const { analysis } = await measure({
      ...tables,
      codes: assign("e1", "I10"),
      codings: [{ encounter_id: "e2", coder_id: "coder", role: "final" }],
    });
    expect(analysis.tables.flow[1]).toMatchObject({
      encounters: 2,
      dropped: [{ reason: "no reference coding: final", encounters: 2 }],
    });
  });

  it("that leave nothing give figures without value, each with its reason", async () => {
    const { analysis } = await measure(tables, { include: { setting: ["nowhere"] } });
    expect(analysis.encounters).toBe(0);
    expect(analysis.tables.codes).toEqual([]);
    expect(analysis.figures.length).toBeGreaterThan(20);
    for (const figure of analysis.figures) {
      const isAsked = !figure.metric.startsWith("automation.");
      const note = isAsked
        ? "no encounter in scope matches"
        : "the scenario asks for no automation threshold";
      expect(figure).toMatchObject({ value: null, lower: null, note });
    }
  });
});

describe("slices", () => {
  it("have one part per value, 'not recorded' among them", async () => {
    const { figure, analysis } = await measure(tables, { slices: ["payer"] });
    expect(figure("codes.recall", "all", { payer: "Medicare" })).toMatchObject({
      value: 1 / 4,
      encounters: 2,
    });
    expect(figure("codes.recall", "all", { payer: null })).toMatchObject({ value: 1, encounters: 1 });
    expect(figure("engine.answered_rate", null, { payer: "Aetna" }).value).toBe(1);
    const parts = analysis.figures.filter(({ slice }) => slice !== null && "payer" in slice);
    expect(new Set(parts.map(({ slice }) => slice?.payer))).toEqual(new Set(["Medicare", "Aetna", null]));
  });

  it("by claim_type are made where both kinds occur, asked or not", async () => {
    const { figure, analysis } = await measure(tables);
    expect(figure("codes.recall", "all", { claim_type: "facility" }).value).toBe(1 / 4);
    expect(figure("codes.recall", "all", { claim_type: "professional" }).value).toBe(1 / 2);
    expect(new Set(analysis.figures.map(({ slice }) => slice?.claim_type))).toEqual(
      new Set([undefined, "facility", "professional"]),
    );
    const facility = await measure(tables, { include: { claim_type: ["facility"] } });
    expect(facility.analysis.figures.every(({ slice }) => slice === null)).toBe(true);
  });

  it("of several columns are made where a benchmark names them", async () => {
    const slice = { payer: "Medicare", setting: "outpatient" };
    const { figure } = await measure(tables, { benchmarks: [{ ...benchmark, slice }] });
    expect(figure("codes.recall", "all", slice)).toMatchObject({ value: 0, denominator: 2, encounters: 1 });
  });

  it("that match nothing stay, null with their reason", async () => {
    const slice = { payer: "Cigna" };
    const { figure } = await measure(tables, { benchmarks: [{ ...benchmark, slice }] });
    for (const metric of ["codes.recall", "codes.f1_macro.reference", "engine.error_rate"])
      expect(figure(metric, undefined, slice)).toMatchObject({
        value: null,
        note: "no encounter in scope matches",
        encounters: 0,
      });
  });

  it("have macro intervals only where a macro benchmark names them", async () => {
    const slice = { claim_type: "facility" };
    const plain = await measure(tables);
    expect(plain.figure("codes.f1_macro.reference", "all", slice)).toMatchObject({
      lower: null,
      note: "no interval: made where a benchmark names the slice",
    });
    const asked = await measure(tables, {
      benchmarks: [{ ...benchmark, metric: "codes.f1_macro.reference", slice }],
    });
    expect(asked.figure("codes.f1_macro.reference", "all", slice).lower).not.toBeNull();
  });
});
