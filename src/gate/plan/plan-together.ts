import type { CountedKind, PlannedBenchmark, PlannedTogether, Volumes } from "../../domain/plan-document.ts";
import { nameBenchmark } from "../../domain/verdict-words.ts";
import { smallestWhere } from "../../stats/search.ts";
import type { PlannedRow } from "./plan-benchmark.ts";
import { type PowerQuestion, powerWith } from "./plan-counts.ts";

interface Part {
  readonly question: PowerQuestion;
  readonly share: number;
  readonly name: string;
}

const mostEncounters = 1e9;
const none = { encounters_80: null, encounters_90: null, weeks_80: null, weeks_90: null } as const;

/** What a blocking benchmark adds to the whole; null where no number could be told for it. */
function partOf({ row, question }: PlannedRow): Part | null {
  if (question === null || row.share === null || row.encounters_90 === null) return null;
  return { question, share: row.share, name: nameOf(row) };
}

function nameOf(row: PlannedBenchmark): string {
  const isSweep = row.each !== null && !(row.each in (row.slice ?? {}));
  const name = row.name === null || row.slice !== null ? nameBenchmark(row) : row.name;
  return isSweep ? `${name}, each ${row.each}` : name;
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

function planParts(parts: readonly Part[], perWeek: number | null) {
  if (parts.length === 0) return none;
  const find = (power: number) =>
    smallestWhere(0, mostEncounters, (n) => chanceToMiss(parts, n) <= 1 - power);
  const [eighty, ninety] = [find(0.8), find(0.9)];
  return {
    encounters_80: eighty,
    encounters_90: ninety,
    weeks_80: weeksOf(eighty, perWeek),
    weeks_90: weeksOf(ninety, perWeek),
  };
}

function partsOf(rows: readonly PlannedRow[], counts: CountedKind): readonly Part[] {
  return rows
    .filter(({ row }) => row.counts === counts)
    .map(partOf)
    .filter((part) => part !== null);
}

function planApart(rows: readonly PlannedRow[], counts: CountedKind, perWeek: Volumes) {
  const parts = partsOf(rows, counts);
  if (parts.length === 0) return [];
  return [{ counts, names: parts.map(({ name }) => name), ...planParts(parts, perWeek[counts]) }];
}

/**
 * When every blocking benchmark over all encounters is met together with 80 and 90 %, at the least; apart from them
 * those over doubly coded and over adjudicated encounters; and the names of those that cannot be reckoned.
 */
export function planTogether(rows: readonly PlannedRow[], perWeek: Volumes): PlannedTogether {
  const blocking = rows.filter(({ row }) => row.level === "block");
  const parts = partsOf(blocking, "encounters");
  const left = blocking.filter((planned) => partOf(planned) === null);
  return {
    ...planParts(parts, perWeek.encounters),
    note: parts.length === 0 ? "no blocking benchmark over all encounters can be reckoned" : null,
    apart: [...planApart(blocking, "doubly-coded", perWeek), ...planApart(blocking, "adjudicated", perWeek)],
    left_out: left.map(({ row }) => nameOf(row)),
  };
}
