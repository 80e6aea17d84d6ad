import { nearestName } from "../domain/nearest-name.ts";
import { quoteName, quoteText } from "../store/quote-sql.ts";
import { showValue } from "./findings.ts";
import type { StagedColumn } from "./staged-columns.ts";

/** What the manifest promises of the values, beyond their types. */
export interface Promises {
  /** No date finer than a year. */
  readonly onlyYears: boolean;
  /** Nobody older than 90: ages over 89 are put together as 90. */
  readonly cappedAges: boolean;
}

/** One way for a cell to be wrong: `fails` is SQL over the staged table, true for a wrong row. */
export interface ValueRule {
  readonly column: string;
  readonly fails: string;
  readonly describe: (value: string) => { readonly message: string; readonly hint?: string | undefined };
}

const safeHarborRule = "45 CFR 164.514(b)(2)(i)(C)";
const number = String.raw`[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?`;
const timestamp = String.raw`[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?`;

/** True unless the text matches as a whole and the condition holds of it; null cells are not judged. */
function unless(column: string, pattern: string, condition: string): string {
  const name = quoteName(column);
  return `${name} IS NOT NULL AND NOT coalesce(regexp_full_match(${name}, ${quoteText(pattern)}) AND ${condition}, false)`;
}

function tryCast(column: string, type: string): string {
  return `TRY_CAST(${quoteName(column)} AS ${type})`;
}

function ruleOf(column: string, fails: string, saying: string): ValueRule {
  return { column, fails, describe: (value) => ({ message: `${column} ${showValue(value)} ${saying}` }) };
}

function wordRule(column: string, words: readonly string[]): ValueRule {
  const list = words.map(quoteText).join(", ");
  return {
    column,
    fails: `${quoteName(column)} NOT IN (${list})`,
    describe: (value) => {
      const nearest = nearestName(value, words);
      const hint = nearest === null ? `one of ${words.join(", ")}` : `did you mean "${nearest}"?`;
      return { message: `${column} ${showValue(value)} is not in its vocabulary`, hint };
    },
  };
}

function integerRule(column: string, least: number, most: number): ValueRule {
  const isWhole = `${tryCast(column, "BIGINT")} BETWEEN ${least} AND ${most}`;
  const saying = `is not a whole number from ${least} to ${most}`;
  return ruleOf(column, unless(column, "-?[0-9]{1,18}", isWhole), saying);
}

function numberRule(column: string, least: number | null, most: number | null, saying: string): ValueRule {
  const value = tryCast(column, "DOUBLE");
  const bounds = [`isfinite(${value})`];
  if (least !== null) bounds.push(`${value} >= ${least}`);
  if (most !== null) bounds.push(`${value} <= ${most}`);
  return ruleOf(column, unless(column, number, bounds.join(" AND ")), saying);
}

function dateRule(column: string): ValueRule {
  const isDate = `${tryCast(column, "DATE")} IS NOT NULL`;
  return ruleOf(column, unless(column, "[0-9]{4}-[0-9]{2}-[0-9]{2}", isDate), "is not a date (YYYY-MM-DD)");
}

function timestampRule(column: string): ValueRule {
  const isTime = `${tryCast(column, "TIMESTAMPTZ")} IS NOT NULL`;
  return ruleOf(column, unless(column, timestamp, isTime), "is not a timestamp (YYYY-MM-DDThh:mm:ss)");
}

function yearRule(column: string): ValueRule {
  return ruleOf(column, unless(column, "[0-9]{4}", "true"), `is not a year alone (${safeHarborRule})`);
}

const month =
  "(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)[.]?";
const year = "(19|20)[0-9]{2}";
const isoDate = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
const finerThanYear = [
  isoDate,
  `${year}[-/](0?[1-9]|1[0-2])([-/][0-9]{1,2})?`,
  `${year}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])`,
  "[0-9]{1,2}/[0-9]{1,2}/([0-9]{2}|[0-9]{4})",
  `[0-9]{1,2}[-.][0-9]{1,2}[-.]${year}`,
  `(0?[1-9]|1[0-2])[-/]${year}`,
  `([0-9]{1,2}[-/. ]+)?${month}[-/., ]+([0-9]{2}|[0-9]{4})`,
  `${month} *[0-9]{1,2},? +${year}`,
].join("|");

/** Identifiers, line numbers and versions may look like a date in digits or by month; a full date they never are. */
function mayLookLikeDate(column: string): boolean {
  return /(^|_)id$/i.test(column) || column === "line" || column === "version";
}

/** An attribute is free text, but under the same promise: no date finer than a year is all that it holds. */
function noFinerDateRule(column: string): ValueRule {
  const dates = mayLookLikeDate(column) ? isoDate : finerThanYear;
  const pattern = quoteText(String.raw`(?is)\s*(${dates})([T ].*)?`);
  const isFiner = `regexp_full_match(${quoteName(column)}, ${pattern})`;
  return ruleOf(column, isFiner, `is finer than a year (${safeHarborRule})`);
}

function typeRule({ name, cell }: StagedColumn, promises: Promises): ValueRule | null {
  switch (cell.kind) {
    case "word":
      return wordRule(name, cell.words);
    case "integer":
      return integerRule(name, cell.least, cell.most);
    case "number":
      return numberRule(
        name,
        cell.least,
        null,
        cell.least === null ? "is not a number" : "is not a number from 0 up",
      );
    case "share":
      return numberRule(name, 0, 1, "is not a number from 0 to 1");
    case "month":
      return ruleOf(name, unless(name, "[0-9]{4}-(0[1-9]|1[0-2])", "true"), "is not a month (YYYY-MM)");
    case "date":
      return promises.onlyYears ? yearRule(name) : dateRule(name);
    case "timestamp":
      return promises.onlyYears ? yearRule(name) : timestampRule(name);
    case "text":
      return promises.onlyYears ? noFinerDateRule(name) : null;
    default:
      return null;
  }
}

function blankRule({ name }: StagedColumn): ValueRule {
  return {
    column: name,
    fails: `trim(coalesce(${quoteName(name)}, '')) = ''`,
    describe: () => ({ message: `${name} is blank` }),
  };
}

function cappedAgeRule(name: string): ValueRule {
  return ruleOf(
    name,
    `${tryCast(name, "INTEGER")} > 90`,
    `is over 90; write 90 for 90 and older (${safeHarborRule})`,
  );
}

/** The rules that the cells of a column must keep, as SQL. */
export function rulesOf(column: StagedColumn, promises: Promises): ValueRule[] {
  const rules = [typeRule(column, promises)];
  if (column.isRequired) rules.push(blankRule(column));
  if (column.name === "age" && promises.cappedAges) rules.push(cappedAgeRule(column.name));
  return rules.filter((rule) => rule !== null);
}
