import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { measureChance } from "../../src/analysis/chance/chance.ts";
import type { PairLimits } from "../../src/analysis/chance/pooled.ts";
import { encode } from "../../src/analysis/encode/encode.ts";
import { applyScope } from "../../src/analysis/scope/scope.ts";
import { makeScopes } from "../../src/analysis/slices/scopes.ts";
import type { Figure } from "../../src/domain/figure.ts";
import { seededRandom } from "../../src/effects.ts";
import { cohenKappa } from "../../src/stats/kappa.ts";
import { type Chart, jackknifeGroups, makeCharts, sum, tablesOf } from "./charts.ts";
import { answer, assign, defaultInput, keepStore, type Row, type Tables } from "./made-tables.ts";

interface Asked {
  readonly systems?: readonly string[];
  readonly seed?: number;
  readonly limits?: PairLimits;
  readonly notGiven?: readonly number[];
}

type Find = (metric: string, system?: string) => Figure;

async function chanceOf(
  tables: Tables,
  { systems, seed = 7, limits, notGiven = [] }: Asked = {},
): Promise<Find> {
  const store = await keepStore(tables);
  const input = { ...defaultInput, systems: systems ?? null, seed };
  await applyScope(store, input);
  const asked = await encode(store, input);
  const context = {
    scopes: await makeScopes(store, input),
    systems: asked,
    confidence: 0.95,
    unit: "patient",
    systemsNotGiven: new Set(notGiven),
  };
  const figures = await measureChance(store, context, input, limits);
  return (metric, system = "all") => {
    const found = figures.filter((figure) => figure.metric === metric && figure.system === system);
    if (found[0] === undefined || found.length > 1) throw new Error(`${found.length} figures ${metric}`);
    return found[0];
  };
}

type Index = (one: readonly string[], other: readonly string[]) => number;

function jaccard(one: readonly string[], other: readonly string[]): number {
  const united = new Set([...one, ...other]).size;
  return united === 0 ? 1 : one.filter((code) => other.includes(code)).length / united;
}

function masi(one: readonly string[], other: readonly string[]): number {
  const shared = one.filter((code) => other.includes(code)).length;
  if (shared === one.length && shared === other.length) return 1;
  if (shared === 0) return 0;
  return (jaccard(one, other) * (shared === Math.min(one.length, other.length) ? 2 : 1)) / 3;
}

/** Alpha by its definition: distances within charts against distances of all pooled sets, those of one chart too. */
function alphaOf(charts: readonly Chart[], index: Index): number {
  const held = charts.filter(({ reference, engine }) => reference.length + engine.length > 0);
  const sets = held.flatMap(({ reference, engine }) => [reference, engine]);
  const within = sum(held.map(({ reference, engine }) => 1 - index(reference, engine))) / held.length;
  const pairs = sets.flatMap((one, i) => sets.slice(i + 1).map((other) => 1 - index(one, other)));
  return 1 - within / (sum(pairs) / pairs.length);
}

function kappaOf(charts: readonly Chart[], codes: readonly string[]): number {
  const cells = charts.flatMap(({ reference, engine }) =>
    codes.map((code) => [reference.includes(code), engine.includes(code)] as const),
  );
  const count = (coder: boolean, machine: boolean) =>
    cells.filter(([one, other]) => one === coder && other === machine).length;
  return (
    cohenKappa([
      [count(true, true), count(true, false)],
      [count(false, true), count(false, false)],
    ]) ?? Number.NaN
  );
}

const measures: Readonly<Record<string, (charts: readonly Chart[], codes: readonly string[]) => number>> = {
  "agreement.kappa": kappaOf,
  "agreement.alpha.jaccard": (charts) => alphaOf(charts, jaccard),
  "agreement.alpha.masi": (charts) => alphaOf(charts, masi),
};

