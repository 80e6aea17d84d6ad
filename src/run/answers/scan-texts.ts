import { type FileHandle, open } from "node:fs/promises";
import { z } from "zod";
import { makeTexts, readSoughtCodes } from "../../analysis/evidence/evidence.ts";
import { codeFinder, countCodePoints } from "../../analysis/evidence/find-codes.ts";
import { readDocumentText } from "../../dataset/read-document.ts";
import type { SendPolicy } from "../../sandbox/send-policy.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { storeSentKinds } from "../asking-plan/sent-kinds.ts";

const textsSql = readSql(new URL("./sent-texts.sql", import.meta.url));
const codesSql = readSql(new URL("./reference-codes.sql", import.meta.url));

/** Documents whose places are held at once, and whose texts are read at once. */
const pageSize = 4096;
const readAhead = 64;

const textRow = z.strictObject({
  text_ix: z.number(),
  encounter_ix: z.number(),
  byte_offset: z.number(),
  byte_length: z.number(),
});
const codeRow = z.strictObject({ encounter_ix: z.number(), code_ix: z.number() });

type SentText = z.infer<typeof textRow>;
type CodesOf = ReadonlyMap<number, ReadonlySet<number>>;
type FindCodes = ReturnType<typeof codeFinder>;

/** What one text tells: its length in code points, and the reference's codes that stand in it. */
interface Scanned {
  readonly textIx: number;
  readonly encounterIx: number;
  readonly codePoints: number;
  readonly leaked: readonly number[];
}

const noCodes: ReadonlySet<number> = new Set();

async function readCodesOf(store: Store, texts: readonly SentText[]): Promise<CodesOf> {
  const first = texts[0]?.encounter_ix ?? 0;
  const last = texts.at(-1)?.encounter_ix ?? first;
  const codesOf = new Map<number, Set<number>>();
  for (const { encounter_ix, code_ix } of await store.query(codesSql, codeRow, { first, last })) {
    const codes = codesOf.get(encounter_ix) ?? new Set();
    codesOf.set(encounter_ix, codes.add(code_ix));
  }
  return codesOf;
}

async function scanText(
  file: FileHandle,
  sent: SentText,
  find: FindCodes,
  codesOf: CodesOf,
): Promise<Scanned> {
  const text = await readDocumentText(file, sent.byte_offset, sent.byte_length);
  const among = codesOf.get(sent.encounter_ix) ?? noCodes;
  return {
    textIx: sent.text_ix,
    encounterIx: sent.encounter_ix,
    codePoints: countCodePoints(text),
    leaked: among.size === 0 ? [] : find(text, among),
  };
}

async function storeScanned(store: Store, scanned: readonly Scanned[]): Promise<void> {
  const lengths = scanned.map(({ textIx, codePoints }) => [textIx, codePoints]);
  const leaked = scanned.flatMap(({ encounterIx, leaked }) => leaked.map((codeIx) => [encounterIx, codeIx]));
  await store.append("document_lengths", ["text_ix", "code_points"], lengths);
  await store.append("leaked", ["encounter_ix", "code_ix"], leaked);
}

async function scanPage(
  store: Store,
  file: FileHandle,
  texts: readonly SentText[],
  find: FindCodes,
): Promise<void> {
  const codesOf = await readCodesOf(store, texts);
  const scanned: Scanned[] = [];
  for (let at = 0; at < texts.length; at += readAhead) {
    const batch = texts.slice(at, at + readAhead);
    scanned.push(...(await Promise.all(batch.map((sent) => scanText(file, sent, find, codesOf)))));
  }
  await storeScanned(store, scanned);
}

async function scanAll(store: Store, file: FileHandle, find: FindCodes): Promise<void> {
  for (let first = 0; ; first += pageSize) {
    const texts = await store.query(textsSql, textRow, { first, last: first + pageSize - 1 });
    if (texts.length === 0) return;
    await scanPage(store, file, texts, find);
  }
}

/**
 * Reads every text that was sent once more, and keeps how long each is and which of the reference's codes stand in
 * it: `document_lengths`, `leaked`. No text enters the store. `documentsFile` null: the dataset has no documents.
 * Needs `encode`.
 */
export async function scanTexts(
  store: Store,
  documentsFile: string | null,
  policy: SendPolicy,
): Promise<void> {
  await storeSentKinds(store, policy);
  await makeTexts(store);
  const find = codeFinder(await readSoughtCodes(store));
  if (documentsFile === null) return;
  const file = await open(documentsFile);
  try {
    await scanAll(store, file, find);
  } finally {
    await file.close();
  }
}
