import { findMetric } from "../../domain/metric-catalogue.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { nothingUnavailable, type Unavailable } from "../measures/unavailable.ts";

const categoriesSql = readSql(new URL("./categories.sql", import.meta.url));
const levelsSql = readSql(new URL("./levels.sql", import.meta.url));

/** The systems a metric is made for as the SQL reads them, `|ICD-10-CM|ICD-10-PCS|`. */
function systemsParameter(metric: string): string {
  return `|${(findMetric(metric)?.systems ?? []).join("|")}|`;
}

/**
 * Fills `codes.category_f1`, `.counted` and `codes.hierarchical_f1` into `measures`. Needs `matches`, `asked_codes`,
 * `code_facts` and `code_nodes`. Never unavailable: ill-formed codes and those without a level stand for themselves.
 */
export async function fillHierarchy(store: Store): Promise<Unavailable> {
  await store.execute(categoriesSql, { systems: systemsParameter("codes.category_f1") });
  await store.execute(levelsSql, { systems: systemsParameter("codes.hierarchical_f1") });
  return nothingUnavailable;
}
