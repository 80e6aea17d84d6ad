import type { HccChangeRow } from "../../domain/error-tables.ts";
import type { Results } from "../../domain/results.ts";
import { formatCount } from "../format.ts";
import { describeRest } from "../table-rows.ts";

const mostChanges = 10;

interface ChangeLine {
  readonly hcc: string;
  readonly model: string;
  readonly added: string;
  readonly deleted: string;
  readonly both: string;
}

export interface HccView {
  readonly lines: readonly ChangeLine[];
  readonly rest: string | null;
}

function changesOf({ added, deleted }: HccChangeRow): number {
  return added + deleted;
}

/** Whether a row of the ESRD model says what V24 says already: most of their categories are one. */
function repeatsV24(row: HccChangeRow, rows: readonly HccChangeRow[]): boolean {
  if (!row.model.startsWith("ESRD")) return false;
  return rows.some(
    ({ model, hcc, added, deleted, both }) =>
      model === "V24" &&
      hcc === row.hcc &&
      added === row.added &&
      deleted === row.deleted &&
      both === row.both,
  );
}

/** Risk categories that the engine's codes would add or delete, the most changed first; ESRD only where it is not V24. */
export function buildHccView(results: Results): HccView {
  const { hcc_changes: rows } = results.tables;
  const changed = rows.filter((row) => changesOf(row) > 0 && !repeatsV24(row, rows));
  const lines = changed
    .toSorted((a, b) => changesOf(b) - changesOf(a))
    .slice(0, mostChanges)
    .map(({ hcc, model, added, deleted, both }) => ({
      hcc,
      model,
      added: formatCount(added),
      deleted: formatCount(deleted),
      both: formatCount(both),
    }));
  return { lines, rest: describeRest(results, "hcc_changes", lines.length, "risk categories") };
}
