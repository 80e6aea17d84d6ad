import type { HccChangeRow } from "../../domain/error-tables.ts";
import type { Results } from "../../domain/results.ts";
import { formatCount } from "../format.ts";
import { describeRest } from "../table-rows.ts";

const mostChanges = 20;

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

/** Risk categories that the engine's codes would add or delete, the most changed first. */
export function buildHccView(results: Results): HccView {
  const changed = results.tables.hcc_changes.filter((row) => changesOf(row) > 0);
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
