import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { TrendOptions } from "../../../src/analysis/trend/trend-options.ts";
import { sliceKey } from "../../../src/domain/figure.ts";
import { type Trend, type TrendSeries, trendSchema } from "../../../src/domain/trend.ts";
import { runScenario } from "../../../src/run/stages.ts";
import { trendExitCode, trendRuns } from "../../../src/run/trend/trend-runs.ts";
import { writeTrend } from "../../../src/run/trend/write-trend.ts";
import { makeRunFolder, openContext, readText, refusalOf, removeFolder, writeFiles } from "../making-runs.ts";
import { type TrendFiles, trendFiles } from "../trend-files.ts";

const everything: TrendOptions = { metrics: null, system: null, slice: null, base: null };

async function makeRun(folder: string, files: TrendFiles): Promise<string> {
  writeFiles(folder, trendFiles(files));
  const out = join(folder, "out");
  await runScenario(join(folder, "scenario.yaml"), { out }, openContext());
  return out;
}

function seriesOf(trend: Trend, metric: string, specialty: string | null = null): TrendSeries {
  const slice = specialty === null ? null : { specialty };
  const found = trend.series.find((one) => one.metric === metric && sliceKey(one.slice) === sliceKey(slice));
  if (found === undefined) throw new Error(`no series ${metric} of ${specialty}`);
  return found;
}

describe("the weeks of a run in which the engine loses one specialty", () => {
  let [folder, run] = ["", ""];
  let trend: Trend;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "shadowbench-trend-"));
    run = await makeRun(folder, { brokenFrom: 7 });
    trend = await trendRuns([run], everything);
    return () => removeFolder(folder);
  });

  it("are ten points under their ISO names, and hold their schema", () => {
    expect(trendSchema.parse(trend)).toEqual(trend);
    expect(trend.by).toBe("week");
    expect(trend.periods.map(({ name }) => name).filter((_, at) => at % 9 === 0)).toEqual([
      "2026-W01",
      "2026-W10",
    ]);
    expect(trend.periods.every(({ encounters }) => encounters === 40)).toBe(true);
  });

  it("show the week of the change in that specialty and not in the other", () => {
    expect(seriesOf(trend, "codes.recall", "cardiology").change).toMatchObject({
      period: "2026-W07",
      is_flagged: true,
      signal: "worse",
    });
    expect(seriesOf(trend, "codes.recall", "surgery").change?.is_flagged).toBe(false);
    expect(trend.verdict).toBe("worse");
    expect(trendExitCode(trend)).toBe(1);
    expect(trend.signals[0]).toMatchObject({ kind: "change", signal: "worse", period: "2026-W07" });
  });

  it("have the values that the weeks' codes give", () => {
    const { points, change } = seriesOf(trend, "codes.recall", "cardiology");
    const counted = points.map(({ numerator, denominator }) => [numerator ?? 0, denominator ?? 0] as const);
    const shareOf = (part: typeof counted) =>
      part.reduce((sum, [y]) => sum + y, 0) / part.reduce((sum, [, x]) => sum + x, 0);
    expect(change?.before.value).toBeCloseTo(shareOf(counted.slice(0, 6)), 12);
    expect(change?.after.value).toBeCloseTo(shareOf(counted.slice(6)), 12);
    for (const { value, numerator, denominator } of points)
      expect(value).toBeCloseTo((numerator ?? 0) / (denominator ?? 1), 12);
  });

  it("lie beyond the limits of a base before the change, which itself is not tested", async () => {
    const held = await trendRuns([run], { ...everything, base: 5, slice: { specialty: "cardiology" } });
    const { points } = seriesOf(held, "codes.f1", "cardiology");
    expect(points.map(({ signal }) => signal)).toEqual([...Array(6).fill(null), ...Array(4).fill("worse")]);
    expect(points.slice(0, 5).every(({ p, lower_limit }) => p === null && lower_limit !== null)).toBe(true);
    expect(held.series.every(({ slice }) => sliceKey(slice) === sliceKey({ specialty: "cardiology" }))).toBe(
      true,
    );
  });

  it("give the same bytes again, and a page with a chart and a table of each figure", async () => {
    const out = join(folder, "trend");
    await writeTrend(out, trend);
    expect(JSON.parse(readText(out, "trend.json"))).toEqual(await trendRuns([run], everything));
    const page = readText(out, "trend.html");
    expect(page).toContain("changes at 2026-W07");
    expect(page.match(/<figure class="chart">/g)?.length).toBeGreaterThan(8);
    expect(page).not.toMatch(/<script|NaN|undefined|https?:\/\/(?!www\.w3\.org)/);
  });

  it("are refused under a metric or slice that is none, with the nearest name", async () => {
    expect(await refusalOf(trendRuns([run], { ...everything, metrics: ["codes.f2"] }))).toMatchObject({
      code: "command-invalid",
      hint: 'did you mean "codes.f1"?',
    });
    expect(
      await refusalOf(trendRuns([run], { ...everything, slice: { specialty: "cardiolgy" } })),
    ).toMatchObject({ code: "command-invalid" });
  });

  it("stand in one series with another run, and not with one of another reference", async () => {
    const [other, strange] = [makeRunFolder({}), makeRunFolder({})];
    const second = await makeRun(other, { brokenFrom: 1, letter: "F" });
    const both = await trendRuns([run, second], everything);
    expect([both.by, both.periods.length, both.notes]).toEqual(["run", 2, []]);
    expect(seriesOf(both, "codes.f1", "cardiology").change).toMatchObject({
      is_flagged: true,
      signal: "worse",
    });
    const twice = await trendRuns([run, run], everything);
    expect(twice.notes.join()).toContain("share encounters");
    const adjudicated = await makeRun(strange, { brokenFrom: 11, role: "adjudicated" });
    expect(await refusalOf(trendRuns([run, adjudicated], everything))).toMatchObject({
      code: "digest-differs",
      problems: [{ message: expect.stringContaining("final") }],
    });
    rmSync(join(second, "run.duckdb"));
    expect(await refusalOf(trendRuns([run, second], everything))).toMatchObject({
      code: "run-folder-invalid",
      hint: expect.stringContaining("shadowbench analyze"),
    });
  });
});

describe("a run whose dates were shifted", () => {
  it("has no weeks, and is told so", async () => {
    const folder = makeRunFolder({});
    const run = await makeRun(folder, { brokenFrom: 11, dates: "shifted" });
    expect(await refusalOf(trendRuns([run], everything))).toMatchObject({
      code: "command-invalid",
      message: expect.stringContaining("no encounter has a week"),
    });
  });
});
