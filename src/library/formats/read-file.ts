import { HarnessError } from "../../errors.ts";
import type { Reading } from "../evidence.ts";
import type { AddOptions } from "../reading/add-options.ts";
import type { Package } from "../reading/read-package.ts";
import { readHeader, readSheet } from "../reading/read-sheet.ts";
import type { TextEntry } from "../reading/text-entry.ts";
import { isAddenda } from "./addenda.ts";
import { type ReleasePart, readRelease } from "./code-table.ts";
import { isCodeFile, isOrderFile } from "./order-file.ts";
import { readPoaExempt } from "./poa-exempt.ts";
import { findSheetFormat, type SheetFormat } from "./sheet-formats.ts";
import { refuseUnknown } from "./unknown-file.ts";

/** What a text was found to be. `readme` is text for people, passed over beside others. */
type Recognised = { readonly entry: TextEntry } & (
  | { readonly kind: "release"; readonly part: ReleasePart }
  | { readonly kind: "poa" }
  | { readonly kind: "sheet"; readonly format: SheetFormat }
  | { readonly kind: "unknown" }
);

function partOf(firstLine: string): ReleasePart | null {
  if (isOrderFile(firstLine)) return "order";
  if (isAddenda(firstLine)) return "addenda";
  return isCodeFile(firstLine) ? "codes" : null;
}

function recognise(entry: TextEntry): Recognised {
  const firstLine = /^\s*?([^\r\n]*\S[^\r\n]*)/.exec(entry.text)?.[1] ?? "";
  const part = partOf(firstLine);
  if (part !== null) return { entry, kind: "release", part };
  const columns = readHeader(entry.text);
  if (columns.includes("poaexemptcode")) return { entry, kind: "poa" };
  const format = findSheetFormat(columns);
  return format === null ? { entry, kind: "unknown" } : { entry, kind: "sheet", format };
}

function refuseMixed({ entries: [first] }: Package): never {
  throw new HarnessError("file-unreadable", "the archive holds files of several kinds", {
    where: { file: first?.place ?? "" },
    hint: "unpack it and add its files one by one",
  });
}

function readKnown(given: Package, known: readonly Recognised[], options: AddOptions): Reading {
  const releases = known.flatMap((found) => (found.kind === "release" ? [found] : []));
  if (releases.length === known.length) return readRelease(releases, options);
  const lists = known.filter(({ kind }) => kind === "poa");
  if (lists.length === known.length)
    return readPoaExempt(
      lists.map(({ entry }) => readSheet(entry)),
      options,
    );
  const [first, ...others] = known;
  if (first?.kind !== "sheet" || others.length > 0) return refuseMixed(given);
  return first.format.read(readSheet(first.entry), options);
}

function refuseEmpty(given: Package): never {
  throw new HarnessError("data-invalid", "the file has no rows", {
    where: { file: given.entries[0]?.place ?? given.name },
    hint: "download it again: it may have been cut off",
  });
}

function refuseBlank({ entries, name }: Package): void {
  if (!entries.every(({ text }) => text.trim() === "")) return;
  throw new HarnessError("file-unreadable", "the file is empty", {
    where: { file: entries[0]?.place ?? name },
    hint: "download it again, or check how it was saved",
  });
}

/**
 * Tells by its content what a file is, and reads it. Throws `file-unreadable` for an empty file or one of no known kind, and
 * `data-invalid` with line and column for rows that do not fit.
 */
export function readFile(given: Package, options: AddOptions): Reading {
  refuseBlank(given);
  const found = given.entries.map(recognise);
  const known = found.filter(({ kind }) => kind !== "unknown");
  const [first] = given.entries;
  if (first === undefined) return refuseEmpty(given);
  if (known.length === 0) return refuseUnknown(first);
  const reading = readKnown(given, known, options);
  return reading.rows === 0 && reading.kind !== "addenda" ? refuseEmpty(given) : reading;
}
