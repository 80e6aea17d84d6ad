import { z } from "zod";
import { type Finding, type FindingGroup, mostTold, showValue } from "./findings.ts";
import { readLines } from "./read-lines.ts";
import { tableContracts } from "./table-contract.ts";
import { readBytes } from "./table-file.ts";
import { formatCsvRow, writePrivateFile } from "./write-csv.ts";

const objectSchema = z.looseObject({ text: z.unknown().optional() });
type DocumentLine = z.infer<typeof objectSchema>;

/** The columns of an index file: the line's number, what the line says but the text, and where its bytes lie. */
export const indexColumns = ["row", ...tableContracts.documents.map((column) => column.name)];
const described = tableContracts.documents
  .map((column) => column.name)
  .filter((name) => !name.startsWith("byte_"));

type Note = (row: number, message: string) => void;

function parseObject(text: string): DocumentLine | null {
  try {
    return objectSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Null for what is no text; numbers may stand for ids. */
function textOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" && Number.isSafeInteger(value) ? String(value) : null;
}

function checkCells(document: DocumentLine, row: number, note: Note): void {
  if (typeof document.text !== "string") note(row, "the document has no text");
  for (const name of described) {
    const value = document[name];
    if (value !== undefined && value !== null && textOf(value) === null)
      note(row, `${name} ${showValue(JSON.stringify(value))} is not text`);
  }
}

function indexLine(bytes: Buffer, row: number, offset: number, note: Note): string {
  const text = bytes.toString("utf8");
  if (text.trim() === "") return "";
  const document = parseObject(text);
  if (document === null) {
    note(row, "the line is no JSON object");
    return "";
  }
  checkCells(document, row, note);
  const cells = described.map((name) => textOf(document[name]));
  return formatCsvRow([String(row), ...cells, String(offset), String(bytes.length)]);
}

async function* indexLines(ndjsonFile: string, note: Note): AsyncGenerator<string> {
  yield formatCsvRow(indexColumns);
  for await (const lines of readLines(readBytes(ndjsonFile))) {
    yield lines.map((line) => indexLine(line.bytes, line.number, line.offset, note)).join("");
  }
}

/**
 * Scans plain NDJSON once and writes where each document's line lies, never its text. Returns the lines that are
 * no document, null where all are.
 */
export async function indexDocuments(ndjsonFile: string, indexFile: string): Promise<FindingGroup | null> {
  const findings: Finding[] = [];
  let total = 0;
  const note: Note = (row, message) => {
    total += 1;
    if (findings.length < mostTold) findings.push({ row, message });
  };
  await writePrivateFile(indexFile, indexLines(ndjsonFile, note));
  return total === 0 ? null : { table: "documents", total, findings, areLines: false };
}
