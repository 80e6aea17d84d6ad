import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Results } from "../../src/domain/results.ts";
import { runSample } from "./run-sample.ts";

const root = join(import.meta.dirname, "../..");
const fewest = 15;

const plantedSchema = z.object({
  id: z.string(),
  engine: z.string(),
  kind: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  detail: z.string().nullable(),
  slice: z.object({ column: z.string(), value: z.string() }).nullable(),
  encounters: z.number(),
});
type Planted = z.infer<typeof plantedSchema>;

const key = z
  .object({ planted: z.array(plantedSchema) })
  .parse(JSON.parse(readFileSync(join(root, "datasets/community-hospital/answer-key.json"), "utf8")));

/** The classes that METRICS.md gives the codes of a planted kind. A neighbour is unspecified, or of the category. */
const classesOf: Readonly<Record<string, readonly string[]>> = {
  specificity_lost: ["specificity_lost"],
  laterality: ["laterality"],
  neighbour: ["specificity_lost", "sibling"],
  history_active: ["history_active"],
  undercode: ["missed"],
  overcode: ["added", "symptom"],
  wrong_principal: ["wrong_principal"],
  em_level_higher: ["em_level_higher"],
  modifier_dropped: ["modifier"],
};

const gapsOf: Readonly<Record<string, { readonly metric: string; readonly sign: number }>> = {
  slice_missed: { metric: "codes.recall", sign: -1 },
  slice_added: { metric: "codes.precision", sign: -1 },
  abstention: { metric: "engine.abstention_rate", sign: 1 },
};

function findErrors(results: Results, planted: Planted) {
  return results.tables.recurring_errors.filter(
    (error) =>
      classesOf[planted.kind]?.includes(error.class) === true &&
      (planted.from === null || error.from === planted.from) &&
      (planted.to === null || error.to === planted.to) &&
      (planted.kind !== "modifier_dropped" || error.detail?.includes(`−${planted.detail}`) === true),
  );
}

function findGaps(results: Results, { kind, slice }: Planted) {
  const gap = gapsOf[kind];
  return results.tables.slices.filter(
    (row) =>
      row.column === slice?.column &&
      row.value === slice.value &&
      row.metric === gap?.metric &&
      (row.q ?? 1) <= 0.05 &&
      Math.sign(row.difference ?? 0) === gap.sign,
  );
}

/** What of a planted error the run found: nothing is an empty list. */
function findPlanted(results: Results, planted: Planted): readonly unknown[] {
  if (planted.kind === "failure") return results.tables.responses.filter(({ status }) => status === "failed");
  if (planted.kind in gapsOf) return findGaps(results, planted);
  const { slice } = planted;
  return findErrors(results, planted).filter(
    ({ concentrations }) =>
      slice === null ||
      concentrations.some(({ column, value }) => column === slice.column && value === slice.value),
  );
}

/** How many findings name a planted error, and the first of them in a few words. */
function nameFound(results: Results, planted: Planted) {
  const findings = findPlanted(results, planted);
  const [error] = findErrors(results, planted);
  const named = error === undefined ? planted.kind : `${error.class} ${error.from ?? ""} → ${error.to ?? ""}`;
  return { findings: findings.length, named, encounters: error?.encounters ?? null };
}

const overKinds = ["overcode", "em_level_higher"];
const underKinds = ["undercode", "specificity_lost"];

describe.each(["vendor-a", "vendor-b"])("what was planted in %s", (engine) => {
  it("is found and named, class, codes, direction and slice, wherever it hit 15 encounters", async () => {
    const results = await runSample(engine);
    const planted = key.planted.filter((error) => error.engine === engine && error.encounters >= fewest);
    const found = planted.map((error) => ({
      id: error.id,
      planted: error.encounters,
      ...nameFound(results, error),
    }));
    if (process.env.NULL_DATASETS !== undefined) console.table(found);
    const missing = found.filter(({ findings }) => findings === 0).map(({ id }) => id);
    expect(missing).toEqual([]);
    for (const error of planted) {
      const directions = new Set(findErrors(results, error).map(({ direction }) => direction));
      if (overKinds.includes(error.kind)) expect([error.id, ...directions]).toEqual([error.id, "over"]);
      if (underKinds.includes(error.kind)) expect([error.id, ...directions]).toEqual([error.id, "under"]);
    }
  });
});
