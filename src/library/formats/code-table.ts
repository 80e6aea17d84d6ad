import { HarnessError } from "../../errors.ts";
import type { Evidence, Reading } from "../evidence.ts";
import type { AddOptions } from "../reading/add-options.ts";
import { fiscalYearSpan } from "../reading/dates.ts";
import type { TextEntry } from "../reading/text-entry.ts";
import { yearOfFile } from "../reading/year-of-file.ts";
import { type Addenda, readAddenda } from "./addenda.ts";
import { type CodeList, readCodeFile, readOrderFile } from "./order-file.ts";

export type ReleasePart = "order" | "codes" | "addenda";

export interface ReleaseEntry {
  readonly part: ReleasePart;
  readonly entry: TextEntry;
}

interface YearList extends CodeList {
  readonly fiscalYear: number;
}

const shortNames: Readonly<Record<string, string>> = { "ICD-10-CM": "icd10cm", "ICD-10-PCS": "icd10pcs" };

/** The order file says all that the code file says, and the headers too. */
function listOf(parts: readonly ReleaseEntry[]): ReleaseEntry | null {
  const lists = parts.filter(({ part }) => part !== "addenda");
  return lists.find(({ part }) => part === "order") ?? lists[0] ?? null;
}

function readListEntry({ part, entry }: ReleaseEntry, options: AddOptions): YearList {
  const fiscalYear = yearOfFile(entry, options, "fiscal year");
  return { ...(part === "order" ? readOrderFile(entry) : readCodeFile(entry)), fiscalYear };
}

function codesEvidence({ system, fiscalYear, codes }: YearList): Evidence {
  const rows = codes.map(({ code, isBillable, title }) => [system, fiscalYear, code, isBillable, title]);
  return { table: "evidence_codes", rows };
}

function addendaEvidence(addenda: readonly Addenda[]): Evidence {
  const rows = addenda.flatMap(({ system, fiscalYear, amendments }) =>
    amendments.map(({ action, code, isBillable }) => [system, fiscalYear, action, code, isBillable]),
  );
  return { table: "evidence_addenda", rows };
}

function checkOneRelease(entry: TextEntry, parts: readonly { system: string; fiscalYear: number }[]): void {
  const releases = new Set(parts.map(({ system, fiscalYear }) => `${system} of ${fiscalYear}`));
  if (releases.size === 1) return;
  const message = `files of several releases: ${[...releases].join(", ")}`;
  throw new HarnessError("data-invalid", message.slice(0, 120), {
    where: { file: entry.place },
    hint: "unpack the archive and add its files one by one",
  });
}

/** A release of ICD-10-CM or ICD-10-PCS: order file, code file and addenda, or any of them. */
export function readRelease(parts: readonly ReleaseEntry[], options: AddOptions): Reading {
  const listEntry = listOf(parts);
  const list = listEntry === null ? null : readListEntry(listEntry, options);
  const addenda = parts
    .filter(({ part }) => part === "addenda")
    .map(({ entry }) => readAddenda(entry, list === null ? options : { year: list.fiscalYear }));
  const first = list ?? addenda[0];
  const [firstPart] = parts;
  if (first === undefined || firstPart === undefined) throw new Error("a release without files");
  checkOneRelease(firstPart.entry, list === null ? addenda : [list, ...addenda]);
  const { from, to } = fiscalYearSpan(first.fiscalYear);
  const name = `${shortNames[first.system]}-${first.fiscalYear}`;
  return {
    kind: list === null ? "addenda" : "code-table",
    system: first.system,
    label: list === null ? `${name}-addenda` : name,
    validFrom: from,
    validTo: to,
    rows: list?.codes.length ?? addenda.reduce((sum, { amendments }) => sum + amendments.length, 0),
    evidence: [...(list === null ? [] : [codesEvidence(list)]), addendaEvidence(addenda)],
  };
}
