import { z } from "zod";
import type { ResultsRun } from "../../domain/results.ts";
import type { RunManifest } from "../../domain/run-manifest.ts";
import { HarnessError, type Problem } from "../../errors.ts";
import type { Store } from "../../store/store.ts";

/** What two runs must share to be held against each other. */
export interface ComparedData {
  readonly tables: readonly Pick<RunManifest["tables"][number], "table" | "sha256">[];
  readonly reference: ResultsRun["reference"];
  readonly systems: readonly string[];
  readonly unit: string;
}

/** Tables that decide what is compared; the engine's own are what may differ, and claims enter no figure. */
const sharedTables = ["encounters", "codes", "codings", "documents"] as const;

const countRow = z.strictObject({ only_old: z.number(), only_new: z.number() });

function compareTables(a: ComparedData, b: ComparedData): Problem[] {
  const digestOf = (data: ComparedData, name: string) =>
    data.tables.find(({ table }) => table === name)?.sha256.slice(0, 12) ?? "absent";
  return sharedTables.flatMap((name) => {
    const [inA, inB] = [digestOf(a, name), digestOf(b, name)];
    return inA === inB ? [] : [{ message: `table ${name} differs: ${inA} and ${inB}` }];
  });
}

function nameSources({ role, sources }: ResultsRun["reference"]): string {
  return `role ${role}, ${sources === null ? "every source" : `source ${[...sources].sort().join(", ")}`}`;
}

function compareWords(what: string, a: string, b: string): Problem[] {
  return a === b ? [] : [{ message: `${what} differs: ${a}; ${b}` }];
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  throw new HarnessError("digest-differs", "the two runs are not over the same data", {
    problems,
    hint: "compare runs of one dataset, scope and reference; only the engine may be another",
  });
}

/** Throws `digest-differs`, a problem for each thing, where two runs are over other tables, references or systems. */
export function refuseOtherData(a: ComparedData, b: ComparedData): void {
  refuse([
    ...compareTables(a, b),
    ...compareWords("the reference", nameSources(a.reference), nameSources(b.reference)),
    ...compareWords("systems", [...a.systems].sort().join(", "), [...b.systems].sort().join(", ")),
    ...compareWords("the unit of evidence", a.unit, b.unit),
  ]);
}

/** Throws `digest-differs` where one run has encounters in scope that the other has not; needs the views of both. */
export async function refuseOtherEncounters(store: Store): Promise<void> {
  const [row] = await store.query(
    `SELECT
       (SELECT count(*) FROM old_encounters ANTI JOIN new_encounters USING (encounter_id))::INTEGER AS only_old,
       (SELECT count(*) FROM new_encounters ANTI JOIN old_encounters USING (encounter_id))::INTEGER AS only_new`,
    countRow,
  );
  const { only_old: onlyOld, only_new: onlyNew } = row ?? { only_old: 0, only_new: 0 };
  if (onlyOld + onlyNew === 0) return;
  const message = `include or exclude differs: ${onlyOld} encounters in the first run alone, ${onlyNew} in the second`;
  refuse([{ message }]);
}
