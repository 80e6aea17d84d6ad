import type { EmLevelRow } from "../../domain/error-tables.ts";
import type { Results } from "../../domain/results.ts";
import { absent, formatCount, formatPercent, formatQuantity, formatValue } from "../format.ts";

const mostProviders = 10;
/** A provider with fewer visits than this, by the coders or by the engine, is left to the CSV: a few make any step. */
const fewestVisits = 20;

interface LevelCount {
  readonly code: string;
  readonly reference: string;
  readonly engine: string;
  readonly isMore: boolean;
  readonly isLess: boolean;
}

interface ProviderLine {
  readonly provider: string;
  readonly family: string;
  readonly reference: string;
  readonly engine: string;
  readonly step: string;
  readonly levels: readonly LevelCount[];
}

export interface EmView {
  readonly overall: readonly ProviderLine[];
  readonly providers: readonly ProviderLine[];
  readonly rest: string | null;
}

interface Distribution {
  readonly provider: string;
  readonly family: string;
  readonly rows: readonly EmLevelRow[];
}

type Side = "engine" | "reference";

function total(rows: readonly EmLevelRow[], side: Side): number {
  return rows.reduce((sum, row) => sum + row[side], 0);
}

function meanRank(rows: readonly EmLevelRow[], side: Side): number | null {
  const levels = total(rows, side);
  return levels === 0 ? null : rows.reduce((sum, row) => sum + row[side] * row.rank, 0) / levels;
}

/** The share of a level among a side's of the family; null where the side has none. */
function shareOf(rows: readonly EmLevelRow[], row: EmLevelRow, side: Side): number | null {
  const all = total(rows, side);
  return all === 0 ? null : row[side] / all;
}

/**
 * Visits that would have to change their level for both sides to spread alike: half the sum of differences of shares,
 * times the visits of the side that has fewer. Levels missing altogether are no matter of their height.
 */
function moved({ rows }: Distribution): number {
  const visits = Math.min(total(rows, "engine"), total(rows, "reference"));
  const apart = rows.map((row) =>
    Math.abs((shareOf(rows, row, "engine") ?? 0) - (shareOf(rows, row, "reference") ?? 0)),
  );
  return (visits * apart.reduce((sum, gap) => sum + gap, 0)) / 2;
}

function buildLevel(rows: readonly EmLevelRow[], row: EmLevelRow): LevelCount {
  const [engine, reference] = [shareOf(rows, row, "engine"), shareOf(rows, row, "reference")];
  const gap = Math.round((engine ?? 0) * 100) - Math.round((reference ?? 0) * 100);
  const isCompared = engine !== null && reference !== null;
  return {
    code: row.code,
    reference: formatPercent(reference, 0),
    engine: formatPercent(engine, 0),
    isMore: isCompared && gap > 0,
    isLess: isCompared && gap < 0,
  };
}

/** Levels by which the engine's mean lies above the coders'; null where a side has none. */
function stepOf(rows: readonly EmLevelRow[]): number | null {
  const [engine, reference] = [meanRank(rows, "engine"), meanRank(rows, "reference")];
  return engine === null || reference === null ? null : engine - reference;
}

function describeStep(rows: readonly EmLevelRow[]): string {
  const step = stepOf(rows);
  return step === null ? absent : `${step > 0 ? "+" : ""}${formatValue("steps", step)}`;
}

function buildLine({ provider, family, rows }: Distribution): ProviderLine {
  return {
    provider,
    family: family.replaceAll("_", " "),
    reference: formatCount(total(rows, "reference")),
    engine: formatCount(total(rows, "engine")),
    step: describeStep(rows),
    levels: rows.map((row) => buildLevel(rows, row)),
  };
}

function addTogether(rows: readonly EmLevelRow[]): readonly EmLevelRow[] {
  const byCode = new Map<string, EmLevelRow>();
  for (const row of rows) {
    const key = `${row.system} ${row.code}`;
    const sum = byCode.get(key);
    const { engine, reference } = sum ?? { engine: 0, reference: 0 };
    byCode.set(key, { ...row, engine: engine + row.engine, reference: reference + row.reference });
  }
  return [...byCode.values()].sort((a, b) => a.rank - b.rank || (a.code < b.code ? -1 : 1));
}

function distribute(rows: readonly EmLevelRow[], providerOf: (row: EmLevelRow) => string): Distribution[] {
  const groups = new Map<string, EmLevelRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.family, providerOf(row)]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [{ provider: providerOf(first), family: first.family, rows: addTogether(group) }];
  });
}

function byMoved(a: Distribution, b: Distribution): number {
  return moved(b) - moved(a) || (`${a.family} ${a.provider}` < `${b.family} ${b.provider}` ? -1 : 1);
}

function hasVisits({ rows }: Distribution): boolean {
  return Math.min(total(rows, "engine"), total(rows, "reference")) >= fewestVisits;
}

function byStep(a: Distribution, b: Distribution): number {
  const size = ({ rows }: Distribution) => Math.abs(stepOf(rows) ?? 0);
  return size(b) - size(a) || byMoved(a, b);
}

function describeRest(rest: number): string | null {
  if (rest === 0) return null;
  return `Providers with at least ${fewestVisits} visits on both sides, the largest step first; ${formatQuantity(rest, "further row")} ${rest === 1 ? "stands" : "stand"} in tables/em_levels.csv.`;
}

function describeCut({ truncated }: Results): string | null {
  const isCut = truncated.some(({ table }) => table === "em_levels");
  return isCut ? "Counted over the most frequent rows; every provider stands in tables/em_levels.csv." : null;
}

/** Levels of evaluation and management, engine beside coders: every provider together, then the largest steps. */
export function buildEmView(results: Results): EmView {
  const rows = results.tables.em_levels;
  const differing = distribute(rows, (row) => row.provider_id ?? "not recorded").filter(
    (one) => moved(one) > 0,
  );
  const providers = differing.filter(hasVisits).sort(byStep).slice(0, mostProviders);
  return {
    overall: distribute(rows, () => "every provider")
      .sort(byMoved)
      .map(buildLine),
    providers: providers.map(buildLine),
    rest: describeCut(results) ?? describeRest(differing.length - providers.length),
  };
}
