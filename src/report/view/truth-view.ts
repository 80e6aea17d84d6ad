import { allSystems } from "../../domain/code-system.ts";
import type { AdjudicationRow } from "../../domain/evidence-tables.ts";
import { type Figure, figureKey, type Slice } from "../../domain/figure.ts";
import type { DrawChart, Drawing } from "../charts/drawing.ts";
import type { IntervalRow } from "../charts/interval-spec.ts";
import { agreementMetric, figureTitle, indexFigures, overallSystem, systemTitle } from "../figures.ts";
import { absent, formatCount, formatPercent, formatPercentRange } from "../format.ts";
import type { ReportInput } from "../report-input.ts";
import { buildFigureCell, encountersOf, type FigureCell } from "./figure-cell.ts";
import { noteValue } from "./note-value.ts";
import { listSystems } from "./systems-view.ts";
import { describeGiven, describeSample, describeStratum } from "./truth-words.ts";

interface TruthRow {
  readonly title: string;
  readonly encounters: string;
  readonly agreement: FigureCell;
  readonly engine: FigureCell;
  readonly coder: FigureCell;
}

interface StratumRow {
  readonly title: string;
  readonly encounters: string;
  readonly drawn: string;
  readonly settled: string;
}

/** Engine and coders against adjudicated truth, beside their agreement with each other. */
export interface TruthView {
  readonly sentence: string;
  /** What stands against the figures, or must be known of them; null for nothing. */
  readonly warning: string | null;
  readonly sampled: string;
  readonly given: string | null;
  readonly rows: readonly TruthRow[];
  readonly strata: readonly StratumRow[];
  readonly chart: Drawing | null;
}

interface Comparison {
  readonly title: string;
  readonly system: string | null;
  readonly metric: string;
  readonly slice: Slice | null;
  readonly agreement: Figure | null;
  readonly engine: Figure;
  readonly coder: Figure | null;
}

type Key = Pick<Figure, "metric" | "system" | "slice">;

/** Fewer reviewed patients than this tell too little: one more or less moves a share by two points and more. */
const fewestReviewed = 50;

const others = ["codes.precision", "codes.recall", "codes.net_accuracy", "encounters.exact_match"];

/** What a gate asks of figures against truth, as the metric that they are of. */
function listAsked({ verdict }: ReportInput): readonly Key[] {
  return (verdict?.benchmarks ?? []).flatMap(({ metric, system, slice }) => {
    const [, own] = /^true\.(?:coder\.)?(.+)$/.exec(metric) ?? [];
    return own === undefined ? [] : [{ metric: own, system, slice }];
  });
}

/** The figures shown, once each: agreement by system, the others over all, and what the gate asks for. */
function listKeys(input: ReportInput): readonly Key[] {
  const { results } = input;
  const overall = overallSystem(results.figures, results.run.systems);
  const keys = [
    ...listSystems(results).map((system) => ({ metric: agreementMetric, system, slice: null })),
    ...others.map((metric) => ({ metric, system: overall, slice: null })),
    ...listAsked(input),
  ];
  return [...new Map(keys.map((key) => [figureKey(key), key])).values()];
}

function listComparisons(input: ReportInput): readonly Comparison[] {
  const find = indexFigures(input.results.figures);
  return listKeys(input).flatMap(({ metric, system, slice }) => {
    const engine = find(`true.${metric}`, system, slice);
    if (engine === null) return [];
    const agreement = find(metric, system, slice);
    const coder = find(`true.coder.${metric}`, system, slice);
    if (agreement?.value === null && engine.encounters === 0) return [];
    return [
      { title: figureTitle({ metric, system, slice }), system, slice, metric, agreement, engine, coder },
    ];
  });
}

/** The patients, visits or encounters reviewed of a figure, where they are too few to speak of its value; else null. */
function countTooFew({ value, clusters, encounters }: Figure): number | null {
  const reviewed = clusters ?? encounters ?? 0;
  return value !== null && reviewed < fewestReviewed ? reviewed : null;
}

function buildTruthCell(figure: Figure | null): FigureCell {
  const few = figure === null ? null : countTooFew(figure);
  if (few === null) return buildFigureCell(figure);
  return { text: absent, interval: null, note: `too few reviewed (${formatCount(few)})` };
}

function buildRow({ title, agreement, engine, coder }: Comparison): TruthRow {
  return {
    title,
    encounters: encountersOf(engine),
    agreement: buildFigureCell(agreement),
    engine: buildTruthCell(engine),
    coder: buildTruthCell(coder),
  };
}

function chartRow(label: string, figure: Figure | null, tone: IntervalRow["tone"]): IntervalRow {
  const { value, lower, upper } = figure ?? { value: null, lower: null, upper: null };
  return { label, value, lower, upper, required: null, tone, note: noteValue(value) };
}

function buildChartRows({ system, engine, coder }: Comparison): IntervalRow[] {
  const title = systemTitle(system ?? allSystems);
  return [chartRow(`${title}, engine`, engine, "plain"), chartRow(`${title}, coders`, coder, "other")];
}

function withRange(figure: Figure | null): string {
  const range = formatPercentRange(figure?.lower ?? null, figure?.upper ?? null);
  return `${formatPercent(figure?.value ?? null)}${range === null ? "" : ` (${range})`}`;
}

function describe({ agreement, engine, coder, system }: Comparison): string {
  const what = `By F1 of codes, ${system === allSystems ? "all code systems together" : system}`;
  const few = countTooFew(engine);
  if (few !== null) return `${what}, too few were reviewed (${formatCount(few)}) to speak of accuracy.`;
  if (engine.value === null)
    return `${what}, there is no accuracy: ${engine.note ?? "it could not be computed"}.`;
  const own = `the engine's accuracy is ${withRange(engine)}, the coders' ${withRange(coder)}`;
  return `${what}, ${own}; the two agree on ${formatPercent(agreement?.value ?? null)}.`;
}

function buildStratum({ stratum, encounters, drawn, settled }: AdjudicationRow): StratumRow {
  return {
    title: describeStratum(stratum),
    encounters: formatCount(encounters),
    drawn: formatCount(drawn),
    settled: formatCount(settled),
  };
}

/** Null where nothing was drawn for reviewers. */
export async function buildTruthView(input: ReportInput, draw: DrawChart): Promise<TruthView | null> {
  const comparisons = listComparisons(input);
  const [first] = comparisons;
  if (input.results.run.adjudication === null || first === undefined) return null;
  const strata = input.results.tables.adjudication;
  const charted = comparisons.filter(
    ({ metric, slice, engine }) =>
      metric === agreementMetric && slice === null && engine.value !== null && countTooFew(engine) === null,
  );
  const title = "Accuracy (F1 of codes against adjudicated truth) of the engine and of the coders";
  return {
    sentence: describe(first),
    warning: first.engine.value === null ? null : first.engine.note,
    sampled: describeSample(input),
    given: describeGiven(strata),
    rows: comparisons.map(buildRow),
    strata: strata.map(buildStratum),
    chart:
      charted.length === 0
        ? null
        : await draw({ kind: "interval", title, rows: charted.flatMap(buildChartRows), reference: null }),
  };
}
