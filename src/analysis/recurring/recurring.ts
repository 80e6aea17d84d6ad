import {
  type CodeErrorRow,
  codeErrorRowSchema,
  type ErrorSetRow,
  type RecurringError,
} from "../../domain/error-tables.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import type { FigureContext } from "../figure-context.ts";
import { findConcentrations } from "./concentrations.ts";
import { describeError } from "./describe-error.ts";
import { findErrorSets } from "./error-sets.ts";
import { groupRows } from "./group-rows.ts";
import { findPairs } from "./pairs.ts";
import { type Reported, storeReported } from "./reported.ts";
import { exampleRow, factRow } from "./rows.ts";
import { findSingles } from "./singles.ts";
import { fewestEncounters } from "./thresholds.ts";

const prepareSql = readSql(new URL("./prepare.sql", import.meta.url));
const eventsSql = readSql(new URL("./events.sql", import.meta.url));
const factsSql = readSql(new URL("./facts.sql", import.meta.url));
const examplesSql = readSql(new URL("./examples.sql", import.meta.url));
const codeErrorsSql = readSql(new URL("./code-errors.sql", import.meta.url));

export interface Recurring {
  /** Errors that come back, the most encounters first, then by system, class, from, to. */
  readonly errors: readonly RecurringError[];
  readonly sets: readonly ErrorSetRow[];
  /** The 50 codes with the most unmatched assignments, and the ways in which each is got wrong. */
  readonly codes: readonly CodeErrorRow[];
}

async function describeErrors(
  store: Store,
  reported: readonly Reported[],
  context: Pick<FigureContext, "scopes">,
): Promise<readonly RecurringError[]> {
  const concentrations = await findConcentrations(store, context.scopes);
  const facts = new Map((await store.query(factsSql, factRow)).map((row) => [row.error_ix, row]));
  const examples = groupRows(await store.query(examplesSql, exampleRow), ({ error_ix }) => error_ix);
  return reported.map((each, index) => {
    const fact = facts.get(index);
    if (fact === undefined) throw new Error(`recurring error ${index} has no encounter`);
    return describeError({
      reported: each,
      fact,
      concentrations: concentrations.get(index) ?? [],
      examples: (examples.get(index) ?? []).map(({ encounter_id }) => encounter_id),
    });
  });
}

/**
 * Errors that come back, where they concentrate, which of them come together, and the worst codes (METRICS.md, Error
 * classes, recurring errors). Needs what `encode`, `makeScopes` and `classifyErrors` made, and `drg_case` where DRGs
 * are compared.
 */
export async function findRecurring(
  store: Store,
  context: Pick<FigureContext, "scopes">,
): Promise<Recurring> {
  await store.execute(prepareSql, { fewest: fewestEncounters });
  const found = [...(await findPairs(store)), ...(await findSingles(store))];
  const reported = await storeReported(store, found);
  await store.execute(eventsSql);
  const errors = await describeErrors(store, reported, context);
  return {
    errors,
    sets: await findErrorSets(store, errors),
    codes: await store.query(codeErrorsSql, codeErrorRowSchema),
  };
}
