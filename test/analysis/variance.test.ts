import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Figure } from "../../src/domain/figure.ts";
import {
  type Chart,
  type Cluster,
  type Counts,
  clustersOf,
  countSides,
  residuals,
  sum,
  tablesOf,
  varianceOf,
} from "./charts.ts";
import { answer, measure } from "./made-tables.ts";
import { randomCharts, randomStatuses } from "./random-charts.ts";

type Part = (counts: Counts) => number;
const ratios: readonly (readonly [string, Part, Part])[] = [
  ["codes.precision", ({ tp }) => tp, ({ tp, fp }) => tp + fp],
  ["codes.recall", ({ tp }) => tp, ({ tp, fn }) => tp + fn],
  ["codes.f1", ({ tp }) => 2 * tp, ({ tp, fp, fn }) => 2 * tp + fp + fn],
  ["codes.net_accuracy", ({ tp, fp }) => tp - fp, ({ tp, fn }) => tp + fn],
  ["encounters.exact_match", ({ fp, fn }) => (fp + fn === 0 ? 1 : 0), () => 1],
  ["encounters.jaccard", ({ tp, fp, fn }) => tp / (tp + fp + fn), () => 1],
  ["encounters.f1", ({ tp, fp, fn }) => (2 * tp) / (2 * tp + fp + fn), () => 1],
];

function expectClose(made: number | null, expected: number): void {
  expect(made).not.toBeNull();
  expect(Math.abs((made ?? Number.NaN) - expected)).toBeLessThanOrEqual(
    1e-12 * Math.max(1, Math.abs(expected)),
  );
}

function engineCounts(all: readonly Chart[]) {
  return all.map(({ patient, reference, engine }) => ({ patient, counts: countSides(reference, engine) }));
}

function humanCounts(all: readonly Chart[]) {
  return all.map(({ patient, reference, second }) => ({
    patient,
    counts: countSides(reference, second ?? []),
  }));
}

function expectRatio(made: Figure, clusters: ReadonlyMap<string, Cluster>): void {
  const totals = [...clusters.values()];
  const totalX = sum(totals.map((cluster) => cluster.x));
  if (totalX === 0) {
    expect(made).toMatchObject({ value: null, se: null });
    return;
  }
  expectClose(made.value, sum(totals.map((cluster) => cluster.y)) / totalX);
  expect(made.clusters).toBe(clusters.size);
  if (clusters.size < 2) expect(made.se).toBeNull();
  else expectClose((made.se ?? Number.NaN) ** 2, varianceOf([...residuals(clusters).values()]));
}

function ratioOf(clusters: ReadonlyMap<string, Cluster>): number | null {
  const totals = [...clusters.values()];
  const totalX = sum(totals.map((cluster) => cluster.x));
  return totalX === 0 ? null : sum(totals.map((cluster) => cluster.y)) / totalX;
}

function carries(cluster: Cluster | undefined): boolean {
  return cluster !== undefined && (cluster.x !== 0 || cluster.y !== 0);
}

/** The paired variance: that of z_human − z_engine over patients with anything in either. */
function expectExcess(
  made: Figure,
  human: ReadonlyMap<string, Cluster>,
  engine: ReadonlyMap<string, Cluster>,
) {
  const [a, b] = [ratioOf(human), ratioOf(engine)];
  if (a === null || b === null) {
    expect(made).toMatchObject({ value: null, se: null });
    return;
  }
  expectClose(made.value, a - b);
  const either = [...new Set([...human.keys(), ...engine.keys()])];
  const patients = either.filter((each) => carries(human.get(each)) || carries(engine.get(each)));
  expect(made.clusters).toBe(patients.length);
  const [za, zb] = [residuals(human), residuals(engine)];
  const differences = patients.map((each) => (za.get(each) ?? 0) - (zb.get(each) ?? 0));
  if (patients.length < 2) expect(made.se).toBeNull();
  else expectClose((made.se ?? Number.NaN) ** 2, varianceOf(differences));
}

describe("ratios over patients, recomputed patient by patient", () => {
  it("have the value and the linearised variance of METRICS.md", async () => {
    const property = fc.asyncProperty(randomCharts, async (all) => {
      const { figure } = await measure(tablesOf(all));
      for (const [metric, y, x] of ratios) expectRatio(figure(metric), clustersOf(engineCounts(all), y, x));
    });
    await fc.assert(property, { numRuns: 6, seed: 2026 });
  });

  it("of answered encounters alone leave out the others; the main ones take them for empty", async () => {
    const property = fc.asyncProperty(randomCharts, randomStatuses, async (all, drawn) => {
      const statusAt = (index: number) => drawn[index % drawn.length] ?? "coded";
      const engine_responses = all.map(({ encounter }, index) => answer(encounter, statusAt(index)));
      const emptied = all.map((each, index) =>
        statusAt(index) === "coded" ? each : { ...each, engine: [] },
      );
      const coded = all.filter((_, index) => statusAt(index) === "coded");
      const { figure } = await measure({ ...tablesOf(all), engine_responses });
      for (const [metric, y, x] of ratios) {
        expectRatio(figure(metric), clustersOf(engineCounts(emptied), y, x));
        expectRatio(figure(`${metric}.answered`), clustersOf(engineCounts(coded), y, x));
      }
    });
    await fc.assert(property, { numRuns: 6, seed: 11 });
  });

  it("of two coders and of their excess over the engine have the paired variance", async () => {
    const property = fc.asyncProperty(randomCharts, async (drafts) => {
      const all = drafts.map((draft, index) => (index === 0 ? { ...draft, second: ["A00"] } : draft));
      const doubly = all.filter(({ second }) => second !== null);
      const { figure } = await measure(tablesOf(all));
      for (const [metric, y, x] of ratios) {
        const human = clustersOf(humanCounts(doubly), y, x);
        const engine = clustersOf(engineCounts(doubly), y, x);
        expectRatio(figure(`human.${metric}`), human);
        expectExcess(figure(`excess.${metric}`), human, engine);
      }
    });
    await fc.assert(property, { numRuns: 6, seed: 7 });
  });
});