describe("agreement beyond chance", () => {
  it.each(Object.entries(measures))(
    "%s is that of its definition, and without each group",
    async (name, measure) => {
      const charts = makeCharts(60, 40, 23);
      const codes = [...new Set(charts.flatMap(({ reference, engine }) => [...reference, ...engine]))];
      const made = (await chanceOf(tablesOf(charts), { seed: 41 }))(name);
      const theta = measure(charts, codes);
      const groups = jackknifeGroups([...new Set(charts.map(({ patient }) => patient))], 41);
      const thetas = [...new Set(groups.values())].map((group) =>
        measure(
          charts.filter(({ patient }) => groups.get(patient) !== group),
          codes,
        ),
      );
      const variance = (1 - 1 / thetas.length) * sum(thetas.map((without) => (without - theta) ** 2));
      expect(made.value).toBeCloseTo(theta, 10);
      expect(made.se).toBeCloseTo(Math.sqrt(variance), 9);
      expect(made).toMatchObject({ slice: null, scale: "identity", df: thetas.length - 1 });
      expect(made.lower).toBeLessThan(theta);
      expect(made.method).toBe(`delete-a-group jackknife over patients, ${thetas.length} groups`);
    },
  );

  it("is worked by hand: {A} as {A}, {A} as {B}, nothing as {A}; a chart empty on both sides is no unit", async () => {
    const figure = await chanceOf({
      encounters: ["e1", "e2", "e3", "e4"].map((encounter_id) => ({ encounter_id })),
      codes: [...assign("e1", "A00"), ...assign("e2", "A00")],
      engine_codes: [...assign("e1", "A00"), ...assign("e2", "B00"), ...assign("e3", "A00")],
      engine_responses: ["e1", "e2", "e3", "e4"].map((id) => answer(id, "coded")),
    });
    // Six values A A A B ∅ A: 6 of 15 pairs alike; within, 1 of 3. Cells: 4 × 2; both 1, engine alone 2, coder alone 1.
    expect(figure("agreement.alpha.jaccard").value).toBeCloseTo(1 - 2 / 3 / (9 / 15), 10);
    expect(figure("agreement.alpha.masi").value).toBeCloseTo(1 - 2 / 3 / (9 / 15), 10);
    expect(figure("agreement.alpha.jaccard").encounters).toBe(3);
    expect(figure("agreement.kappa").value).toBeCloseTo((5 / 8 - 9 / 16) / (1 - 9 / 16), 12);
    expect(figure("agreement.kappa").encounters).toBe(4);
  });

  it("warns that prevalence dominates kappa, says which pairs alpha is over, and warns of few groups", async () => {
    const figure = await chanceOf(tablesOf(makeCharts(90, 12, 23)));
    const few = "only 12 groups: take it with care";
    expect(figure("agreement.kappa").note).toBe(`prevalence dominates kappa: read it beside F1; ${few}`);
    expect(figure("agreement.alpha.masi").note).toBe(`expected disagreement over all pairs; ${few}`);
  });

  it("is 1 for an engine that never differs", async () => {
    const charts = makeCharts(60, 40, 3).map((chart) => ({ ...chart, engine: chart.reference }));
    const figure = await chanceOf(tablesOf(charts));
    for (const metric of Object.keys(measures))
      expect(figure(metric)).toMatchObject({ value: 1, lower: 1, upper: 1, se: 0 });
  });

  it("does not change when the sides are swapped", async () => {
    const charts = makeCharts(60, 40, 5);
    const swapped = charts.map((chart) => ({ ...chart, reference: chart.engine, engine: chart.reference }));
    const [one, other] = [await chanceOf(tablesOf(charts)), await chanceOf(tablesOf(swapped))];
    for (const metric of Object.keys(measures)) {
      expect(other(metric).value).toBeCloseTo(one(metric).value ?? Number.NaN, 12);
      expect(other(metric).se).toBeCloseTo(one(metric).se ?? Number.NaN, 12);
    }
  });

  it("is told for each system and for all together", async () => {
    const procedure = { system: "CPT" };
    const figure = await chanceOf({
      encounters: [{ encounter_id: "e1" }, { encounter_id: "e2" }],
      codes: [...assign("e1", "I10"), ...assign("e2", "E11.9"), ...assign("e1", "99213", procedure)],
      engine_codes: [...assign("e1", "I10"), ...assign("e2", "E11.9"), ...assign("e2", "99213", procedure)],
    });
    expect(figure("agreement.alpha.jaccard", "ICD-10-CM").value).toBe(1);
    expect(figure("agreement.alpha.jaccard", "CPT").value).toBeLessThan(0);
    expect(figure("agreement.alpha.jaccard").value).toBeGreaterThan(0);
    expect(figure("agreement.kappa", "CPT").value).toBe(-1);
  });

  it("is null with its reason where nothing can be told from chance, or a side has nothing", async () => {
    const same = await chanceOf({
      encounters: [{ encounter_id: "e1" }, { encounter_id: "e2" }],
      codes: [...assign("e1", "I10"), ...assign("e2", "I10")],
      engine_codes: [...assign("e1", "I10"), ...assign("e2", "I10")],
    });
    expect(same("agreement.kappa")).toMatchObject({
      value: null,
      note: "both sides give every code to every encounter: nothing to tell from chance",
    });
    expect(same("agreement.alpha.masi")).toMatchObject({
      value: null,
      note: "all code sets are alike: nothing to tell from chance",
    });
    const silent = await chanceOf({ encounters: [{ encounter_id: "e1" }] }, { systems: ["CPT"] });
    expect(silent("agreement.kappa", "CPT").note).toBe("neither side holds a code here");
    const ungrouped = await chanceOf(
      { encounters: [{ encounter_id: "e1" }], codes: assign("e1", "470", { system: "MS-DRG" }) },
      { systems: ["MS-DRG"], notGiven: [0] },
    );
    expect(ungrouped("agreement.alpha.jaccard", "MS-DRG").note).toBe("the engine gives no MS-DRG");
  });

  it("has no interval where one group holds everything", async () => {
    const figure = await chanceOf({
      encounters: [
        { encounter_id: "e1", patient_id: "p1" },
        { encounter_id: "e2", patient_id: "p1" },
      ],
      codes: [...assign("e1", "I10"), ...assign("e2", "E11.9")],
      engine_codes: [...assign("e1", "I10"), ...assign("e2", "I10")],
    });
    expect(figure("agreement.alpha.jaccard")).toMatchObject({
      lower: null,
      se: null,
      note: "expected disagreement over all pairs; one group holds every code: no interval",
    });
  });
});

