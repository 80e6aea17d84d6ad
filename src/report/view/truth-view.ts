import { allSystems } from "../../domain/code-system.ts";
import type { AdjudicationRow } from "../../domain/evidence-tables.ts";
import type { Figure } from "../../domain/figure.ts";
import type { DrawChart, Drawing } from "../charts/drawing.ts";
import type { IntervalRow } from "../charts/interval-spec.ts";
import { agreementMetric, figureTitle, indexFigures, overallSystem, systemTitle } from "../figures.ts";
import { formatCount, formatList, formatPercent, formatPercentRange, formatQuantity } from "../format.ts";
import type { ReportInput } from "../report-input.ts";
import { buildFigureCell, encountersOf, type FigureCell } from "./figure-cell.ts";
import { noteValue } from "./note-value.ts";
import { listSystems } from "./systems-view.ts";

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
  readonly system: string;
  readonly metric: string;
  readonly agreement: Figure | null;
  readonly engine: Figure;
  readonly coder: Figure | null;
}

function listKeys({ results }: ReportInput): readonly (readonly [metric: string, system: string])[] {
  const overall = overallSystem(results.figures, results.run.systems);
  const others = ["codes.precision", "codes.recall", "codes.net_accuracy", "encounters.exact_match"];
  return [
    ...listSystems(results).map((system) => [agreementMetric, system] as const),
    ...others.map((metric) => [metric, overall] as const),
  ];
}

function listComparisons(input: ReportInput): readonly Comparison[] {
  const find = indexFigures(input.results.figures);
  return listKeys(input).flatMap(([metric, system]) => {
    const engine = find(`true.${metric}`, system);
    if (engine === null) return [];
    const agreement = find(metric, system);
    const coder = find(`true.coder.${metric}`, system);
    if (agreement?.value === null && engine.encounters === 0) return [];
    return [
      { title: figureTitle({ metric, system, slice: null }), system, metric, agreement, engine, coder },
    ];
  });
}

function buildRow({ title, agreement, engine, coder }: Comparison): TruthRow {
  return {
    title,
    encounters: encountersOf(engine),
    agreement: buildFigureCell(agreement),
    engine: buildFigureCell(engine),
    coder: buildFigureCell(coder),
  };
}

function chartRow(label: string, figure: Figure | null, tone: IntervalRow["tone"]): IntervalRow {
  const { value, lower, upper } = figure ?? { value: null, lower: null, upper: null };
  return { label, value, lower, upper, required: null, tone, note: noteValue(value) };
}

function buildChartRows({ system, engine, coder }: Comparison): IntervalRow[] {
  const title = systemTitle(system);
  return [chartRow(`${title}, engine`, engine, "plain"), chartRow(`${title}, coders`, coder, "other")];
}

function withRange(figure: Figure | null): string {
  const range = formatPercentRange(figure?.lower ?? null, figure?.upper ?? null);
  return `${formatPercent(figure?.value ?? null)}${range === null ? "" : ` (${range})`}`;
}

function describe({ agreement, engine, coder, system }: Comparison): string {
  const what = `By F1 of codes, ${system === allSystems ? "all code systems together" : system}`;
  if (engine.value === null)
    return `${what}, there is no accuracy: ${engine.note ?? "it could not be computed"}.`;
  const own = `the engine's accuracy is ${withRange(engine)}, the coders' ${withRange(coder)}`;
  return `${what}, ${own}; the two agree on ${formatPercent(agreement?.value ?? null)}.`;
}

const stateWords: Readonly<Record<string, string>> = {
  alike: "engine and coders give the same codes",
  different: "they differ",
  abstained: "the engine held the encounter for a person",
  failed: "the engine gave no answer",
};

/** "different, Medicare" → "they differ: Medicare". */
function describeStratum(stratum: string): string {
  const [state = "", ...values] = stratum.split(", ");
  const words = stateWords[state] ?? state;
  return values.length === 0 ? words : `${words}: ${values.join(", ")}`;
}

function buildStratum({ stratum, encounters, drawn, settled }: AdjudicationRow): StratumRow {
  return {
    title: describeStratum(stratum),
    encounters: formatCount(encounters),
    drawn: formatCount(drawn),
    settled: formatCount(settled),
  };
}

type CountName = Exclude<keyof AdjudicationRow, "stratum">;

function sumOf(rows: readonly AdjudicationRow[], name: CountName): number {
  return rows.reduce((sum, row) => sum + row[name], 0);
}

function describeSample({ results: { run, tables } }: ReportInput): string {
  const rows = tables.adjudication;
  const drawn = formatQuantity(sumOf(rows, "drawn"), "encounter");
  const reviewers = formatList(run.adjudication?.reviewers ?? []) || "nobody yet";
  const how = `${drawn} of ${formatCount(sumOf(rows, "encounters"))} were drawn by lot, each with a known chance, where engine and coders agree as well as where they differ`;
  return `${how}; reviewed by ${reviewers}, who were not told whose codes they judged. Each settled encounter counts for as many as it stands for, and agreement on all the others makes the figures more precise.`;
}

/** Who was right where only one gave a code; null where nothing is settled. */
function describeGiven(rows: readonly AdjudicationRow[]): string | null {
  if (sumOf(rows, "settled") === 0) return null;
  const toEngine = sumOf(rows, "engine_right") + sumOf(rows, "coder_wrong");
  const toCoders = sumOf(rows, "coder_right") + sumOf(rows, "engine_wrong");
  const both = sumOf(rows, "both_right") + sumOf(rows, "both_wrong");
  const single = formatQuantity(toEngine + toCoders, "code");
  const sides = `Of ${single} that only one of the two gave, the reviewers decided ${formatCount(toEngine)} for the engine and ${formatCount(toCoders)} for the coders`;
  const shared = `of ${formatQuantity(both, "code")} that both gave, ${formatCount(sumOf(rows, "both_wrong"))} were wrong, and ${formatCount(sumOf(rows, "missed"))} that neither gave were wanting`;
  return `${sides}; ${shared}. These are counts of the sample, in which disagreements are more frequent than in the run: no rates.`;
}

/** Null where nothing was drawn for reviewers. */
export async function buildTruthView(input: ReportInput, draw: DrawChart): Promise<TruthView | null> {
  const comparisons = listComparisons(input);
  const [first] = comparisons;
  if (input.results.run.adjudication === null || first === undefined) return null;
  const strata = input.results.tables.adjudication;
  const charted = comparisons.filter(
    ({ metric, engine }) => metric === agreementMetric && engine.value !== null,
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
