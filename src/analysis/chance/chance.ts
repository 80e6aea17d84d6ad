import { isDrgSystem } from "../../domain/code-system.ts";
import type { Figure } from "../../domain/figure.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import type { AnalysisInput } from "../analysis-input.ts";
import { type FigureContext, nameNotGiven, systemNumbers } from "../figure-context.ts";
import { storeThetas, type Thetas } from "../jackknife-thetas.ts";
import { chanceFigure, type Drafted, emptyChanceFigures } from "./chance-figure.ts";
import { estimateAlpha, estimateKappa } from "./estimates.ts";
import { drawPairs, type PairLimits, pairLimits, poolCodeSets } from "./pooled.ts";
import { type GroupRow, groupRow, sizeRow, unionRow } from "./rows.ts";

const groupsSql = readSql(new URL("./groups.sql", import.meta.url));
const sizesSql = readSql(new URL("./sizes.sql", import.meta.url));
const unionsSql = readSql(new URL("./unions.sql", import.meta.url));

interface ChanceData {
  readonly groups: readonly GroupRow[];
  readonly sizes: ReadonlyMap<number, number>;
  readonly codes: ReadonlyMap<number, number>;
}

async function readChanceData(store: Store): Promise<ChanceData> {
  const sizes = await store.query(sizesSql, sizeRow);
  const unions = await store.query(unionsSql, unionRow);
  return {
    groups: await store.query(groupsSql, groupRow),
    sizes: new Map(sizes.map((row) => [row.jack_group, row.encounters])),
    codes: new Map(unions.map((row) => [row.system_ix, row.codes])),
  };
}

function sumOf(values: Iterable<number>): number {
  return [...values].reduce((sum, value) => sum + value, 0);
}

function rowsOf(data: ChanceData, systemIx: number): readonly GroupRow[] {
  return data.groups.filter((row) => row.system_ix === systemIx);
}

function countEncounters(data: ChanceData, systemIx: number): number {
  return sumOf(rowsOf(data, systemIx).map((row) => row.encounters));
}

function draftKappa(data: ChanceData, systemIx: number): Drafted {
  return {
    metric: "agreement.kappa",
    encounters: sumOf(data.sizes.values()),
    note: "prevalence dominates kappa: read it beside F1",
    noteWhenNull: "both sides give every code to every encounter: nothing to tell from chance",
    ...estimateKappa(rowsOf(data, systemIx), data.sizes, data.codes.get(systemIx) ?? 0),
  };
}

function pairsNote(encounters: number, limits: PairLimits): string {
  const pairs = encounters > limits.encounters ? `${limits.draws} pairs drawn by hash` : "all pairs";
  return `expected disagreement over ${pairs}`;
}

async function draftFigures(
  store: Store,
  data: ChanceData,
  systemIx: number,
  limits: PairLimits,
): Promise<readonly Drafted[]> {
  const encounters = countEncounters(data, systemIx);
  const pooled = await poolCodeSets(store, systemIx, encounters, limits);
  const draftAlpha = (index: "jaccard" | "masi") => ({
    metric: `agreement.alpha.${index}`,
    encounters,
    note: pairsNote(encounters, limits),
    noteWhenNull: "all code sets are alike: nothing to tell from chance",
    ...estimateAlpha(index, rowsOf(data, systemIx), pooled, [...data.sizes.keys()]),
  });
  return [draftKappa(data, systemIx), draftAlpha("jaccard"), draftAlpha("masi")];
}

/** The figures of one system without each group, by which two runs are compared. */
function thetasOfRun(systemIx: number, drafted: readonly Drafted[], data: ChanceData): readonly Thetas[] {
  const groups = [...data.sizes.keys()];
  return drafted.map(({ metric, thetas: values }) => ({ metric, systemIx, groups, values }));
}

/** Whether a system is the only one beside DRGs: all systems together are then the same codes. */
function isAlone({ systems }: FigureContext, systemIx: number): boolean {
  const name = systems[systemIx];
  if (name === undefined || isDrgSystem(name)) return false;
  return systems.filter((each) => !isDrgSystem(each)).length === 1;
}

/**
 * `agreement.kappa`, `agreement.alpha.jaccard` and `.masi` for the whole run, by code system and all together. Beyond
 * `limits` alpha's expected disagreement is over pairs drawn by a hash of the seed; the note says so.
 */
export async function measureChance(
  store: Store,
  context: FigureContext,
  input: Pick<AnalysisInput, "seed">,
  limits: PairLimits = pairLimits,
): Promise<readonly Figure[]> {
  const data = await readChanceData(store);
  const isLarge = systemNumbers(context).some(
    (systemIx) => countEncounters(data, systemIx) > limits.encounters,
  );
  await drawPairs(store, input.seed, isLarge ? limits.draws : 0);
  const drafts = new Map<number, readonly Drafted[]>();
  for (const systemIx of systemNumbers(context)) {
    const isNull = !data.codes.has(systemIx) || nameNotGiven(context, systemIx) !== null;
    const same = isAlone(context, systemIx) ? drafts.get(-1) : undefined;
    if (!isNull) drafts.set(systemIx, same ?? (await draftFigures(store, data, systemIx, limits)));
  }
  await store.execute("DROP TABLE chance_draws");
  await storeThetas(
    store,
    [...drafts].flatMap(([systemIx, drafted]) => thetasOfRun(systemIx, drafted, data)),
  );
  return systemNumbers(context).flatMap(
    (systemIx) =>
      drafts.get(systemIx)?.map((drafted) => chanceFigure(context, systemIx, drafted)) ??
      emptyChanceFigures(context, systemIx),
  );
}
