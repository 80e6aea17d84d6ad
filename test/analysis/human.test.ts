import { describe, expect, it } from "vitest";
import { type Chart, makeCharts, tablesOf } from "./charts.ts";
import { assign, measure } from "./made-tables.ts";

const charts: readonly Chart[] = [
  { encounter: "e1", patient: "p1", reference: ["A00", "B00"], second: ["A00", "B00"], engine: ["A00"] },
  {
    encounter: "e2",
    patient: "p2",
    reference: ["A00", "C00"],
    second: ["A00", "D00"],
    engine: ["A00", "C00"],
  },
  { encounter: "e3", patient: "p2", reference: ["A00"], second: null, engine: [] },
  { encounter: "e4", patient: "p3", reference: ["B00"], second: [], engine: ["B00", "E00"] },
];

describe("two coders on the same charts", () => {
  it("agree as worked by hand: TP 3, over 1, missed 2 on three of four charts", async () => {
    const { figure, value } = await measure(tablesOf(charts));
    expect(figure("human.codes.precision")).toMatchObject({ numerator: 3, denominator: 4 });
    expect(figure("human.codes.recall")).toMatchObject({ numerator: 3, denominator: 5, encounters: 3 });
    expect(value("human.codes.f1")).toBe(2 / 3);
    expect(value("human.codes.net_accuracy")).toBe(2 / 5);
    expect(value("human.encounters.exact_match")).toBe(1 / 3);
    expect(value("human.encounters.jaccard")).toBeCloseTo((1 + 1 / 3 + 0) / 3, 12);
  });

  it("are told from the engine on those charts alone, with the paired variance", async () => {
    const { figure } = await measure(tablesOf(charts));
    const excess = figure("excess.codes.f1");
    expect(excess.value).toBeCloseTo(2 / 3 - 4 / 5, 15);
    // z: human 4/27, -2/27, -2/27; engine -.04, .08, -.04.
    const d = [4 / 27 + 0.04, -2 / 27 - 0.08, -2 / 27 + 0.04];
    const variance = (3 / 2) * d.reduce((sum, each) => sum + each ** 2, 0);
    expect(excess.se).toBeCloseTo(Math.sqrt(variance), 14);
    expect(excess).toMatchObject({ df: 2, clusters: 3, encounters: 3, scale: "identity", numerator: null });
    // t of 2 degrees of freedom, 4.3027, times the standard error is 1.294: beyond both ends of a difference
    expect(excess).toMatchObject({ lower: -1, upper: 1 });
  });

  it("have the figures that the second coder would have as an engine", async () => {
    const made = makeCharts(60, 20, 5);
    const doubly = made.filter(({ second }) => second !== null);
    const asEngine = doubly.map((chart) => ({ ...chart, engine: chart.second ?? [], second: null }));
    const human = await measure(tablesOf(made));
    const engine = await measure(tablesOf(asEngine));
    for (const metric of ["codes.precision", "codes.f1", "codes.net_accuracy", "encounters.exact_match"])
      expect(human.figure(`human.${metric}`)).toEqual({
        ...engine.figure(metric),
        metric: `human.${metric}`,
      });
  });

  it("are nobody where no chart was coded twice: no figure is made", async () => {
    const { analysis } = await measure(tablesOf(charts.map((chart) => ({ ...chart, second: null }))));
    expect(analysis.figures.filter(({ metric }) => /^(human|excess)\./.test(metric))).toEqual([]);
  });

  it("count a chart on which only the engine found a code for the excess, not between themselves", async () => {
    const { figure } = await measure(
      tablesOf([...charts, { encounter: "e5", patient: "p4", reference: [], second: [], engine: ["F00"] }]),
    );
    expect(figure("human.encounters.exact_match")).toMatchObject({
      denominator: 3,
      encounters: 3,
      clusters: 3,
    });
    expect(figure("excess.encounters.exact_match")).toMatchObject({ encounters: 4, clusters: 4 });
  });

  it("of several second coders count the first by id, even one who found nothing", async () => {
    const { value } = await measure({
      encounters: [{ encounter_id: "e1" }],
      codes: [...assign("e1", "A00"), ...assign("e1", "A00", { role: "second", coder_id: "b" })],
      codings: [{ encounter_id: "e1", coder_id: "a", role: "second" }],
    });
    expect(value("human.codes.recall")).toBe(0);
  });
});

describe("the first-listed diagnosis of two coders", () => {
  const encounters = ["e1", "e2"].map((encounter_id) => ({ encounter_id }));
  const reference = [...assign("e1", "A00", { sequence: 1 }), ...assign("e2", "B00", { sequence: 1 })];
  const second = [
    ...assign("e1", "A00", { role: "second", coder_id: "s", sequence: 1 }),
    ...assign("e2", "C00", { role: "second", coder_id: "s", sequence: 1 }),
  ];

  it("is compared with both numbering", async () => {
    const engine_codes = [...assign("e1", "A00", { sequence: 1 }), ...assign("e2", "B00", { sequence: 1 })];
    const { value } = await measure({ encounters, codes: [...reference, ...second], engine_codes });
    expect(value("human.principal.agreement")).toBe(1 / 2);
    expect(value("excess.principal.agreement")).toBe(-1 / 2);
  });

  it("is compared between people where the engine numbers nothing; the excess is null with its reason", async () => {
    const engine_codes = [...assign("e1", "A00"), ...assign("e2", "B00")];
    const { figure } = await measure({ encounters, codes: [...reference, ...second], engine_codes });
    expect(figure("human.principal.agreement").value).toBe(1 / 2);
    expect(figure("excess.principal.agreement")).toMatchObject({
      value: null,
      se: null,
      note: "the engine numbers none of the codes",
    });
  });

  it("is null with its reason where the second coder numbers nothing", async () => {
    const unnumbered = second.map((row) => ({ ...row, sequence: null }));
    const { figure } = await measure({ encounters, codes: [...reference, ...unnumbered] });
    expect(figure("human.principal.agreement")).toMatchObject({
      value: null,
      note: "the second coder numbers none of the codes",
    });
  });
});
