import type { Store } from "../../store/store.ts";
import type { ErrorClassName, OpportunityKind } from "./rows.ts";

/** An error that is reported, before anything but its test is known of it. Codes by number, null where there is none. */
export interface Reported {
  readonly systemIx: number;
  readonly class: ErrorClassName;
  readonly fromIx: number | null;
  readonly toIx: number | null;
  /** With its code, `fromIx` where there is one, this says in which encounters it could occur. */
  readonly kind: OpportunityKind;
  readonly encounters: number;
  /** How many of the tested units would have it by chance: patients for a pair, encounters for one code. */
  readonly expected: number;
  readonly p: number;
  readonly q: number;
}

const columns = ["error_ix", "system_ix", "class", "from_ix", "to_ix", "kind"] as const;

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The most encounters first, then by system, class, from, to: numbers of systems and codes follow their text. */
function compareReported(a: Reported, b: Reported): number {
  return (
    b.encounters - a.encounters ||
    a.systemIx - b.systemIx ||
    compareText(a.class, b.class) ||
    (a.fromIx ?? -1) - (b.fromIx ?? -1) ||
    (a.toIx ?? -1) - (b.toIx ?? -1)
  );
}

/** Sorts the errors and makes the table `recurring`, in which an error's number is its place. */
export async function storeReported(store: Store, found: readonly Reported[]): Promise<readonly Reported[]> {
  const sorted = [...found].sort(compareReported);
  await store.execute(
    "CREATE OR REPLACE TABLE recurring (error_ix INTEGER, system_ix INTEGER, class VARCHAR, from_ix INTEGER, to_ix INTEGER, kind VARCHAR)",
  );
  const rows = sorted.map((each, index) => [
    index,
    each.systemIx,
    each.class,
    each.fromIx,
    each.toIx,
    each.kind,
  ]);
  await store.append("recurring", columns, rows);
  return sorted;
}
