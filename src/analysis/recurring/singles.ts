import type { z } from "zod";
import { expectedHits, fisherP } from "../../stats/fisher.ts";
import { benjaminiHochberg } from "../../stats/multiplicity.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { groupRows } from "./group-rows.ts";
import type { Reported } from "./reported.ts";
import { singleRow } from "./rows.ts";
import { fewestEncounters, highestQ } from "./thresholds.ts";

const countsSql = readSql(new URL("./opportunity-counts.sql", import.meta.url));
const singlesSql = readSql(new URL("./singles.sql", import.meta.url));

type Single = z.infer<typeof singleRow>;

/**
 * p of this code against all others over opportunities. How many of a code's errors find a partner depends on how many
 * codes its chapter has, which is nobody's error; so a code must also be unmatched, in whatever class, oftener than the
 * others, and the larger p counts. (With nothing planted in 100 runs the first test alone finds an added code in 11,
 * both together in 200 runs in 4.) An invalid code is wrong by itself and needs no such check.
 */
function testSingle(single: Single): number {
  const p = fisherP(single);
  const { unmatched, unmatched_marked } = single;
  if (unmatched === null || unmatched_marked === null || single.class === "invalid_code") return p;
  return Math.max(p, fisherP({ ...single, hits: unmatched, marked: unmatched_marked }));
}

function reportSingle(single: Single, p: number, q: number): Reported {
  return {
    systemIx: single.system_ix,
    class: single.class,
    fromIx: single.kind === "engine" ? null : single.code_ix,
    toIx: single.kind === "engine" ? single.code_ix : null,
    kind: single.kind,
    encounters: single.hits,
    expected: expectedHits(single),
    p,
    q,
  };
}

function findInFamily(singles: readonly Single[]): readonly Reported[] {
  const ps = singles.map(testSingle);
  const qs = benjaminiHochberg(ps, singles[0]?.family_size ?? 0);
  return singles
    .map((single, index) => reportSingle(single, ps[index] ?? 1, qs[index] ?? 1))
    .filter(({ q, encounters }) => q <= highestQ && encounters >= fewestEncounters);
}

function familyOf({ system_ix, class: errorClass, kind }: Single): string {
  return `${system_ix}|${errorClass}|${kind}`;
}

/**
 * Codes whose errors of one code (missed, added, invalid, and attributes of matched codes) come oftener than those of
 * all other codes, each system, class and side a family of its own; at least five encounters each.
 */
export async function findSingles(store: Store): Promise<readonly Reported[]> {
  await store.execute(countsSql);
  const singles = await store.query(singlesSql, singleRow, { fewest: fewestEncounters });
  return [...groupRows(singles, familyOf).values()].flatMap(findInFamily);
}
