import { z } from "zod";
import { type HccChangeRow, hccChangeRowSchema } from "../../domain/error-tables.ts";
import { hccModels } from "../../domain/table-metrics.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { nothingUnavailable, type Unavailable, unavailableFor } from "../measures/unavailable.ts";

const sidesSql = readSql(new URL("./sides.sql", import.meta.url));
const modelSidesSql = readSql(new URL("./model-sides.sql", import.meta.url));
const querySql = readSql(new URL("./query.sql", import.meta.url));
const coverageSql = readSql(new URL("./coverage.sql", import.meta.url));
const changesSql = readSql(new URL("./changes.sql", import.meta.url));

const coverageRow = z.strictObject({
  model_ix: z.number(),
  model_group: z.string(),
  has_covered: z.boolean(),
});
const { both, ...sameColumns } = hccChangeRowSchema.shape;
const changeRow = z.strictObject({ ...sameColumns, both_sides: both });

function judgeModel(model: string, hasCovered: boolean | undefined): Unavailable {
  if (hasCovered === true) return nothingUnavailable;
  const reason =
    hasCovered === undefined
      ? `no HCC table of model ${model} is loaded: shadowbench codeset add <file>`
      : `the loaded HCC table of model ${model} covers no year of service here`;
  return unavailableFor([`hcc.precision.${model}`, `hcc.recall.${model}`], reason);
}

/**
 * `hcc.*` per patient and calendar year of service, into `measures`; makes `hcc_models`, `patient_years`, `hcc_days`
 * and `hcc_sides`. The year is that of the day on which codes are judged; encounters without one, or in a year that
 * the table does not cover, are left out. Needs the tables of `encode` and of the library.
 */
export async function fillHcc(store: Store): Promise<Unavailable> {
  await store.execute(sidesSql);
  const rows = await store.query(coverageSql, coverageRow);
  for (const { model_ix } of rows) await store.execute(modelSidesSql, { model_ix });
  await store.execute(querySql);
  const covered = new Map(rows.map((row) => [row.model_group, row.has_covered]));
  return new Map(hccModels.flatMap((model) => [...judgeModel(model, covered.get(model))]));
}

/** HCCs that the engine's codes add to or delete from patient years, the most changed first. Needs `fillHcc`. */
export async function readHccChanges(store: Store): Promise<readonly HccChangeRow[]> {
  const rows = await store.query(changesSql, changeRow);
  return rows.map(({ both_sides, ...row }) => ({ ...row, both: both_sides }));
}
