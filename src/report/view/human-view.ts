import { allSystems } from "../../domain/code-system.ts";
import type { Figure } from "../../domain/figure.ts";
import type { DrawChart, Drawing } from "../charts/drawing.ts";
import type { IntervalRow } from "../charts/interval-spec.ts";
import { agreementMetric, figureTitle, indexFigures, overallSystem, systemTitle } from "../figures.ts";
import { formatCount, formatPercent, formatPoints } from "../format.ts";
import type { ReportInput } from "../report-input.ts";
import { buildFigureCell, type FigureCell } from "./figure-cell.ts";
import { noteValue } from "./note-value.ts";
import { listSystems } from "./systems-view.ts";

interface HumanRow {
  readonly title: string;
  readonly encounters: string;
  readonly human: FigureCell;
  readonly engine: FigureCell;
  readonly excess: FigureCell;
}

export interface HumanView {
  readonly sentence: string;
  readonly rows: readonly HumanRow[];
  readonly chart: Drawing | null;
}

interface Comparison {
  readonly title: string;
  readonly human: Figure;
  readonly excess: Figure | null;
  /** The engine on the same encounters: the excess is defined as the second coder's figure minus this one. */
  readonly engineValue: number | null;
}

function subtract(human: Figure, excess: Figure | null): number | null {
  const difference = excess?.value ?? null;
  return human.value === null || difference === null ? null : human.value - difference;
}

function listKeys({ results }: ReportInput): [metric: string, system: string | null][] {
  const systems = listSystems(results);
  const overall = overallSystem(results.figures, results.run.systems);
  return [
    ...systems.map((system): [string, string] => [agreementMetric, system]),
    ["codes.precision", overall],
    ["codes.recall", overall],
    ["encounters.exact_match", overall],
    ["principal.agreement", null],
  ];
}

function listComparisons(input: ReportInput): Comparison[] {
  const find = indexFigures(input.results.figures);
  return listKeys(input).flatMap(([metric, system]) => {
    const human = find(`human.${metric}`, system);
    if (human === null) return [];
    const excess = find(`excess.${metric}`, system);
    const title = figureTitle({ metric, system, slice: null });
    return [{ title, human, excess, engineValue: subtract(human, excess) }];
  });
}

function buildRow({ title, human, excess, engineValue }: Comparison): HumanRow {
  const engine = { ...human, metric: agreementMetric, value: engineValue, lower: null, upper: null };
  return {
    title,
    encounters: formatCount(human.encounters),
    human: buildFigureCell(human),
    engine: buildFigureCell(engine),
    excess: buildFigureCell(excess),
  };
}

function buildChartRows({ human, engineValue }: Comparison): IntervalRow[] {
  const { value, lower, upper } = human;
  const title = systemTitle(human.system ?? allSystems);
  const required = null;
  return [
    { label: `${title}, second coder`, value, lower, upper, required, tone: "other", note: noteValue(value) },
    {
      label: `${title}, engine`,
      value: engineValue,
      lower: null,
      upper: null,
      required,
      tone: "plain",
      note: noteValue(engineValue),
    },
  ];
}

function describe({ human, excess, engineValue }: Comparison): string {
  const people = `On doubly coded encounters a second coder agrees with the coder of record on ${formatPercent(human.value)}`;
  const engine = `the engine, on the same encounters, on ${formatPercent(engineValue)}`;
  return `${people}; ${engine}. Difference: ${formatPoints(excess?.value ?? null)}.`;
}

/** The second coder against the coder of record, beside the engine. Null where nothing was coded twice. */
export async function buildHumanView(input: ReportInput, draw: DrawChart): Promise<HumanView | null> {
  const comparisons = listComparisons(input);
  const [first] = comparisons;
  if (first === undefined) return null;
  const charted = comparisons.filter(({ human }) => human.metric === `human.${agreementMetric}`);
  const title = "Agreement (F1 of codes) of a second coder and of the engine, on doubly coded encounters";
  return {
    sentence: describe(first),
    rows: comparisons.map(buildRow),
    chart: await draw({ kind: "interval", title, rows: charted.flatMap(buildChartRows), reference: null }),
  };
}
