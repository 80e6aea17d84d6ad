import { plainText } from "./plain-text.ts";
import { cutText, padEnd, padStart, textWidth } from "./text-width.ts";
import { wrapText } from "./wrap-text.ts";

export interface TableColumn {
  readonly title: string;
  readonly align?: "left" | "right";
  /** The column that gives way, by going on in the next line, where the table is wider than the terminal. */
  readonly shrinks?: boolean;
}

export interface TableStyle {
  readonly width: number;
  readonly indent?: string;
  readonly title?: (text: string) => string;
  /** Colours a cell after it was cut and padded. */
  readonly cell?: (text: string, row: number, column: number) => string;
}

const gap = "  ";

function naturalWidths(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): number[] {
  return columns.map((column, at) =>
    Math.max(textWidth(column.title), ...rows.map((row) => textWidth(row[at] ?? ""))),
  );
}

function fitWidths(columns: readonly TableColumn[], natural: readonly number[], room: number): number[] {
  const excess = natural.reduce((sum, width) => sum + width, gap.length * (natural.length - 1)) - room;
  return natural.map((width, at) =>
    columns[at]?.shrinks && excess > 0 ? Math.max(8, width - excess) : width,
  );
}

function fitCell(text: string, width: number, align: "left" | "right"): string {
  const cut = cutText(text, width);
  return align === "right" ? padStart(cut, width) : padEnd(cut, width);
}

/** The cells of a row as lines: a cell that is too wide goes on below itself, its later lines set in. */
function wrapRow(
  row: readonly string[],
  columns: readonly TableColumn[],
  widths: readonly number[],
): readonly (readonly string[])[] {
  const cells = columns.map((_, at) => wrapCell(row[at] ?? "", widths[at] ?? 0));
  const height = Math.max(1, ...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => cells.map((lines) => lines[line] ?? ""));
}

function wrapCell(text: string, width: number): readonly string[] {
  if (textWidth(text) <= width) return [text];
  const [first = "", ...rest] = wrapText(text, width - 2);
  return [first, ...rest.map((line) => `  ${line}`)];
}

/**
 * Rows of text under titles, in columns as wide as they need. A column with `shrinks` is wrapped to fit `width`; a
 * single word wider than its column is cut.
 */
export function renderTable(
  columns: readonly TableColumn[],
  cells: readonly (readonly string[])[],
  style: TableStyle,
): string[] {
  const rows = cells.map((row) => row.map(plainText));
  const indent = style.indent ?? "";
  const widths = fitWidths(columns, naturalWidths(columns, rows), style.width - indent.length);
  const fitRow = (row: readonly string[]) =>
    columns.map((column, at) => fitCell(row[at] ?? "", widths[at] ?? 0, column.align ?? "left"));
  const head = fitRow(columns.map((column) => column.title)).join(gap);
  const body = rows.flatMap((row, rowAt) =>
    wrapRow(row, columns, widths).map((line) =>
      fitRow(line)
        .map((text, at) => style.cell?.(text, rowAt, at) ?? text)
        .join(gap),
    ),
  );
  return [(style.title ?? String)(head), ...body].map((line) => (indent + line).trimEnd());
}
