import type { CodeRow } from "../../domain/code-row.ts";
import { type MagnitudeCount, signFlipP } from "../../stats/flips/sign-flip.ts";
import { logRatioInterval } from "../../stats/log-ratio.ts";
import { benjaminiHochberg } from "../../stats/multiplicity.ts";
import type { GroupRow, NetRow } from "./rows.ts";

/** With fewer patients of non-zero net, p cannot reach .05 (METRICS.md, Per-code bias). */
const fewestPatients = 6;
const decisive = 0.05;

/** A group with its row of the table: `code` names the group. */
export interface TestedGroup {
  readonly group: GroupRow;
  readonly row: CodeRow;
}

interface Tested {
  readonly group: GroupRow;
  readonly p: number;
  readonly patients: number;
}

function quotient(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function groupNets(rows: readonly NetRow[]): ReadonlyMap<number, readonly MagnitudeCount[]> {
  const nets = new Map<number, MagnitudeCount[]>();
  for (const { group_ix, magnitude, patients } of rows) {
    const counts = nets.get(group_ix);
    if (counts === undefined) nets.set(group_ix, [{ magnitude, patients }]);
    else counts.push({ magnitude, patients });
  }
  return nets;
}

function testGroup(group: GroupRow, counts: readonly MagnitudeCount[]): Tested {
  const patients = counts.reduce((sum, count) => sum + count.patients, 0);
  return { group, p: signFlipP(counts, group.over_coded - group.missed), patients };
}

/** q of the family's members, by group; groups outside the family have none. */
function familyQ(
  tested: readonly Tested[],
  isMember: (test: Tested) => boolean,
): ReadonlyMap<number, number> {
  const members = tested.filter(isMember);
  const qs = benjaminiHochberg(members.map((test) => test.p));
  return new Map(members.map((test, index) => [test.group.group_ix, qs[index] ?? 1]));
}

function directionOf(group: GroupRow, q: number | null): CodeRow["direction"] {
  if (q === null || q > decisive || group.over_coded === group.missed) return null;
  return group.over_coded > group.missed ? "over" : "under";
}

function prevalenceRatio(group: GroupRow, confidence: number) {
  const engine = group.both_sides + group.over_coded;
  const coder = group.both_sides + group.missed;
  const { yy, xy, xx, clusters } = group;
  const interval = logRatioInterval(
    { clusters, y: BigInt(engine), x: BigInt(coder), yy, xy, xx },
    confidence,
  );
  const ratio = engine === 0 || coder === 0 ? null : engine / coder;
  return { ratio, ratio_lower: interval?.lower ?? null, ratio_upper: interval?.upper ?? null };
}

function tableRow(test: Tested, q: number | null, qAll: number | null, confidence: number): CodeRow {
  const { both_sides: both, over_coded: over, missed, encounters } = test.group;
  return {
    system: test.group.system,
    code: test.group.code,
    both,
    over,
    missed,
    neither: encounters - both - over - missed,
    precision: quotient(both, both + over),
    recall: quotient(both, both + missed),
    f1: quotient(2 * both, 2 * both + over + missed),
    ...prevalenceRatio(test.group, confidence),
    p: test.p,
    q,
    q_all: qAll,
    direction: directionOf(test.group, q),
  };
}

function testFamily(tested: readonly Tested[], confidence: number): readonly TestedGroup[] {
  const all = familyQ(tested, ({ group }) => group.over_coded + group.missed > 0);
  const deciding = familyQ(tested, ({ patients }) => patients >= fewestPatients);
  return tested.map((test) => {
    const { group } = test;
    const q = deciding.get(group.group_ix) ?? null;
    return { group, row: tableRow(test, q, all.get(group.group_ix) ?? null, confidence) };
  });
}

/**
 * The rows of the per-code table for these groups: counts, the prevalence ratio, the exact p of the patients' sign
 * flips, and q within each level and code system (METRICS.md, Per-code bias).
 */
export function testGroups(
  groups: readonly GroupRow[],
  netRows: readonly NetRow[],
  confidence: number,
): readonly TestedGroup[] {
  const nets = groupNets(netRows);
  const familyOf = ({ level, system }: GroupRow) => `${level}|${system}`;
  const families = [...new Set(groups.map(familyOf))];
  return families.flatMap((family) => {
    const members = groups.filter((group) => familyOf(group) === family);
    return testFamily(
      members.map((group) => testGroup(group, nets.get(group.group_ix) ?? [])),
      confidence,
    );
  });
}
