import type { PlanDocument, Volumes } from "../../domain/plan-document.ts";
import { smallestWhere } from "../../stats/search.ts";
import type { PlannedRow } from "./plan-benchmark.ts";
import { type PowerQuestion, powerWith } from "./plan-counts.ts";

type Together = PlanDocument["together"];

interface Part {
  readonly question: PowerQuestion;
  readonly share: number;
}

const mostEncounters = 1e9;
const none = { encounters_80: null, encounters_90: null, weeks_80: null, weeks_90: null } as const;

function partsOf(rows: readonly PlannedRow[]): readonly Part[] {
  return rows.flatMap(({ row, question }) =>
    question === null || row.share === null || row.encounters_90 === null
      ? []
      : [{ question, share: row.share }],
  );
}

/** Chance that some benchmark is missed, at the most: the sum of their chances (Boole's inequality). */
function chanceToMiss(parts: readonly Part[], encounters: number): number {
  return parts.reduce((sum, { question, share }) => {
    const entered = Math.floor(encounters * share + 1e-9);
    return sum + (entered < 1 ? 1 : 1 - powerWith(question, entered));
  }, 0);
}

function weeksOf(encounters: number | null, perWeek: number | null): number | null {
  return encounters === null || perWeek === null || perWeek <= 0 ? null : Math.ceil(encounters / perWeek);
}

function describeLeftOut(left: number): string | null {
  if (left === 0) return null;
  return `without ${left === 1 ? "1 benchmark" : `${left} benchmarks`} that cannot be reckoned in the site's encounters`;
}

/**
 * When every blocking benchmark over all encounters is met together with 80 and 90 %, at the least: those that can be
 * reckoned; `note` counts the others. Null where none can.
 */
export function planTogether(rows: readonly PlannedRow[], perWeek: Volumes): Together {
  const blocking = rows.filter(({ row }) => row.level === "block" && row.counts === "encounters");
  const parts = partsOf(blocking);
  const note = describeLeftOut(blocking.length - parts.length);
  if (parts.length === 0) return { ...none, note: note ?? "no blocking benchmark counts all encounters" };
  const find = (power: number) =>
    smallestWhere(0, mostEncounters, (n) => chanceToMiss(parts, n) <= 1 - power);
  const [eighty, ninety] = [find(0.8), find(0.9)];
  return {
    encounters_80: eighty,
    encounters_90: ninety,
    weeks_80: weeksOf(eighty, perWeek.encounters),
    weeks_90: weeksOf(ninety, perWeek.encounters),
    note,
  };
}
