import type { Metric } from "../domain/metric.ts";

/** Kappa and alpha are shares by the catalogue, and read as bare numbers; money has its currency where that is known. */
export type Unit = Metric["unit"] | "coefficient" | { readonly currency: string };

/** Stands where a number could not be computed; the reason is printed beside it. */
export const absent = "—";

const space = "\u00a0";
const minus = "\u2212";

function fixed(value: number, decimals: number): string {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const text = new Intl.NumberFormat("en-US", digits).format(Math.abs(value));
  return value < 0 && /[1-9]/.test(text) ? `${minus}${text}` : text;
}

function signed(value: number, decimals: number): string {
  const text = fixed(value, decimals);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** A count with thousands separators: 12345 → "12,345". */
export function formatCount(value: number | null): string {
  return value === null ? absent : fixed(value, 0);
}

/** A share as a percentage with one decimal: 0.4484 → "44.8 %". */
export function formatPercent(share: number | null, decimals = 1): string {
  return share === null ? absent : `${fixed(share * 100, decimals)}${space}%`;
}

/** Two shares as one range: "89.7–92.4 %"; null where either end is missing. */
export function formatPercentRange(lower: number | null, upper: number | null): string | null {
  if (lower === null || upper === null) return null;
  const joint = lower < 0 ? " to " : "–";
  return `${fixed(lower * 100, 1)}${joint}${fixed(upper * 100, 1)}${space}%`;
}

/** A difference of shares in percentage points, signed: "+3.1 points". */
export function formatPoints(difference: number | null): string {
  return difference === null ? absent : `${signed(difference * 100, 1)}${space}points`;
}

export function formatPointsRange(lower: number | null, upper: number | null): string | null {
  if (lower === null || upper === null) return null;
  return `${signed(lower * 100, 1)} to ${signed(upper * 100, 1)}${space}points`;
}

function withPoints(number: string): string {
  return `${number}${space}${number.replace(minus, "") === "1" ? "point" : "points"}`;
}

/** How far apart two shares are, without a sign: "3.1 points". */
export function formatGap(difference: number): string {
  return withPoints(fixed(Math.abs(difference) * 100, 1));
}

/** A ratio of counts with two decimals: "1.42". */
export function formatRatio(value: number | null): string {
  return value === null ? absent : fixed(value, 2);
}

export function formatRatioRange(lower: number | null, upper: number | null): string | null {
  return lower === null || upper === null ? null : `${fixed(lower, 2)}–${fixed(upper, 2)}`;
}

/** A p or q value with three decimals, and "< 0.001" below that. */
export function formatChance(value: number | null): string {
  if (value === null) return absent;
  return value < 0.001 ? "<\u00a00.001" : fixed(value, 3);
}

/** A q value within a sentence: "q = 0.002", "q < 0.001"; "q not known" where there is none. */
export function formatQ(q: number | null): string {
  if (q === null) return "q not known";
  return q < 0.001 ? `q${space}${formatChance(q)}` : `q${space}=${space}${formatChance(q)}`;
}

type Measure = readonly [decimals: number, word: string];

/** What stands behind a number that is no share, and how many decimals it has. */
const measures: Record<Exclude<Unit, "share" | "difference" | object>, Measure> = {
  ms: [0, "ms"],
  "per second": [1, "per second"],
  weight: [4, ""],
  units: [2, "units"],
  steps: [2, "levels"],
  tokens: [0, "tokens"],
  money: [4, ""],
  coefficient: [3, ""],
};

function measureOf(unit: Exclude<Unit, "share" | "difference">): Measure {
  return typeof unit === "string" ? measures[unit] : [measures.money[0], unit.currency];
}

function withWord(text: string, word: string): string {
  return word === "" ? text : `${text}${space}${word}`;
}

/** A number in its metric's unit. */
export function formatValue(unit: Unit, value: number | null): string {
  if (value === null) return absent;
  if (unit === "share") return formatPercent(value);
  if (unit === "difference") return formatPoints(value);
  const [decimals, word] = measureOf(unit);
  return withWord(fixed(value, decimals), word);
}

/** An interval in its metric's unit; null where there is none. */
export function formatRange(unit: Unit, lower: number | null, upper: number | null): string | null {
  if (unit === "share") return formatPercentRange(lower, upper);
  if (unit === "difference") return formatPointsRange(lower, upper);
  if (lower === null || upper === null) return null;
  const [decimals, word] = measureOf(unit);
  const joint = lower < 0 ? " to " : "–";
  return withWord(`${fixed(lower, decimals)}${joint}${fixed(upper, decimals)}`, word);
}

/** A required value as written in the scenario: at most two decimals (a weight four), none for nothing: 0.95 → "95 %". */
export function formatRequired(unit: Unit, value: number): string {
  const plain = (scaled: number, decimals = 2) =>
    new Intl.NumberFormat("en-US", { maximumFractionDigits: decimals }).format(scaled).replace("-", minus);
  if (unit === "share") return `${plain(value * 100)}${space}%`;
  if (unit === "difference") return withPoints(plain(value * 100));
  const [decimals, word] = measureOf(unit);
  return withWord(plain(value, Math.max(2, decimals)), word);
}

/** A signed DRG weight: "+1.2345". */
export function formatWeight(weight: number): string {
  return signed(weight, 4);
}

/** A signed amount of money without cents: "+$12,340". */
export function formatDollars(dollars: number): string {
  const sign = dollars > 0 ? "+" : dollars < 0 ? minus : "";
  return `${sign}$${fixed(Math.abs(dollars), 0)}`;
}

/** A number in a sentence that says "about": whole from 10 on, 4.86 → "4.9", 69.8 → "70". */
export function formatRounded(value: number): string {
  return formatAbout(Math.abs(value) >= 10 ? Math.round(value) : value);
}

/** A number with as many decimals as it has, up to one: 12.34 → "12.3". */
export function formatAbout(value: number): string {
  return new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 }).format(value).replace("-", minus);
}

/**
 * A share near a required one, with as many decimals (up to four) as it takes to tell them apart,
 * so that 94.97 % against 95 % never prints as "95.0 %".
 */
export function formatBeside(unit: Unit, value: number | null, required: number): string {
  if (value === null || unit !== "share" || value === required) return formatValue(unit, value);
  let decimals = 1;
  while (decimals < 4 && fixed(value * 100, decimals) === fixed(required * 100, decimals)) decimals += 1;
  return formatPercent(value, decimals);
}

/** "1 encounter", "1,480 encounters". */
export function formatQuantity(count: number, noun: string): string {
  return `${formatCount(count)}${space}${noun}${count === 1 ? "" : "s"}`;
}

/** "ICD-10-CM, CPT and HCPCS". */
export function formatList(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
