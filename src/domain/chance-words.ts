import type { ComparedFigure } from "./comparison.ts";

/** The least p that 10,000 sign flips can give: none of them lay as far out as what was seen. */
export const leastFlipP = 1 / 10_001;

const tolerance = 1e-12;

function isLeast({ p, method }: ComparedFigure): boolean {
  return p !== null && p <= leastFlipP + tolerance && (method?.endsWith("sign flips") ?? false);
}

/**
 * What a figure of a comparison is judged by, q or adjusted p, else its own p: "0.012", "< 0.001", and "≤ 0.002" where
 * more flips could only make it smaller. Null where nothing was tested.
 */
export function formatJudged(figure: ComparedFigure): string | null {
  const chance = figure.q ?? figure.p_holm ?? figure.p;
  if (chance === null) return null;
  if (chance < 0.001) return "< 0.001";
  const isBound = figure.q === null && isLeast(figure);
  return isBound ? `≤ ${(Math.ceil(chance * 1000 - tolerance) / 1000).toFixed(3)}` : chance.toFixed(3);
}
