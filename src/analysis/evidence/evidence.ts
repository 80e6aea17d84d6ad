import { z } from "zod";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import type { AnalysisInput } from "../analysis-input.ts";
import { nothingUnavailable, type Unavailable, unavailableFor } from "../measures/unavailable.ts";
import { canBeFound, type SoughtCode } from "./find-codes.ts";

const tablesSql = readSql(new URL("./tables.sql", import.meta.url));
const fillSql = readSql(new URL("./fill.sql", import.meta.url));
const soughtSql = readSql(new URL("./sought.sql", import.meta.url));
const soughtRow = z.strictObject({ code_ix: z.number(), code: z.string() });
const countRow = z.strictObject({ texts: z.number() });

const evidence = ["evidence.present", "evidence.valid"];
const leakage = [
  "data.leakage",
  "codes.precision.unleaked",
  "codes.recall.unleaked",
  "codes.f1.unleaked",
  "encounters.exact_match.unleaked",
];

/**
 * Makes the tables that a reading of the sent texts fills: `sent_texts(text_ix, encounter_ix, document_key,
 * byte_offset, byte_length)` and `reference_codes(encounter_ix, code_ix)`, both by encounter, and, empty,
 * `document_lengths(text_ix, code_points)`, `findable_codes(code_ix)` and `leaked(encounter_ix, code_ix)`. Needs
 * `matches` and, of the kinds that may leave, `sent_kinds`: without it nothing was sent.
 */
export async function makeTexts(store: Store): Promise<void> {
  await store.execute(tablesSql);
}

/** The reference's codes that a text can be searched for, which `findable_codes` keeps. Needs `makeTexts`. */
export async function readSoughtCodes(store: Store): Promise<readonly SoughtCode[]> {
  const rows = await store.query(soughtSql, soughtRow);
  const sought = rows.map(({ code_ix, code }) => ({ codeIx: code_ix, code }));
  const findable = sought.filter(({ code }) => canBeFound(code));
  await store.append(
    "findable_codes",
    ["code_ix"],
    findable.map(({ codeIx }) => [codeIx]),
  );
  return findable;
}

/**
 * Fills `measures` with the figures of evidence and of leakage, and those repeated without leaked encounters.
 * A recorded engine names no places and was sent nothing.
 */
export async function fillEvidence(store: Store, input: AnalysisInput): Promise<Unavailable> {
  if (input.isRecorded) {
    return new Map([
      ...unavailableFor(evidence, "a recorded engine gives no evidence"),
      ...unavailableFor(leakage, "a recorded engine is sent nothing"),
    ]);
  }
  await makeTexts(store);
  await store.execute(fillSql);
  const [sent] = await store.query("SELECT count(*) AS texts FROM sent_texts", countRow);
  return (sent?.texts ?? 0) > 0 ? nothingUnavailable : unavailableFor(leakage, "no text was sent");
}
