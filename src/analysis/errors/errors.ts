import { z } from "zod";
import { pcsAxes } from "../../codeset/pcs-axes.ts";
import {
  attributeClasses,
  type ErrorClassRow,
  errorClasses,
  errorClassRowSchema,
  type PcsAxisRow,
} from "../../domain/error-tables.ts";
import { quoteText } from "../../store/quote-sql.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { nothingUnavailable, type Unavailable } from "../measures/unavailable.ts";
import { insertAttributeErrors } from "./attribute-errors.ts";

const unmatchedSql = readSql(new URL("./unmatched.sql", import.meta.url));
const candidatesSql = readSql(new URL("./candidates.sql", import.meta.url));
const roundSql = readSql(new URL("./pair-round.sql", import.meta.url));
const classesSql = readSql(new URL("./classes.sql", import.meta.url));
const summarySql = readSql(new URL("./summary.sql", import.meta.url));
const axesSql = readSql(new URL("./axes.sql", import.meta.url));
const axisCountsSql = readSql(new URL("./axis-counts.sql", import.meta.url));

const countRow = z.strictObject({ left_over: z.number() });
const axisRow = z.strictObject({ section: z.string(), character: z.number(), pairs: z.number() });
const { of: ofWhat, over, ...sameColumns } = errorClassRowSchema.shape;
const summaryRow = z.strictObject({ ...sameColumns, of_what: ofWhat, over_coded: over });

async function countCandidates(store: Store): Promise<number> {
  const [row] = await store.query("SELECT count(*) AS left_over FROM candidates", countRow);
  return row?.left_over ?? 0;
}

async function pairCandidates(store: Store): Promise<void> {
  await store.execute(
    "CREATE OR REPLACE TABLE error_pairs (encounter_ix INTEGER, cluster_ix INTEGER, system_ix INTEGER, missed_ix INTEGER, added_ix INTEGER, is_invalid BOOLEAN, class error_class)",
  );
  while ((await countCandidates(store)) > 0) await store.execute(roundSql);
  await store.execute("DROP TABLE candidates; DROP TABLE IF EXISTS chosen;");
}

/**
 * Gives every unmatched assignment its one class, and matched ones those of their attributes: makes `unmatched`,
 * `error_pairs`, `errors` and `attribute_errors` (METRICS.md, Error classes). Needs `judgeCodes`.
 */
export async function classifyErrors(store: Store): Promise<void> {
  await store.execute("DROP TABLE IF EXISTS errors; DROP TABLE IF EXISTS attribute_errors;");
  await store.execute("DROP TABLE IF EXISTS error_pairs; DROP TYPE IF EXISTS error_class;");
  const names = [...errorClasses, ...attributeClasses].map(quoteText);
  await store.execute(`CREATE TYPE error_class AS ENUM (${names.join(", ")})`);
  await store.execute(unmatchedSql);
  await store.execute(candidatesSql);
  await pairCandidates(store);
  await store.execute(classesSql);
  await insertAttributeErrors(store);
}

/** `pcs.axis_agreement`, into `measures`; makes `axis_pairs`. */
export async function fillAxes(store: Store): Promise<Unavailable> {
  await store.execute(axesSql);
  return nothingUnavailable;
}

/** Error classes of each system, those of codes before those of attributes, the most frequent first. */
export async function readErrorClasses(store: Store): Promise<readonly ErrorClassRow[]> {
  const rows = await store.query(summarySql, summaryRow);
  return rows.map(({ of_what, over_coded, ...row }) => ({ ...row, of: of_what, over: over_coded }));
}

function nameAxis(section: string, character: number): string {
  return pcsAxes(section)?.[character - 4] ?? `character ${character}`;
}

/** Axes in which unmatched procedures of one table differ, the most frequent first. Needs `fillAxes`. */
export async function readPcsAxes(store: Store): Promise<readonly PcsAxisRow[]> {
  const rows = await store.query(axisCountsSql, axisRow);
  return rows.map((row) => ({ system: "ICD-10-PCS", ...row, axis: nameAxis(row.section, row.character) }));
}
