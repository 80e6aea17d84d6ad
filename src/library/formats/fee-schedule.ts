import { HarnessError } from "../../errors.ts";
import type { Reading } from "../evidence.ts";
import type { AddOptions } from "../reading/add-options.ts";
import { calendarYearSpan } from "../reading/dates.ts";
import { type Row, readRows } from "../reading/read-rows.ts";
import type { Sheet } from "../reading/read-sheet.ts";
import { yearOfFile } from "../reading/year-of-file.ts";
import { readLineCode, readModifier } from "./line-code.ts";

interface Span {
  readonly from: string;
  readonly to: string | null;
}

/** The days of rows that give none: --from, else the year that the name or --year tells. */
function spanOfFile(sheet: Sheet, options: AddOptions): Span {
  if (options.from !== undefined) return { from: options.from, to: null };
  try {
    return calendarYearSpan(yearOfFile(sheet.entry, options, "calendar year"));
  } catch (cause) {
    if (!(cause instanceof HarnessError) || options.year !== undefined) throw cause;
    throw new HarnessError("data-invalid", "nothing tells the days on which these fees hold", {
      where: { file: sheet.entry.place },
      hint: "give a column from (YYYY-MM-DD), or --from, or --year",
      cause,
    });
  }
}

function readSpan(row: Row, byDefault: () => Span): Span {
  const [from, to] = [row.date("from"), row.date("to")];
  const span = row.text("from") === "" ? byDefault() : { from: from ?? "", to: null };
  if (to !== null && to < span.from) row.reject("to", "to lies before from");
  return { from: span.from, to: to ?? span.to };
}

/** The first and last day of all rows; null where the last is open. */
function wholeSpan(spans: readonly Span[]): { readonly from: string | null; readonly to: string | null } {
  const starts = spans.map(({ from }) => from).sort();
  const ends = spans.flatMap(({ to }) => to ?? []).sort();
  return { from: starts[0] ?? null, to: ends.length < spans.length ? null : (ends.at(-1) ?? null) };
}

interface Fee {
  readonly code: string;
  readonly modifier: string | null;
  readonly amount: number;
  readonly span: Span;
}

/** Notes fees that an earlier row sets otherwise for some of the same days. */
function overlapChecker(): (row: Row, fee: Fee) => void {
  const earlier = new Map<string, Fee[]>();
  return (row, fee) => {
    const key = `${fee.code} ${fee.modifier ?? ""}`;
    const others = earlier.get(key) ?? [];
    const isSame = ({ amount, span }: Fee) =>
      amount === fee.amount || span.from > (fee.span.to ?? "9999") || (span.to ?? "9999") < fee.span.from;
    if (!others.every(isSame)) row.reject("amount", `${key.trim()} has another amount on some of these days`);
    earlier.set(key, [...others, fee]);
  };
}

/** The hospital's own fees: code, amount in dollars, and where known modifier and the days on which they hold. */
export function readFeeSchedule(sheet: Sheet, options: AddOptions): Reading {
  let fileSpan: Span | null = null;
  const byDefault = () => {
    fileSpan ??= spanOfFile(sheet, options);
    return fileSpan;
  };
  const checkOverlap = overlapChecker();
  const rows = readRows(sheet, (row) => {
    const [modifier, amount] = [readModifier(row, "modifier"), row.number("amount")];
    const fee = { ...readLineCode(row, "code"), modifier, amount, span: readSpan(row, byDefault) };
    checkOverlap(row, fee);
    return fee;
  });
  const { from, to } = wholeSpan(rows.map(({ span }) => span));
  return {
    kind: "fee-schedule",
    system: null,
    label: `fees-${from?.slice(0, 4)}`,
    validFrom: from,
    validTo: to,
    rows: rows.length,
    evidence: [
      {
        table: "evidence_fees",
        rows: rows.map(({ system, code, modifier, amount, span }) => {
          return [system, code, modifier, amount, span.from, span.to];
        }),
      },
    ],
  };
}
