import { z } from "zod";
import type { ComparedFigure } from "../../domain/comparison.ts";
import { figureKey } from "../../domain/figure.ts";
import { jackknifeInterval, jackknifeVariance } from "../../stats/jackknife.ts";
import { normalCdf } from "../../stats/quantiles.ts";
import type { Store } from "../../store/store.ts";
import { blankComparison, type ComparisonContext, namesOf, whyUncompared } from "./compared-figures.ts";
import { comparedByGroups } from "./compared-metrics.ts";

const thetaRow = z.strictObject({
  metric: z.string(),
  system: z.string(),
  jack_group: z.number(),
  theta: z.number().nullable(),
});

type Thetas = ReadonlyMap<number, number | null>;

async function readThetas(store: Store, side: "old" | "new"): Promise<ReadonlyMap<string, Thetas>> {
  const rows = await store.query(
    `SELECT thetas.metric, coalesce(systems.system, 'all') AS system, thetas.jack_group, thetas.theta
     FROM ${side}_jackknife_thetas AS thetas
     LEFT JOIN ${side}_asked_systems AS systems ON systems.system_ix = thetas.system_ix
     ORDER BY thetas.metric, thetas.system_ix, thetas.jack_group`,
    thetaRow,
  );
  const figures = new Map<string, Map<number, number | null>>();
  for (const { metric, system, jack_group, theta } of rows) {
    const key = `${metric}|${system}`;
    const groups = figures.get(key) ?? new Map<number, number | null>();
    figures.set(key, groups.set(jack_group, theta));
  }
  return figures;
}

/** b less a without each group in turn; null where the runs have other groups. */
function pairThetas(older: Thetas | undefined, newer: Thetas | undefined): readonly (number | null)[] | null {
  if (older === undefined || newer === undefined || older.size !== newer.size) return null;
  if ([...older.keys()].some((group) => !newer.has(group))) return null;
  return [...older].map(([group, a]) => {
    const b = newer.get(group) ?? null;
    return a === null || b === null ? null : b - a;
  });
}

function testGroups(
  difference: number,
  thetas: readonly (number | null)[] | null,
  context: ComparisonContext,
) {
  const variance = thetas === null ? null : jackknifeVariance(thetas, difference);
  if (thetas === null || variance === null)
    return { note: "no interval: the runs' groups of patients differ, or one group decides alone" };
  const se = Math.sqrt(variance);
  const interval = se === 0 ? null : jackknifeInterval(thetas, difference, context.confidence);
  const p = se === 0 ? (difference === 0 ? 1 : null) : Math.min(1, 2 * normalCdf(-Math.abs(difference) / se));
  return {
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    se,
    df: thetas.length - 1,
    p,
    method: `joint delete-a-group jackknife over ${context.unit}s, ${thetas.length} groups; p by z`,
    note: se === 0 ? "no group of patients changes the difference: no interval" : null,
  };
}

/**
 * Macro figures, kappa and alpha of the whole run, whose difference varies by the joint jackknife over the groups that
 * both runs share. `sameGroups` false (other seeds, or encounters still open): without interval, and it says so.
 */
export async function compareByGroups(
  store: Store,
  context: ComparisonContext,
  sameGroups: boolean,
): Promise<readonly ComparedFigure[]> {
  const [older, newer] = [await readThetas(store, "old"), await readThetas(store, "new")];
  return comparedByGroups.flatMap(({ name }) =>
    namesOf(context, name).map((system) => {
      const key = { metric: name, system, slice: null };
      const why = whyUncompared(context, key);
      const a = context.older.get(figureKey(key))?.value ?? null;
      const b = context.newer.get(figureKey(key))?.value ?? null;
      if (why !== null || a === null || b === null)
        return { ...key, ...blankComparison, a, b, note: why ?? "one of the two figures is missing" };
      const thetas = sameGroups
        ? pairThetas(older.get(`${name}|${system}`), newer.get(`${name}|${system}`))
        : null;
      const counts = { encounters: context.newer.get(figureKey(key))?.encounters ?? null };
      return {
        ...key,
        ...blankComparison,
        a,
        b,
        difference: b - a,
        ...counts,
        ...testGroups(b - a, thetas, context),
      };
    }),
  );
}
