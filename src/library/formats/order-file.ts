import { canonicalCode } from "../../codeset/canonical-code.ts";
import { parseOrderLine, systemOfOrder } from "../../codeset/cms-order-line.ts";
import { rulesOf } from "../../codeset/system-rules.ts";
import { collectRowProblems, showCell } from "../reading/row-problems.ts";
import type { TextEntry } from "../reading/text-entry.ts";

/** A code of one fiscal year, in canonical form. */
export interface ListedCode {
  readonly code: string;
  readonly isBillable: boolean;
  readonly title: string;
}

export interface CodeList {
  readonly system: string;
  readonly codes: readonly ListedCode[];
}

type ParseLine = (line: string) => ListedCode | null;

/** The title begins in column nine. */
const codeLine = /^(?=.{7} \S)([0-9A-Z]{3,7}) +(.*?)\s*$/;

function parseCodeLine(line: string): ListedCode | null {
  const [, code, title] = codeLine.exec(line) ?? [];
  return code === undefined || title === undefined ? null : { code, title, isBillable: true };
}

function isCodeOf(system: string, code: string, isBillable: boolean): boolean {
  return system === "ICD-10-PCS" && !isBillable ? code.length === 3 : rulesOf(system).isWellFormed(code);
}

function readLine(system: string, listed: ListedCode, reject: (message: string) => void): ListedCode {
  const code = canonicalCode(system, listed.code);
  if (!isCodeOf(system, code, listed.isBillable)) reject(`${code} is no code of ${system}`);
  return { ...listed, code };
}

function readList({ text, place }: TextEntry, parse: ParseLine, form: string): CodeList {
  const problems = collectRowProblems(place);
  const lines = text.split(/\r\n|\n|\r/);
  const first = lines.find((line) => line.trim() !== "") ?? "";
  const system = systemOfOrder(parse(first)?.code ?? "");
  const codes: ListedCode[] = [];
  for (const [at, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const listed = parse(line);
    const reject = (message: string) => problems.add(at + 1, message);
    if (listed === null) reject(`${showCell(line)} is no line of ${form}`);
    else codes.push(readLine(system, listed, reject));
  }
  problems.finish();
  return { system, codes };
}

export function isOrderFile(firstLine: string): boolean {
  return parseOrderLine(firstLine) !== null;
}

/** CMS's order file: every code and header of a year, with long titles. Throws `data-invalid` for any other line. */
export function readOrderFile(entry: TextEntry): CodeList {
  return readList(entry, parseOrderLine, "an order file");
}

export function isCodeFile(firstLine: string): boolean {
  const code = parseCodeLine(firstLine)?.code ?? "";
  return ["ICD-10-CM", "ICD-10-PCS"].some((system) =>
    rulesOf(system).isWellFormed(canonicalCode(system, code)),
  );
}

/** CMS's code file: the billable codes alone. Throws `data-invalid` for any other line. */
export function readCodeFile(entry: TextEntry): CodeList {
  return readList(entry, parseCodeLine, "a code file");
}
