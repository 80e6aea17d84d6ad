import { formatJudged } from "../../domain/chance-words.ts";
import { allSystems } from "../../domain/code-system.ts";
import type { ComparedFigure, Comparison, ExactFlip } from "../../domain/comparison.ts";
import { type Slice, sliceKey } from "../../domain/figure.ts";
import { findMetric } from "../../domain/metric-catalogue.ts";
import type { Results } from "../../domain/results.ts";
import { formatCount, formatQuantity } from "../../terminal/numbers.ts";

function nameColumn(column: string): string {
  return column.replaceAll("_", " ");
}

function nameSlice(slice: Slice): string {
  return Object.entries(slice)
    .map(([column, value]) => `${nameColumn(column)} ${value ?? "not recorded"}`)
    .join(", ");
}

/** A metric's title within a sentence, without what stands in brackets behind it. */
function nameMetric(metric: string): string {
  const title = (findMetric(metric)?.title ?? metric).replace(/ \([^)]*\)$/, "");
  return title.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}

function nameFigure({ metric, system, slice }: ComparedFigure): string {
  const name = nameMetric(metric);
  const of = system === null || system === allSystems ? name : `${name}, ${system},`;
  return slice === null ? of : `${nameSlice(slice)}: ${of}`;
}

/** Shares as people read them: 0.8412 and 0.7 are "84.1 → 70.0 %". */
function fromTo({ a, b }: ComparedFigure): string {
  const show = (value: number | null) => (value === null ? "–" : (value * 100).toFixed(1));
  return `${show(a)} → ${show(b)} %`;
}

function describeChance(figure: ComparedFigure): string {
  const chance = formatJudged(figure) ?? "not known";
  const sign = /^\d/.test(chance) ? "= " : "";
  return `${figure.q === null ? "adjusted p" : "q"} ${sign}${chance}`;
}

function describeWorse(figure: ComparedFigure): string {
  const points = ((figure.difference ?? 0) * 100).toFixed(1).replace("-", "−");
  const sign = (figure.difference ?? 0) > 0 ? "+" : "";
  return `${nameFigure(figure)} ${fromTo(figure)}, ${sign}${points} points (${describeChance(figure)})`;
}

function harmOf({ difference }: ComparedFigure): number {
  return Math.abs(difference ?? 0);
}

/** The figure of each slice, and of the whole run, that got worst; the greatest harm first. */
function worstOfEach(worse: readonly ComparedFigure[]): readonly ComparedFigure[] {
  const worst = new Map<string, ComparedFigure>();
  for (const figure of worse) {
    const key = sliceKey(figure.slice);
    const before = worst.get(key);
    if (before === undefined || harmOf(figure) > harmOf(before)) worst.set(key, figure);
  }
  return [...worst.values()].sort(
    (x, y) => harmOf(y) - harmOf(x) || (nameFigure(x) < nameFigure(y) ? -1 : 1),
  );
}

function columnOf(slice: Slice | null): string | null {
  const columns = Object.keys(slice ?? {});
  return columns.length === 1 ? (columns[0] ?? null) : null;
}

/** Whether the slice that suffered most is the only one of its column in which anything is proved. */
function tellOthers(
  worst: ComparedFigure | undefined,
  figures: readonly ComparedFigure[],
): readonly string[] {
  const column = columnOf(worst?.slice ?? null);
  if (worst === undefined || column === null) return [];
  const isOther = ({ slice }: ComparedFigure) =>
    columnOf(slice) === column && sliceKey(slice) !== sliceKey(worst.slice);
  const others = figures.filter(isOther);
  if (others.length === 0 || others.some(({ direction }) => direction !== null)) return [];
  return [`no other ${nameColumn(column)} changed beyond chance`];
}

function tellExact(flips: readonly ExactFlip[]): readonly string[] {
  const [all] = flips;
  if (all === undefined || all.became + all.stopped === 0) return [];
  const stopped = formatQuantity(all.stopped, "encounter");
  return [`${stopped} stopped being coded exactly, ${formatCount(all.became)} became so`];
}

function incompleteReasons(a: Results, b: Results): readonly string[] {
  const reasonsOf = (name: string, { run }: Results) =>
    run.incomplete_because.map((reason) => `run ${name} is incomplete: ${reason}`);
  return [...reasonsOf("a", a), ...reasonsOf("b", b)];
}

/**
 * Why the verdict is what it is, in plain sentences: what is incomplete; the part of the run that suffered most, whether
 * others of its kind changed, and how many encounters; then whatever else is proved worse, and how much was tested.
 */
export function listReasons(
  { figures, tables }: Pick<Comparison, "figures" | "tables">,
  a: Results,
  b: Results,
): readonly string[] {
  const worse = figures.filter(({ direction }) => direction === "worse");
  const better = figures.filter(({ direction }) => direction === "better");
  const tested = figures.filter(({ p_holm, q }) => p_holm !== null || q !== null).length;
  const [worst, ...rest] = worstOfEach(worse);
  return [
    ...incompleteReasons(a, b),
    ...(worst === undefined ? [] : [describeWorse(worst)]),
    ...tellOthers(worst, figures),
    ...tellExact(tables.exact_flips),
    ...rest.map(describeWorse),
    `of ${tested} main figures tested, ${worse.length} are proved worse and ${better.length} better`,
  ];
}
