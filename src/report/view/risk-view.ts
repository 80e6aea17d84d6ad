import type { AutomationRow, RiskCoverageRow } from "../../domain/evidence-tables.ts";
import type { Results } from "../../domain/results.ts";
import type { DrawChart, Drawing } from "../charts/drawing.ts";
import type { MarkedShare } from "../charts/share-curve-spec.ts";
import { formatCount, formatPercent, formatRequired } from "../format.ts";
import { formatConfidenceLevel } from "./automation-words.ts";

interface RiskLine {
  readonly confidence: string;
  readonly accepted: string;
  readonly coverage: string;
  readonly risk: string;
}

/** The risk–coverage curve, with a table of every tenth of it. */
export interface RiskView {
  readonly chart: Drawing | null;
  readonly lines: readonly RiskLine[];
}

const linesShown = 10;

function buildLine({ confidence, accepted, coverage, risk }: RiskCoverageRow): RiskLine {
  return {
    confidence: formatConfidenceLevel(confidence),
    accepted: formatCount(accepted),
    coverage: formatPercent(coverage),
    risk: formatPercent(risk),
  };
}

function isShown(rows: number): (row: RiskCoverageRow, index: number) => boolean {
  const step = Math.max(1, Math.ceil(rows / linesShown));
  return (_, index) => (rows - 1 - index) % step === 0;
}

function markTarget(row: AutomationRow | null): MarkedShare | null {
  if (row === null) return null;
  return { label: `at most ${formatRequired("share", row.target_error)}`, value: row.target_error };
}

function markThreshold(row: AutomationRow | null): MarkedShare | null {
  if (row?.threshold == null || row.coverage === null) return null;
  return { label: `proved: ${formatConfidenceLevel(row.threshold)} or more`, value: row.coverage };
}

/** Errors among the accepted by how many are accepted, all encounters; null where the engine gives no confidence. */
export async function buildRiskView(
  { tables }: Results,
  whole: AutomationRow | null,
  draw: DrawChart,
): Promise<RiskView | null> {
  const rows = tables.risk_coverage;
  if (rows.length === 0) return null;
  const chart = await draw({
    kind: "share-curve",
    title: "Errors among the accepted, by the share of encounters that is accepted",
    shape: "line",
    names: { x: "encounters accepted, the most confident first", y: "accepted with an error" },
    rows: rows.map(({ coverage, risk }) => ({ x: coverage, y: risk, lower: null, upper: null })),
    across: markTarget(whole),
    upright: markThreshold(whole),
  });
  return { chart, lines: rows.filter(isShown(rows.length)).map(buildLine) };
}
