import { readFileSync } from "node:fs";
import { strFromU8, unzipSync } from "fflate";
import { canonicalCode } from "../../codeset/canonical-code.ts";
import type { CatalogueEntry } from "../../codeset/catalogue-entry.ts";
import { parseOrderLine, systemOfOrder } from "../../codeset/cms-order-line.ts";
import { HarnessError } from "../../errors.ts";
import { clinicalTermsOf } from "./clinical-terms.ts";
import { type TitleVariant, titleVariants } from "./title-variants.ts";
import { splitWords } from "./tokens.ts";
import { foldWord, isPassedOver } from "./word-forms.ts";

interface OfficialCode {
  readonly system: string;
  readonly code: string;
  readonly title: string;
}

interface Wording extends TitleVariant {
  readonly code: string;
}

/** A common term goes before any loosened title, after every title as it stands. */
const lossOfTerm = 0.05;

/** Words that a loosened title may come down to and that name no condition. */
const tooGeneral = new Set(
  "disease disorder syndrome lesion problem encounter examination counseling symptom sign state condition other neoplasm metastasis abscess stress infection".split(
    " ",
  ),
);

const orderFile = /(^|\/)icd10(cm|pcs)_order_\d{4}\.txt$/;

/**
 * Reads the official titles as CMS publishes them: the zip of a fiscal year of ICD-10-CM or ICD-10-PCS, or the
 * order file of such a zip. Only billable codes; synonyms are wordings that notes use (title-variants.ts) and the
 * common terms of clinical-terms.ts, each given to one code. Throws `file-unreadable` for anything else.
 */
export function readOfficialTitles(path: string): CatalogueEntry[] {
  const codes = parseOrderFile(readOrderFile(path), path);
  const synonyms = wordingsByCode(codes);
  return codes.map((code) => ({ ...code, synonyms: synonyms.get(code.code) ?? [] }));
}

function readOrderFile(path: string): string {
  const bytes = readBytes(path);
  if (!isZip(bytes)) return strFromU8(bytes);
  const order = Object.values(unzip(bytes, path))[0];
  if (order === undefined) {
    throw new HarnessError("file-unreadable", "no order file of ICD-10-CM or ICD-10-PCS in the zip", {
      where: { file: path },
      hint: "give the zip as CMS publishes it, such as the 2026 code descriptions in tabular order",
    });
  }
  return strFromU8(order);
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new HarnessError("file-unreadable", "the file of official titles cannot be read", {
      where: { file: path },
      cause,
    });
  }
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

function unzip(bytes: Uint8Array, path: string): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter: (file) => orderFile.test(file.name) });
  } catch (cause) {
    throw new HarnessError("file-unreadable", "the zip of official titles is damaged", {
      where: { file: path },
      cause,
    });
  }
}

/** Billable codes of an order file. */
function parseOrderFile(text: string, path: string): OfficialCode[] {
  const codes: OfficialCode[] = [];
  const system = systemOfOrder(text.slice(6));
  const lines = text.split("\n");
  lines.forEach((line, at) => {
    if (line.trim() === "") return;
    const listed = parseOrderLine(line);
    if (listed === null) throw notAnOrderLine(path, at + 1);
    const { code, title, isBillable } = listed;
    if (isBillable) codes.push({ system, code: canonicalCode(system, code), title });
  });
  if (codes.length === 0) throw notAnOrderLine(path, 1);
  return codes;
}

function notAnOrderLine(file: string, line: number): HarnessError {
  return new HarnessError("file-unreadable", "not an order file of ICD-10-CM or ICD-10-PCS", {
    where: { file, line },
    hint: "expected the fixed-width order file of CMS: number, code, billable (0 or 1), short and long title",
  });
}

/** Synonyms by code: each wording goes to the code that lost least to reach it, then to the first in the table. */
function wordingsByCode(codes: readonly OfficialCode[]): Map<string, string[]> {
  const winners = new Map<string, Wording>();
  const fold = createPhraseFolder();
  for (const { system, code, title } of codes) {
    for (const { text, loss } of wordingsOf(system, code, title)) {
      const key = fold(text);
      if (key === "" || (loss > lossOfTerm && tooGeneral.has(key))) continue;
      if (loss < (winners.get(key)?.loss ?? Number.POSITIVE_INFINITY)) winners.set(key, { code, text, loss });
    }
  }
  return groupByCode([...winners.values()]);
}

/** External causes and ICD-10-PCS codes keep their titles: nothing less than all of it tells them. */
function wordingsOf(system: string, code: string, title: string): TitleVariant[] {
  const terms = clinicalTermsOf(code).map((text) => ({ text, loss: lossOfTerm }));
  const isSpoken = system === "ICD-10-CM" && !/^[V-Y]/.test(code);
  return isSpoken ? [...titleVariants(title), ...terms] : terms;
}

function groupByCode(wordings: readonly Wording[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { code, text, loss } of wordings) {
    if (loss === 0) continue;
    const group = groups.get(code);
    if (group === undefined) groups.set(code, [text]);
    else group.push(text);
  }
  return groups;
}

/** Folds a phrase as the index will, so that wordings which meet there meet here. */
function createPhraseFolder(): (phrase: string) => string {
  const folded = new Map<string, string>();
  const foldOnce = (raw: string) => {
    const word = folded.get(raw) ?? foldWord(raw);
    folded.set(raw, word);
    return word;
  };
  return (phrase) =>
    splitWords(phrase)
      .map(foldOnce)
      .filter((word) => !isPassedOver(word))
      .join(" ");
}
