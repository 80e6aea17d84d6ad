import { describe, expect, it } from "vitest";
import { findMetric } from "../../src/domain/metric-catalogue.ts";
import {
  agreementGroups,
  claimGroups,
  drgGroups,
  hccGroups,
  severityGroups,
  visitGroups,
} from "../../src/report/view/figure-groups.ts";
import { buildFigureGroupsView } from "../../src/report/view/figure-groups-view.ts";
import { makeFigure, makeResults, makeVerdict } from "./fixtures.ts";

const results = makeResults();
const groups = [agreementGroups, visitGroups, drgGroups, severityGroups, hccGroups, claimGroups].flat();
const input = { results, service: null, verdict: null };
const plain = (text: string | undefined) => text?.replaceAll("\u00a0", " ");

describe("figures in groups", () => {
  it("name metrics of the catalogue alone", () => {
    const metrics = groups.flatMap(({ rows }) => rows.flatMap((row) => row.metrics));
    const unknown = metrics.filter((metric) => metric !== null && findMetric(metric) === undefined);
    expect(unknown).toEqual([]);
  });

  it("have an id each and as many places a row as heads", () => {
    expect(new Set(groups.map(({ id }) => id)).size).toBe(groups.length);
    for (const { heads, rows } of groups)
      for (const { metrics } of rows) expect(metrics.length).toBeLessThanOrEqual(heads.length);
  });

  it("stand one line a system, all together first, with a cell under every head", () => {
    const { tables } = buildFigureGroupsView(agreementGroups, input);
    const hierarchy = tables.find(({ id }) => id === "hierarchy");
    expect(hierarchy?.lines.slice(0, 3).map(({ scope }) => scope)).toEqual([
      "All code systems",
      "ICD-10-CM",
      "ICD-10-PCS",
    ]);
    for (const { cells } of hierarchy?.lines ?? []) expect(cells).toHaveLength(2);
  });

  it("leave out heads without a figure, and read kappa as a bare number", () => {
    const { tables } = buildFigureGroupsView(agreementGroups, input);
    const chance = tables.find(({ id }) => id === "chance");
    expect(chance?.heads).toEqual(["Cohen's kappa"]);
    expect(chance?.lines[0]?.cells[0]).toMatchObject({ text: "0.860", interval: "0.840–0.880" });
  });

  it("collapse to one line, with the reason, where no figure has a value", () => {
    const { tables, silent } = buildFigureGroupsView(drgGroups, input);
    expect(tables.map(({ id }) => id)).toEqual(["drg"]);
    expect(silent).toEqual([
      { titles: "Payment, over beside under and Case-mix index", reason: "no DRG weights are loaded" },
    ]);
  });

  it("keep a null figure beside others as a dash with its reason", () => {
    const { tables } = buildFigureGroupsView(severityGroups, input);
    expect(tables[0]?.lines[1]?.cells[1]).toEqual({
      text: "—",
      interval: null,
      note: "the reference holds no CC here",
    });
  });

  it("name a system that nobody coded beneath the table, not in it", () => {
    const note = "neither side holds a code here";
    const empty = ["codes.category_f1", "codes.hierarchical_f1"].map((metric) =>
      makeFigure({ metric, system: "ICD-9-CM", encounters: 0, note }),
    );
    const figures = [...results.figures, ...empty];
    const { tables } = buildFigureGroupsView(agreementGroups, { ...input, results: { ...results, figures } });
    const hierarchy = tables.find(({ id }) => id === "hierarchy");
    expect(hierarchy?.lines.map(({ scope }) => scope)).not.toContain("ICD-9-CM");
    expect(hierarchy?.without).toEqual([{ titles: "ICD-9-CM", reason: note }]);
  });

  it("show a slice only where a benchmark names it", () => {
    const slice = { payer: "Medicare" };
    const figure = makeFigure({ metric: "em.agreement", slice, value: 0.7, encounters: 521 });
    const verdict = makeVerdict("go");
    const [benchmark] = verdict.benchmarks;
    if (benchmark === undefined) throw new Error("the fixture has no benchmark");
    const named = { ...verdict, benchmarks: [{ ...benchmark, metric: "em.agreement", system: null, slice }] };
    const sliced = { ...results, figures: [...results.figures, figure] };
    const lines = (verdict: typeof named | null) =>
      buildFigureGroupsView(visitGroups, { results: sliced, service: null, verdict }).tables[0]?.lines ?? [];
    expect(lines(null).map(({ scope }) => scope)).not.toContain("payer: Medicare");
    const line = lines(named).find(({ scope }) => scope === "payer: Medicare");
    expect(plain(line?.cells[0]?.text)).toBe("70.0 %");
  });

  it("are nothing at all where nobody measured them", () => {
    const none = { ...input, results: { ...results, figures: [] } };
    expect(buildFigureGroupsView(groups, none)).toEqual({ tables: [], silent: [] });
  });
});
