import { describe, expect, it } from "vitest";
import type { CountedMoments } from "../../../src/analysis/ratio-figure.ts";
import { makeTrend } from "../../../src/analysis/trend/make-trend.ts";
import { type CategoryRow, listCategories, type MixRow } from "../../../src/analysis/trend/read-mix.ts";
import type { FigureMoments } from "../../../src/analysis/trend/read-trend.ts";
import type { Trend } from "../../../src/domain/trend.ts";

const firstWeek = 2922;

/** `hits` of `patients` patients, one encounter each. */
function simple(hits: number, patients: number): CountedMoments {
  const [y, x] = [BigInt(hits), BigInt(patients)];
  return {
    clusters: patients,
    y,
    x,
    yy: y,
    xy: y,
    xx: x,
    yes: hits,
    no: patients - hits,
    encounters: patients,
  };
}

function weeksOf(metric: string, hits: readonly number[], patients: number): readonly FigureMoments[] {
  const key = { metric, system: null, slice: null };
  const total = hits.reduce((sum, count) => sum + count, 0);
  return [
    { ...key, period: null, moments: simple(total, patients * hits.length) },
    ...hits.map((count, at) => ({ ...key, period: firstWeek + at, moments: simple(count, patients) })),
  ];
}

/** A mix of three slots, one code a patient. */
function mixOf(weeks: readonly (readonly number[])[]): readonly MixRow[] {
  return weeks.flatMap((slots, at) => {
    const x = slots.reduce((sum, count) => sum + count, 0);
    return slots.map((y, slot) => ({
      system: "ICD-10-CM",
      side: 2,
      period: firstWeek + at,
      slot,
      y,
      x,
      yy: y,
      xy: y,
      xx: x,
      clusters: x,
    }));
  });
}

const run = {
  run: "course-1",
  folder: "reports/course",
  results_sha256: "0",
  engine: "vendor",
  version: ["1", "2"],
  dataset: "course",
  provenance: "synthetic",
  encounters: 800,
  undated: 0,
  complete: true,
  incomplete_because: [],
};

interface Course {
  readonly figures: readonly FigureMoments[];
  readonly mix?: readonly MixRow[];
  readonly base?: number;
  readonly isComplete?: boolean;
}

function trendOf({ figures, mix = [], base, isComplete = true }: Course): Trend {
  const periods = Array.from({ length: 8 }, (_, at) => ({
    period: firstWeek + at,
    version: at < 5 ? "1" : "2",
    encounters: 100,
  }));
  return makeTrend({
    by: "week",
    runs: [{ ...run, complete: isComplete }],
    readings: [{ periods, figures }],
    mix: {
      categories: [1, 2].map((slot) => ({ system: "ICD-10-CM", category: `E1${slot}`, slot })),
      runs: [mix],
    },
    options: { metrics: null, system: null, slice: null, base: base ?? null },
    confidence: 0.95,
    unit: "patient",
    seed: 7,
    notes: [],
  });
}

const calm = [2, 3, 2, 1, 3, 2, 2, 3];

describe("a trend", () => {
  it("shares its false-alarm rate evenly among its families, and within the limits among the points", () => {
    const { families } = trendOf({ figures: weeksOf("engine.error_rate", calm, 100) });
    expect(families.map(({ test, tests, false_alarm_rate }) => [test, tests, false_alarm_rate])).toEqual([
      ["limits", 8, 0.025],
      ["change", 1, 0.025],
    ]);
    expect(families[0]?.level).toBeCloseTo(0.025 / 8, 12);
    expect(families[0]?.z).toBeCloseTo(2.9552, 4);
  });

  it("finds nothing where nothing changes", () => {
    const trend = trendOf({ figures: weeksOf("engine.error_rate", calm, 100) });
    expect([trend.verdict, trend.signals]).toEqual(["nothing-worse", []]);
  });

  it("marks the one week of an outage as worse, and says the limit", () => {
    const trend = trendOf({ figures: weeksOf("engine.error_rate", [2, 3, 2, 30, 3, 2, 2, 3], 100) });
    const [series] = trend.series;
    expect(series?.points.map(({ signal }) => signal)).toEqual([
      null,
      null,
      null,
      "worse",
      null,
      null,
      null,
      null,
    ]);
    expect(trend.verdict).toBe("worse");
    expect(trend.signals.map(({ text }) => text).slice(0, 1)).toEqual([
      expect.stringMatching(
        /^Failed responses: 30\.0 % in 2026-W04, above the limit of \d\d\.\d % \(centre 9\.3 %\)\.$/,
      ),
    ]);
  });

  it("finds the week from which failures stay, and the engine's version that came with it", () => {
    const trend = trendOf({ figures: weeksOf("engine.error_rate", [2, 3, 2, 1, 3, 15, 14, 16], 100) });
    expect(trend.signals[0]).toMatchObject({ kind: "change", signal: "worse", period: "2026-W06" });
    expect(trend.signals[0]?.text).toBe(
      "Failed responses changes at 2026-W06 (week of 2 February 2026): 2.2 % before, 15.0 % from there on (engine version 2 there, 1 before).",
    );
  });

  it("takes a rate of abstentions for neither better nor worse", () => {
    const trend = trendOf({ figures: weeksOf("engine.abstention_rate", [2, 3, 2, 1, 3, 25, 24, 26], 100) });
    expect(trend.signals.map(({ signal }) => signal)).toEqual(["other"]);
    expect(trend.verdict).toBe("nothing-worse");
  });

  it("marks a first failure after a base without any only where it is too many for chance", () => {
    const endWith = (failures: number) =>
      trendOf({ figures: weeksOf("engine.error_rate", [0, 0, 0, 0, 0, 0, 0, failures], 100), base: 4 });
    expect(endWith(1).series[0]?.points[7]?.signal).toBeNull();
    expect(endWith(12).series[0]?.points[7]?.signal).toBe("worse");
  });

  it("is incomplete where its run is, whatever it finds", () => {
    const figures = weeksOf("engine.error_rate", [2, 3, 2, 30, 3, 2, 2, 3], 100);
    expect(trendOf({ figures, isComplete: false }).verdict).toBe("incomplete");
  });

  it("flags the week whose codes spread otherwise, with what moved, and no figure for it", () => {
    const usual = [50, 30, 20];
    const weeks = [usual, usual, usual, usual, usual, usual, [20, 30, 50], usual];
    const { mix, signals, verdict } = trendOf({ figures: [], mix: mixOf(weeks) });
    expect(mix.filter(({ is_flagged }) => is_flagged).map(({ period }) => period)).toEqual(["2026-W07"]);
    expect(signals.map(({ text }) => text)).toEqual([expect.stringContaining("E12 20.0 % to 50.0 %")]);
    expect(mix[0]?.expected).toBeCloseTo(2 * (1 / 100 + 1 / 700) * (mix[0]?.design_effect ?? 0), 12);
    expect(verdict).toBe("nothing-worse");
  });
});

describe("the categories of a mix", () => {
  const row = (category: string, period: number, codes: number): CategoryRow => ({
    system: "ICD-10-CM",
    category,
    period,
    codes,
  });

  it("are those of which a middling point holds ten codes a side, the most frequent first", () => {
    const rows = [1, 2].flatMap((period) => [
      row("I10", period, 100),
      row("E11", period, 200),
      row("J18", period, 4),
    ]);
    expect(listCategories([rows])).toEqual([
      { system: "ICD-10-CM", category: "E11", slot: 1 },
      { system: "ICD-10-CM", category: "I10", slot: 2 },
    ]);
    expect(listCategories([[row("I10", 1, 6)]])).toEqual([]);
  });
});
