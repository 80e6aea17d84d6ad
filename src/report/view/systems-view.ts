import { allSystems } from "../../domain/code-system.ts";
import type { DrawChart, Drawing } from "../charts/drawing.ts";
import { agreementMetric, indexFigures, metricTitle, overallSystem, systemTitle } from "../figures.ts";
import { absent, formatList } from "../format.ts";
import type { ReportInput } from "../report-input.ts";
import { buildFigureCell, encountersOf, type FigureCell } from "./figure-cell.ts";
import { noteValue } from "./note-value.ts";

interface SystemRow {
  readonly title: string;
  readonly encounters: string;
  readonly cells: readonly FigureCell[];
}

/** Systems without a number, and why. */
interface Silence {
  readonly titles: string;
  readonly reason: string;
}

interface FurtherFigure extends FigureCell {
  readonly title: string;
  readonly encounters: string;
}

export interface SystemsView {
  readonly heads: readonly string[];
  readonly rows: readonly SystemRow[];
  readonly without: readonly Silence[];
  readonly further: readonly FurtherFigure[];
  readonly chart: Drawing | null;
}

const columns = [
  [agreementMetric, "Agreement (F1)"],
  ["codes.precision", "Precision"],
  ["codes.recall", "Recall"],
  ["encounters.exact_match", "Exactly alike"],
  [`${agreementMetric}.answered`, "F1, answered only"],
] as const;

const perSystemFurther = [
  "codes.net_accuracy",
  "encounters.jaccard",
  "encounters.f1",
  "codes.f1_macro.reference",
  "codes.f1_macro.union",
  "codes.f1_macro.harmonic",
  "encounters.exact_match.answered",
] as const;

const perRunFurther = [
  "principal.agreement",
  "principal.agreement.answered",
  "encounters.claim_ready",
  "encounters.claim_ready.answered",
  "engine.answered_rate",
  "engine.abstention_rate",
  "engine.error_rate",
] as const;

/** The code systems of a run, the figures over all of them first where there is more than one. */
export function listSystems({ run, figures }: ReportInput["results"]): readonly string[] {
  const overall = overallSystem(figures, run.systems);
  return [...new Set([overall, ...run.systems])];
}

function buildRows({ results }: ReportInput): SystemRow[] {
  const find = indexFigures(results.figures);
  return listSystems(results).map((system) => ({
    title: systemTitle(system),
    encounters: encountersOf(find(agreementMetric, system)),
    cells: columns.map(([metric]) => buildFigureCell(find(metric, system))),
  }));
}

function hasNumber({ cells }: SystemRow): boolean {
  return cells.some(({ text }) => text !== absent);
}

/** One line a reason, which the systems without a number share. */
function gatherSilent(rows: readonly SystemRow[]): readonly Silence[] {
  const byReason = new Map<string, string[]>();
  for (const { title, cells } of rows) {
    const reason = cells.find(({ note }) => note !== null)?.note ?? "could not be computed";
    byReason.set(reason, [...(byReason.get(reason) ?? []), title]);
  }
  return [...byReason].map(([reason, titles]) => ({ titles: formatList(titles), reason }));
}

function buildFurther({ results }: ReportInput): FurtherFigure[] {
  const find = indexFigures(results.figures);
  const overall = overallSystem(results.figures, results.run.systems);
  const found = [
    ...perRunFurther.map((metric) => find(metric)),
    ...perSystemFurther.map((metric) => find(metric, overall)),
  ];
  return found
    .filter((figure) => figure !== null)
    .map((figure) => ({
      ...buildFigureCell(figure),
      title: metricTitle(figure.metric),
      encounters: encountersOf(figure),
    }));
}

function drawSystems({ results }: ReportInput, draw: DrawChart): Promise<Drawing | null> {
  const find = indexFigures(results.figures);
  const rows = listSystems(results).map((system) => {
    const figure = find(agreementMetric, system);
    const value = figure?.value ?? null;
    return {
      label: systemTitle(system),
      value,
      lower: figure?.lower ?? null,
      upper: figure?.upper ?? null,
      required: null,
      tone: system === allSystems ? ("other" as const) : ("plain" as const),
      note: noteValue(value),
    };
  });
  return draw({
    kind: "interval",
    title: "Agreement (F1 of codes) by code system, with intervals",
    rows,
    reference: null,
  });
}

/** Agreement by code system, and the run's further figures. */
export async function buildSystemsView(input: ReportInput, draw: DrawChart): Promise<SystemsView> {
  const rows = buildRows(input);
  return {
    heads: columns.map(([, head]) => head),
    rows: rows.filter(hasNumber),
    without: gatherSilent(rows.filter((row) => !hasNumber(row))),
    further: buildFurther(input),
    chart: await drawSystems(input, draw),
  };
}
