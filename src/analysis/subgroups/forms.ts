import type { NamedSums, PartRow, TotalRow } from "./rows.ts";
import type { SplitMoments } from "./split-moments.ts";
import { splitMoments } from "./split-moments.ts";

/** What a numerator or denominator adds up: so many of each count. */
type Combination = Readonly<Partial<Record<"tp" | "fp" | "fn" | "exact" | "encounters", bigint>>>;

/** A figure that subgroups are compared by; `clusters` counts the patients with anything in it. */
export interface Form {
  readonly metric: string;
  readonly y: Combination;
  readonly x: Combination;
  readonly clusters: "engine_patients" | "reference_patients" | "patients";
}

const exact = { y: { exact: 1n }, x: { encounters: 1n }, clusters: "patients" } as const;
const recall = { y: { tp: 1n }, x: { tp: 1n, fn: 1n } } as const;

/** METRICS.md, Figures, made of each code system. */
export const codeForms: readonly Form[] = [
  { metric: "codes.precision", y: { tp: 1n }, x: { tp: 1n, fp: 1n }, clusters: "engine_patients" },
  { metric: "codes.recall", ...recall, clusters: "reference_patients" },
  { metric: "codes.f1", y: { tp: 2n }, x: { tp: 2n, fp: 1n, fn: 1n }, clusters: "patients" },
  { metric: "encounters.exact_match", ...exact },
];

/** The engine's rates, whose rows hold a failure as tp, none as fn, an abstention as exact. */
export const engineForms: readonly Form[] = [
  { metric: "engine.abstention_rate", ...exact },
  { metric: "engine.error_rate", ...recall, clusters: "patients" },
];

/** A sum by its name; one that SQL does not make is a mistake of ours. */
function namedSum(sums: NamedSums, name: string): bigint {
  const value = sums[name];
  if (value === undefined) throw new Error(`subgroups: no sum ${name}`);
  return value;
}

function addUp(sums: NamedSums, combination: Combination): bigint {
  return Object.entries(combination).reduce((sum, [name, times]) => sum + times * namedSum(sums, name), 0n);
}

const order = ["tp", "fp", "fn", "exact", "encounters"];

function ownName(a: string, b: string): string {
  return order.indexOf(a) <= order.indexOf(b) ? `own_${a}_${b}` : `own_${b}_${a}`;
}

function eachName(a: string, b: string): string {
  return ownName(a, b).replace("own_", "each_");
}

function runName(a: string, b: string): string {
  return `run_${a}_${b}`;
}

/** Σ a·b over patients, of two combinations, from the sums of products of single counts. */
function multiply(
  sums: NamedSums,
  a: Combination,
  b: Combination,
  nameOf: (a: string, b: string) => string,
): bigint {
  const products = Object.entries(a).flatMap(([left, times]) =>
    Object.entries(b).map(([right, more]) => times * more * namedSum(sums, nameOf(left, right))),
  );
  return products.reduce((sum, product) => sum + product, 0n);
}

function ownMoments(sums: NamedSums, { y, x }: Form) {
  return {
    y: addUp(sums, y),
    x: addUp(sums, x),
    yy: multiply(sums, y, y, ownName),
    xy: multiply(sums, x, y, ownName),
    xx: multiply(sums, x, x, ownName),
  };
}

/** One figure in a subgroup and in the rest of the run. */
export function formMoments(form: Form, part: PartRow, total: TotalRow): SplitMoments {
  const { y, x } = form;
  const slice = {
    ...ownMoments(part.sums, form),
    eachXx: multiply(part.sums, x, x, eachName),
    yty: multiply(part.sums, y, y, runName),
    ytx: multiply(part.sums, y, x, runName),
    xty: multiply(part.sums, x, y, runName),
    xtx: multiply(part.sums, x, x, runName),
  };
  const whole = {
    ...ownMoments(total.sums, form),
    eachYy: multiply(total.sums, y, y, eachName),
    eachXy: multiply(total.sums, x, y, eachName),
    eachXx: multiply(total.sums, x, x, eachName),
    clusters: total[form.clusters],
  };
  return splitMoments(slice, whole);
}
