import { z } from "zod";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { nothingUnavailable, type Unavailable, unavailableFor } from "../measures/unavailable.ts";

const gradedSql = readSql(new URL("./graded.sql", import.meta.url));
const querySql = readSql(new URL("./query.sql", import.meta.url));
const coverageSql = readSql(new URL("./coverage.sql", import.meta.url));

const coverageRow = z.strictObject({
  is_loaded: z.boolean(),
  has_stays: z.boolean(),
  has_covered: z.boolean(),
  reference_is_unnumbered: z.boolean(),
  engine_is_unnumbered: z.boolean(),
});

const ofBoth = ["mcc_precision", "mcc_recall", "cc_precision", "cc_recall"].map((name) => `severity.${name}`);
const ofSide = (side: string) => [`severity.mcc_rate.${side}`, `severity.single_mcc.${side}`];

const notLoaded = "no CC/MCC table is loaded: shadowbench codeset add <file>";
const notCovered = "no loaded CC/MCC table covers the days of discharge";

function unnumbered(side: string): Unavailable {
  return unavailableFor(
    [...ofBoth, ...ofSide(side)],
    `the ${side} lists no diagnosis first: none is known as secondary`,
  );
}

function judgeCoverage(coverage: z.infer<typeof coverageRow>): Unavailable {
  const all = [...ofBoth, ...ofSide("engine"), ...ofSide("reference")];
  if (!coverage.is_loaded) return unavailableFor(all, notLoaded);
  if (coverage.has_stays && !coverage.has_covered) return unavailableFor(all, notCovered);
  const reference = coverage.reference_is_unnumbered ? unnumbered("reference") : nothingUnavailable;
  const engine = coverage.engine_is_unnumbered ? unnumbered("engine") : nothingUnavailable;
  return new Map([...reference, ...engine]);
}

/**
 * `severity.*`, into `measures`; makes `graded_stays` and `graded_codes`. An encounter without an answer counts: its
 * MCCs are missed, and it is a discharge without one on the engine's side. Needs the tables of `encode`, of the
 * library, and `responses`.
 */
export async function fillSeverity(store: Store): Promise<Unavailable> {
  await store.execute(gradedSql);
  await store.execute(querySql);
  const [coverage] = await store.query(coverageSql, coverageRow);
  return coverage === undefined ? nothingUnavailable : judgeCoverage(coverage);
}
