import { type Figure, type FigureKey, figureKey } from "../../domain/figure.ts";

/** The figures of a finished run by their names. */
export type FinishedFigures = ReadonlyMap<string, Figure>;

export function indexFigures(figures: readonly Figure[]): FinishedFigures {
  return new Map(figures.map((figure) => [figureKey(figure), figure]));
}

/**
 * Why a run has no such figure, or null where it has one. A slice that the run made no figures for is asked of the whole
 * run: what that lacks, its parts lack too.
 */
export function whyMissing(figures: FinishedFigures, key: FigureKey): string | null {
  const figure = figures.get(figureKey(key)) ?? figures.get(figureKey({ ...key, slice: null }));
  if (figure === undefined) return "the run holds no such figure";
  return figure.value === null ? (figure.note ?? "it could not be computed") : null;
}
