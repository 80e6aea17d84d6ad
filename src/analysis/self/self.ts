import { z } from "zod";
import type { Figure } from "../../domain/figure.ts";
import { type UnstableCodeRow, unstableCodeRowSchema } from "../../domain/self-tables.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import type { FigureContext } from "../figure-context.ts";
import { momentsRow } from "../moments-row.ts";
import { type AnsweredVersion, versionRow } from "../responses/responses.ts";
import { mapRepeatCodes } from "./map-repeat-codes.ts";
import { makeRepeatFigures } from "./repeat-figures.ts";

const wholeSql = readSql(new URL("./whole.sql", import.meta.url));
const openSql = readSql(new URL("./open.sql", import.meta.url));
const cellsSql = readSql(new URL("./cells.sql", import.meta.url));
const sumsSql = readSql(new URL("./sums.sql", import.meta.url));
const querySql = readSql(new URL("./query.sql", import.meta.url));
const versionsSql = readSql(new URL("./versions.sql", import.meta.url));
const unstableSql = readSql(new URL("./unstable.sql", import.meta.url));
const dropSql =
  "DROP TABLE repeat_cells; DROP TABLE repeat_sums; DROP TABLE repeat_written; DROP TABLE repeat_code_map;";

const openRow = z.strictObject({ repeats: z.number() });

/** What repeats tell. `open`, `versions`: repeats beyond the first without a final response, and who gave the others. */
export interface RepeatFindings {
  readonly figures: readonly Figure[];
  readonly unstable: readonly UnstableCodeRow[];
  readonly open: number;
  readonly versions: readonly AnsweredVersion[];
}

/**
 * `self.*`: the engine against itself, over encounters with all of their repeats, and the codes that change from
 * repeat to repeat; nothing where each is asked once. Needs what `encode` and `makeScopes` made, and the repeats'
 * source tables.
 */
export async function measureRepeats(
  store: Store,
  context: FigureContext,
  repeats: number,
): Promise<RepeatFindings> {
  if (repeats === 1) return { figures: [], unstable: [], open: 0, versions: [] };
  await mapRepeatCodes(store);
  for (const sql of [wholeSql, cellsSql, sumsSql]) await store.execute(sql, { repeats });
  const rows = await store.query(querySql, momentsRow, { repeats });
  const unstable = await store.query(unstableSql, unstableCodeRowSchema, { repeats });
  const [open] = await store.query(openSql, openRow, { repeats });
  const versions = await store.query(versionsSql, versionRow, { repeats });
  await store.execute(dropSql);
  return { figures: makeRepeatFigures(context, rows, repeats), unstable, open: open?.repeats ?? 0, versions };
}
