import type { Figure } from "../../domain/figure.ts";
import { findMetric } from "../../domain/metric-catalogue.ts";
import { jackknifeInterval, jackknifeVariance } from "../../stats/jackknife.ts";
import { blankFigure } from "../blank-figure.ts";
import { type FigureContext, nameNotGiven, systemName } from "../figure-context.ts";
import type { Estimate } from "./estimates.ts";

const fewGroups = 30;
const metrics = ["agreement.kappa", "agreement.alpha.jaccard", "agreement.alpha.masi"];

/** An estimate with what its figure says beside it; `noteWhenNull` is the reason where it has no value. */
export interface Drafted extends Estimate {
  readonly metric: string;
  readonly encounters: number;
  readonly note: string;
  readonly noteWhenNull: string;
}

function noteOf({ value, thetas, note, noteWhenNull }: Drafted, hasInterval: boolean): string {
  if (value === null) return noteWhenNull;
  if (!hasInterval) return `${note}; one group holds every code: no interval`;
  return thetas.length < fewGroups ? `${note}; only ${thetas.length} groups: take it with care` : note;
}

/** The figure of the whole run for one system, with its jackknife interval on the figure's own scale. */
export function chanceFigure(context: FigureContext, systemIx: number, drafted: Drafted): Figure {
  const { metric, value, thetas, encounters } = drafted;
  const interval = jackknifeInterval(thetas, value, context.confidence);
  const variance = jackknifeVariance(thetas, value);
  const key = { metric, system: systemName(context, systemIx), slice: null };
  const base = { ...key, value, ...blankFigure, confidence: context.confidence, encounters };
  const note = noteOf(drafted, interval !== null);
  if (value === null) return { ...base, note };
  return {
    ...base,
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    method: `delete-a-group jackknife over ${context.unit}s, ${thetas.length} groups`,
    scale: "identity",
    se: variance === null ? null : Math.sqrt(variance),
    df: thetas.length - 1,
    note,
  };
}

function whyNone(context: FigureContext, systemIx: number, metric: string): string {
  const notGiven = nameNotGiven(context, systemIx);
  if ((context.scopes[0]?.encounters ?? 0) === 0) return "no encounter in scope matches";
  if (notGiven !== null) return `the engine gives no ${notGiven}`;
  return findMetric(metric)?.whenEmpty ?? "neither side holds a code here";
}

/** The figures of a system of which neither side, or never the engine, gives a code: null with the reason. */
export function emptyChanceFigures(context: FigureContext, systemIx: number): readonly Figure[] {
  return metrics.map((metric) =>
    chanceFigure(context, systemIx, {
      metric,
      value: null,
      thetas: [],
      encounters: 0,
      note: "",
      noteWhenNull: whyNone(context, systemIx, metric),
    }),
  );
}
