import type { AdjudicationRow } from "../../domain/evidence-tables.ts";
import type { Figure } from "../../domain/figure.ts";
import { findMetric } from "../../domain/metric-catalogue.ts";
import type { Notice } from "../../domain/results.ts";
import {
  type Nonresponse,
  noTruth,
  type Review,
  type ReviewedEncounter,
  type TruthCounts,
} from "../../domain/review.ts";
import type { Frame } from "../../domain/verdict.ts";
import type { Store } from "../../store/store.ts";
import { type FigureContext, systemName } from "../figure-context.ts";
import { loadReview } from "./load-review.ts";
import { digestCodings, makeStrata, type StratumRow } from "./strata.ts";
import { type FindSample, readTruthData, type SettledStratum } from "./truth-data.ts";
import { truthFigure } from "./truth-figure.ts";
import { type TruthMetric, truthMetrics } from "./truth-metrics.ts";

/** `true.*` and `true.coder.*`, with the strata of the sample and what is to be told of it. */
export interface TruthFindings {
  readonly figures: readonly Figure[];
  readonly strata: readonly AdjudicationRow[];
  readonly notices: readonly Notice[];
}

export const noTruthFindings: TruthFindings = { figures: [], strata: [], notices: [] };

interface Standing {
  readonly obstacle: string | null;
  readonly warning: string | null;
  readonly strata: readonly SettledStratum[];
}

function isSettled({ state }: ReviewedEncounter): boolean {
  return state === "settled";
}

function addCounts(a: TruthCounts, b: TruthCounts): TruthCounts {
  return {
    both_right: a.both_right + b.both_right,
    both_wrong: a.both_wrong + b.both_wrong,
    engine_right: a.engine_right + b.engine_right,
    engine_wrong: a.engine_wrong + b.engine_wrong,
    coder_right: a.coder_right + b.coder_right,
    coder_wrong: a.coder_wrong + b.coder_wrong,
    missed: a.missed + b.missed,
  };
}

function describeStrata({ sample, encounters }: Review): readonly AdjudicationRow[] {
  return sample.strata.map(({ stratum, encounters: size, drawn }) => {
    const settled = encounters.filter((encounter) => encounter.stratum === stratum && isSettled(encounter));
    const counts = settled.flatMap((encounter) => encounter.counts);
    const sums = counts.reduce<TruthCounts>(addCounts, noTruth);
    return { stratum, encounters: size, drawn, settled: settled.length, ...sums };
  });
}

function findThinStratum(strata: readonly AdjudicationRow[]): AdjudicationRow | undefined {
  return strata.find(({ encounters, settled }) => settled < Math.min(2, encounters));
}

/** Why no figure can be made of this sample, in plain words; null where one can. */
function findObstacle(
  strata: readonly AdjudicationRow[],
  open: number,
  nonresponse: Nonresponse,
): string | null {
  const drawn = strata.reduce((sum, row) => sum + row.drawn, 0);
  if (open > 0 && nonresponse === "refuse") {
    return `${open} of ${drawn} drawn encounters are not settled by the reviewers`;
  }
  const thin = findThinStratum(strata);
  return thin === undefined ? null : `fewer than two encounters of stratum "${thin.stratum}" are settled`;
}

function isSameStrata(strata: readonly StratumRow[], { sample }: Review): boolean {
  const told = (rows: readonly { stratum: string; encounters: number }[]) =>
    JSON.stringify(rows.map(({ stratum, encounters }) => [stratum, encounters]));
  return told(strata) === told(sample.strata);
}

/** Why the sample is no longer one of this run, or null where it is. Makes the strata anew. */
async function findChange(store: Store, review: Review, frame: Frame): Promise<string | null> {
  const { sample } = review;
  const strata = await makeStrata(store, sample.by);
  const isSameFrame = sample.frame.digest === frame.digest && sample.frame.answers === frame.answers;
  if (!isSameFrame)
    return "the reviewers' sample was drawn from other encounters or other answers of the engine";
  const isSame = (await digestCodings(store)) === sample.codings && isSameStrata(strata, review);
  return isSame ? null : "the reviewers' sample was drawn under another reference or other systems";
}

async function judgeSample(store: Store, review: Review, frame: Frame): Promise<Standing> {
  const strata = describeStrata(review);
  const open = review.encounters.filter((encounter) => !isSettled(encounter)).length;
  const change = await findChange(store, review, frame);
  const obstacle = change ?? findObstacle(strata, open, review.nonresponse);
  const warning =
    open === 0
      ? null
      : `${open} drawn encounters are not settled: the others of their stratum stand for them`;
  return { obstacle, warning, strata: strata.map((row) => ({ size: row.encounters, settled: row.settled })) };
}

/** How to find the sample of each figure; none is looked for where something stands against all of them. */
async function readSamples(
  store: Store,
  review: Review,
  { obstacle, strata }: Standing,
): Promise<FindSample> {
  if (obstacle !== null) return () => null;
  await loadReview(store, review);
  return readTruthData(store, strata);
}

function systemsReviewed(context: FigureContext, review: Review): readonly number[] {
  const known = new Set(review.sample.systems);
  return [-1, ...[...context.systems.keys()].filter((index) => known.has(context.systems[index] ?? ""))];
}

function makeFigures(
  context: FigureContext,
  review: Review,
  { obstacle, warning }: Standing,
  find: FindSample,
): readonly Figure[] {
  const systems = systemsReviewed(context, review);
  return context.scopes.flatMap((scope) =>
    systems.flatMap((systemIx) =>
      truthMetrics.flatMap((form: TruthMetric) => {
        const metric = findMetric(form.name);
        if (metric === undefined) return [];
        const key = { metric: form.name, system: systemName(context, systemIx), slice: scope.slice };
        const sample = find(scope.index, systemIx, form);
        const { encounters } = scope;
        const { unit, confidence } = context;
        return [truthFigure({ key, metric, sample, encounters, unit, confidence, obstacle, warning })];
      }),
    ),
  );
}

function noticesOf({ obstacle, warning }: Standing, review: Review): readonly Notice[] {
  const count = review.encounters.filter((encounter) => !isSettled(encounter)).length;
  if (count === 0) return [];
  const what = obstacle === null ? (warning ?? "") : "drawn encounters that reviewers have not settled";
  return [{ notice: what.replace(/^\d+ /, ""), side: null, system: null, count }];
}

/**
 * The engine's and the coders' accuracy against adjudicated truth, for every scope and code system that reviewers
 * judge. Null with the reason where the run has changed since the drawing, a drawn encounter is not settled (unless
 * the review's `nonresponse` is reweight), or a stratum has fewer than two. Needs `encode`, `makeScopes` and the macros
 * of moments.
 */
export async function measureTruth(
  store: Store,
  context: FigureContext,
  review: Review,
  frame: Frame,
): Promise<TruthFindings> {
  const standing = await judgeSample(store, review, frame);
  const find = await readSamples(store, review, standing);
  return {
    figures: makeFigures(context, review, standing, find),
    strata: describeStrata(review),
    notices: noticesOf(standing, review),
  };
}
