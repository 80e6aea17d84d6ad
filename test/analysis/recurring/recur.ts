import type { AnalysisInput } from "../../../src/analysis/analysis-input.ts";
import { encode } from "../../../src/analysis/encode/encode.ts";
import { classifyErrors } from "../../../src/analysis/errors/errors.ts";
import { findRecurring, type Recurring } from "../../../src/analysis/recurring/recurring.ts";
import { applyScope } from "../../../src/analysis/scope/scope.ts";
import { makeScopes } from "../../../src/analysis/slices/scopes.ts";
import { judgeCodes } from "../../../src/analysis/validity/judge-codes.ts";
import type { RecurringError } from "../../../src/domain/error-tables.ts";
import type { Store } from "../../../src/store/store.ts";
import { assign, defaultInput, openTables, type Row, type Tables } from "../made-tables.ts";

/** What a test changes in the store between the classes of errors and the search for recurring ones. */
export type Between = (store: Store) => Promise<void>;

async function recurIn(store: Store, input: AnalysisInput, between: Between): Promise<Recurring> {
  await applyScope(store, input);
  await encode(store, input);
  const scopes = await makeScopes(store, input);
  await judgeCodes(store);
  await classifyErrors(store);
  await between(store);
  return findRecurring(store, { scopes });
}

/** Recurring errors over plain rows. */
export async function recur(
  tables: Tables,
  input: Partial<AnalysisInput> = {},
  between: Between = async () => {},
  threads = 2,
): Promise<Recurring> {
  const store = await openTables(tables, threads);
  try {
    return await recurIn(store, { ...defaultInput, ...input }, between);
  } finally {
    store.close();
  }
}

/** Encounters alike: both sides' codes as text, other columns, and how many there are of them. */
export interface Alike {
  readonly name: string;
  readonly count: number;
  readonly reference: string;
  readonly engine: string;
  readonly columns?: (index: number) => Row;
  readonly code?: Row;
}

function namesOf({ name, count }: Alike): string[] {
  return Array.from({ length: count }, (_, index) => `${name}-${String(index).padStart(3, "0")}`);
}

export function chartsOf(groups: readonly Alike[]): Tables {
  return {
    encounters: groups.flatMap((group) =>
      namesOf(group).map((encounter_id, index) => ({ encounter_id, ...group.columns?.(index) })),
    ),
    codes: groups.flatMap((group) =>
      namesOf(group).flatMap((id) => assign(id, group.reference, group.code ?? {})),
    ),
    engine_codes: groups.flatMap((group) =>
      namesOf(group).flatMap((id) => assign(id, group.engine, group.code ?? {})),
    ),
    engine_responses: groups.flatMap((group) =>
      namesOf(group).map((encounter_id) => ({ encounter_id, status: "coded" })),
    ),
  };
}

/** The one error of that class and those codes; fails the test where there is none. */
export function errorOf(
  { errors }: Recurring,
  errorClass: string,
  from: string | null,
  to: string | null,
): RecurringError {
  const found = errors.filter((each) => each.class === errorClass && each.from === from && each.to === to);
  const [error] = found;
  if (error === undefined || found.length > 1)
    throw new Error(`${found.length} errors ${errorClass} ${from} → ${to} among ${names(errors).join(", ")}`);
  return error;
}

export function names(errors: readonly RecurringError[]): string[] {
  return errors.map(({ class: errorClass, from, to }) => `${errorClass} ${from} → ${to}`);
}

export function swapSides(tables: Tables): Tables {
  return { ...tables, codes: tables.engine_codes ?? [], engine_codes: tables.codes ?? [] };
}

/** n over k. */
export function choose(n: number, k: number): number {
  let ways = 1;
  for (let index = 0; index < k; index += 1) ways = (ways * (n - index)) / (index + 1);
  return Math.round(ways);
}