describe("alpha beyond the limit of encounters", () => {
  const charts = makeCharts(300, 200, 29);
  const limits = { encounters: 100, draws: 200_000 };

  it("is over drawn pairs, near that over all, and says so", async () => {
    const [all, drawn] = [await chanceOf(tablesOf(charts)), await chanceOf(tablesOf(charts), { limits })];
    for (const metric of ["agreement.alpha.jaccard", "agreement.alpha.masi"]) {
      expect(drawn(metric).value).not.toBe(all(metric).value);
      expect(drawn(metric).value).toBeCloseTo(all(metric).value ?? Number.NaN, 2);
      expect(drawn(metric).se).toBeCloseTo(all(metric).se ?? Number.NaN, 2);
      expect(drawn(metric).note).toBe("expected disagreement over 200000 pairs drawn by hash");
    }
    expect(drawn("agreement.kappa")).toEqual(all("agreement.kappa"));
  });

  it("counts what sets share beyond the most frequent codes too", async () => {
    const random = seededRandom(31);
    const books = ["A", "B", "C"].map((letter) =>
      Array.from({ length: 70 }, (_, index) => `${letter}${String(index).padStart(2, "0")}`),
    );
    const draw = (book: readonly string[]) => book.filter(() => random() < 0.9);
    const long = Array.from({ length: 150 }, (_, index) => {
      const book = books[index % 3] ?? [];
      const other = index % 4 === 0 ? (books[(index + 1) % 3] ?? []) : book;
      return {
        encounter: `e${index}`,
        patient: `p${index}`,
        reference: draw(book),
        engine: draw(other),
        second: null,
      };
    });
    const [all, drawn] = [await chanceOf(tablesOf(long)), await chanceOf(tablesOf(long), { limits })];
    for (const metric of ["agreement.alpha.jaccard", "agreement.alpha.masi"]) {
      expect(drawn(metric).value).toBeCloseTo(all(metric).value ?? Number.NaN, 2);
      expect(drawn(metric).se).toBeCloseTo(all(metric).se ?? Number.NaN, 2);
    }
  });

  it("gives the same again from the same seed, and another value from another", async () => {
    const [one, again] = [
      await chanceOf(tablesOf(charts), { limits }),
      await chanceOf(tablesOf(charts), { limits }),
    ];
    const other = await chanceOf(tablesOf(charts), { limits, seed: 8 });
    expect(again("agreement.alpha.masi")).toEqual(one("agreement.alpha.masi"));
    expect(other("agreement.alpha.masi").value).not.toBe(one("agreement.alpha.masi").value);
  });
});

const folder = join(import.meta.dirname, "../../../shared/data/codiesp-test");
const rowsSchema = z.array(z.record(z.string(), z.string()));

function readTable(file: string): readonly Row[] {
  return rowsSchema.parse(parse(readFileSync(join(folder, file)), { columns: true }));
}

describe.skipIf(!existsSync(folder))(
  "alpha of real engines on real charts (skipped where ../shared is absent)",
  () => {
    it.each([
      ["engine-gpt35.csv", 0.088596, 0.029039],
      ["engine-llama70b.csv", 0.024557, 0.008202],
    ])("is the published one for %s", async (file, byJaccard, byMasi) => {
      const figure = await chanceOf({
        encounters: readTable("encounters.csv"),
        codes: readTable("codes.csv"),
        engine_codes: readTable(file),
      });
      expect(figure("agreement.alpha.jaccard").value).toBeCloseTo(byJaccard, 6);
      expect(figure("agreement.alpha.masi").value).toBeCloseTo(byMasi, 6);
      expect(figure("agreement.alpha.jaccard")).toMatchObject({ encounters: 250, df: 99 });
    });
  },
);
