import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { kishSize, linearisedVariance, ratioValue } from "../../src/stats/ratio.ts";
import { ratioInterval } from "../../src/stats/ratio-interval.ts";
import { momentsOf } from "./reference.ts";

const folder = join(import.meta.dirname, "../../../shared/data/codiesp-test");
const codeRows = z.array(z.object({ encounter_id: z.string(), code: z.string() }));

function codesByEncounter(file: string): Map<string, Set<string>> {
  const rows = codeRows.parse(parse(readFileSync(join(folder, file)), { columns: true }));
  const codes = new Map<string, Set<string>>();
  for (const { encounter_id, code } of rows) {
    codes.set(encounter_id, (codes.get(encounter_id) ?? new Set<string>()).add(code.trim().toUpperCase()));
  }
  return codes;
}

interface Counts {
  readonly matched: number;
  readonly engine: number;
  readonly reference: number;
}

function countEncounters(engineFile: string): Counts[] {
  const reference = codesByEncounter("codes.csv");
  const engine = codesByEncounter(engineFile);
  return [...new Set([...reference.keys(), ...engine.keys()])].map((encounter) => {
    const ours = reference.get(encounter) ?? new Set<string>();
    const theirs = engine.get(encounter) ?? new Set<string>();
    const matched = [...theirs].filter((code) => ours.has(code)).length;
    return { matched, engine: theirs.size, reference: ours.size };
  });
}

/** Every encounter with a code on either side is a cluster of each figure, as the published intervals count them. */
function intervalOf(clusters: readonly (readonly [number, number])[]) {
  const moments = { ...momentsOf(clusters), clusters: clusters.length };
  return ratioInterval({
    value: ratioValue(moments),
    variance: linearisedVariance(moments),
    kish: kishSize(moments),
    clusters: moments.clusters,
    confidence: 0.95,
  });
}

const published = [
  ["engine-gpt35.csv", [0.158334, 0.188513], [0.201189, 0.245869], [0.178973, 0.21141]],
  ["engine-llama70b.csv", [0.045455, 0.056647], [0.142526, 0.176313], [0.069306, 0.085287]],
] as const;

const title = "intervals of real engines on real charts (skipped where ../shared is absent)";

describe.skipIf(!existsSync(folder))(title, () => {
  it.each(published)("are those of numpy and scipy for %s", (file, precision, recall, f1) => {
    const counts = countEncounters(file);
    const made = [
      intervalOf(counts.map(({ matched, engine }) => [matched, engine])),
      intervalOf(counts.map(({ matched, reference }) => [matched, reference])),
      intervalOf(counts.map(({ matched, engine, reference }) => [2 * matched, engine + reference])),
    ];
    for (const [index, [lower, upper]] of [precision, recall, f1].entries()) {
      expect(made[index]?.lower).toBeCloseTo(lower, 6);
      expect(made[index]?.upper).toBeCloseTo(upper, 6);
    }
  });
});
