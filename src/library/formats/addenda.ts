import { canonicalCode } from "../../codeset/canonical-code.ts";
import { systemOfOrder } from "../../codeset/cms-order-line.ts";
import type { AddOptions } from "../reading/add-options.ts";
import { collectRowProblems, showCell } from "../reading/row-problems.ts";
import type { TextEntry } from "../reading/text-entry.ts";
import { yearOfFile } from "../reading/year-of-file.ts";

/** A code that a release added to or deleted from the release before it. */
export interface Amendment {
  readonly action: "add" | "delete";
  readonly code: string;
  readonly isBillable: boolean;
}

export interface Addenda {
  readonly system: string;
  readonly fiscalYear: number;
  readonly amendments: readonly Amendment[];
}

const amendmentLine = /^(Add|Delete|Revise from|Revise to|No change): +(?:([01]) )?([0-9A-Z]{3,7})(?: |$)/;
const summaryLine = /^\s*(Codes|Headers|of which|\d+ (codes|headers|additions|deletions|revisions)\b.*)?\s*$/;
const comparedFile = /codes in icd10(cm|pcs)_(?:order|codes)_(\d{4})\.txt/g;

export function isAddenda(firstLine: string): boolean {
  return amendmentLine.test(firstLine) || /^(Codes|Headers)\s*$/.test(firstLine);
}

/** The summary names both releases compared; the later one is that of the addenda. */
function latestCompared(text: string): { readonly system: string; readonly year: number } | null {
  const compared = [...text.matchAll(comparedFile)].map(([, letters, year]) => ({
    system: letters === "pcs" ? "ICD-10-PCS" : "ICD-10-CM",
    year: Number(year),
  }));
  return compared.sort((a, b) => b.year - a.year)[0] ?? null;
}

interface WrittenAmendment {
  readonly action: string;
  readonly code: string;
  readonly flag: string;
}

function readLines(entry: TextEntry): readonly WrittenAmendment[] {
  const problems = collectRowProblems(entry.place);
  const written: WrittenAmendment[] = [];
  for (const [at, line] of entry.text.split(/\r\n|\n|\r/).entries()) {
    const [, action, flag = "1", code] = amendmentLine.exec(line) ?? [];
    if (action !== undefined && code !== undefined) written.push({ action, code, flag });
    else if (!summaryLine.test(line)) problems.add(at + 1, `${showCell(line)} is no line of addenda`);
  }
  problems.finish();
  return written;
}

/** ICD-10-PCS has codes of seven characters and headers of three; of ICD-10-CM the addenda say which is which. */
function isBillable(system: string, code: string, flag: string): boolean {
  return system === "ICD-10-PCS" ? code.length === 7 : flag === "1";
}

/** CMS's addenda: what a release of ICD-10-CM or ICD-10-PCS changed. Throws `data-invalid` for any other line. */
export function readAddenda(entry: TextEntry, options: AddOptions): Addenda {
  const compared = latestCompared(entry.text);
  const written = readLines(entry);
  const hasDigit = written.some(({ code }) => systemOfOrder(code) === "ICD-10-PCS");
  const system = compared?.system ?? (hasDigit ? "ICD-10-PCS" : "ICD-10-CM");
  const amendments = written.flatMap(({ action, code, flag }): Amendment[] => {
    const amendment = { code: canonicalCode(system, code), isBillable: isBillable(system, code, flag) };
    if (action === "Add") return [{ action: "add", ...amendment }];
    return action === "Delete" ? [{ action: "delete", ...amendment }] : [];
  });
  return {
    system,
    fiscalYear: yearOfFile(entry, options, "fiscal year", compared?.year ?? null),
    amendments,
  };
}
