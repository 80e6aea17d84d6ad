import { z } from "zod";
import type { CodeRow } from "../../domain/results.ts";
import { logRatioInterval } from "../../stats/log-ratio.ts";
import { benjaminiHochberg } from "../../stats/multiplicity.ts";
import { type MagnitudeCount, signFlipP } from "../../stats/sign-flip.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";

const querySql = readSql(new URL("./query.sql", import.meta.url));
const netsSql = readSql(new URL("./nets.sql", import.meta.url));

const codeRow = z.strictObject({
  code_ix: z.number(),
  system: z.string(),
  code: z.string(),
  both_sides: z.number(),
  over_coded: z.number(),
  missed: z.number(),
  yy: z.bigint(),
  xy: z.bigint(),
  xx: z.bigint(),
  clusters: z.number(),
});
const netRow = z.strictObject({ code_ix: z.number(), magnitude: z.number(), patients: z.number() });

type Code = z.infer<typeof codeRow>;

/** With fewer patients of non-zero net, p cannot reach .05 (METRICS.md, Per-code bias). */
const fewestPatients = 6;
const decisive = 0.05;

interface Tested {
  readonly code: Code;
  readonly p: number;
  readonly patients: number;
}

function quotient(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function testCodes(
  codes: readonly Code[],
  nets: ReadonlyMap<number, readonly MagnitudeCount[]>,
): readonly Tested[] {
  return codes.map((code) => {
    const counts = nets.get(code.code_ix) ?? [];
    const patients = counts.reduce((sum, count) => sum + count.patients, 0);
    return { code, p: signFlipP(counts, code.over_coded - code.missed), patients };
  });
}

/** q of the family's members, by code; codes outside the family have none. */
function familyQ(
  tested: readonly Tested[],
  isMember: (test: Tested) => boolean,
): ReadonlyMap<number, number> {
  const members = tested.filter(isMember);
  const qs = benjaminiHochberg(members.map((test) => test.p));
  return new Map(members.map((test, index) => [test.code.code_ix, qs[index] ?? 1]));
}

function directionOf(code: Code, q: number | null): CodeRow["direction"] {
  if (q === null || q > decisive || code.over_coded === code.missed) return null;
  return code.over_coded > code.missed ? "over" : "under";
}

function prevalenceRatio(code: Code, confidence: number) {
  const engine = code.both_sides + code.over_coded;
  const coder = code.both_sides + code.missed;
  const { yy, xy, xx, clusters } = code;
  const interval = logRatioInterval(
    { clusters, y: BigInt(engine), x: BigInt(coder), yy, xy, xx },
    confidence,
  );
  const ratio = engine === 0 || coder === 0 ? null : engine / coder;
  return { ratio, ratio_lower: interval?.lower ?? null, ratio_upper: interval?.upper ?? null };
}

function tableRow(
  test: Tested,
  q: number | null,
  qAll: number | null,
  encounters: number,
  confidence: number,
): CodeRow {
  const { both_sides: both, over_coded: over, missed } = test.code;
  return {
    system: test.code.system,
    code: test.code.code,
    both,
    over,
    missed,
    neither: encounters - both - over - missed,
    precision: quotient(both, both + over),
    recall: quotient(both, both + missed),
    f1: quotient(2 * both, 2 * both + over + missed),
    ...prevalenceRatio(test.code, confidence),
    p: test.p,
    q,
    q_all: qAll,
    direction: directionOf(test.code, q),
  };
}

function systemRows(tested: readonly Tested[], encounters: number, confidence: number): readonly CodeRow[] {
  const all = familyQ(tested, ({ code }) => code.over_coded + code.missed > 0);
  const deciding = familyQ(tested, ({ patients }) => patients >= fewestPatients);
  return tested.map((test) =>
    tableRow(
      test,
      deciding.get(test.code.code_ix) ?? null,
      all.get(test.code.code_ix) ?? null,
      encounters,
      confidence,
    ),
  );
}

function groupNets(rows: readonly z.infer<typeof netRow>[]): ReadonlyMap<number, readonly MagnitudeCount[]> {
  const nets = new Map<number, MagnitudeCount[]>();
  for (const { code_ix, magnitude, patients } of rows) {
    const counts = nets.get(code_ix);
    if (counts === undefined) nets.set(code_ix, [{ magnitude, patients }]);
    else counts.push({ magnitude, patients });
  }
  return nets;
}

function byEncounters(a: CodeRow, b: CodeRow): number {
  const size = b.both + b.over + b.missed - (a.both + a.over + a.missed);
  if (size !== 0) return size;
  if (a.system !== b.system) return a.system < b.system ? -1 : 1;
  return a.code < b.code ? -1 : 1;
}

/** The per-code table of all systems asked, rows with the most encounters first. `encounters` are those compared. */
export async function measureBias(
  store: Store,
  encounters: number,
  confidence: number,
): Promise<readonly CodeRow[]> {
  const codes = await store.query(querySql, codeRow);
  const tested = testCodes(codes, groupNets(await store.query(netsSql, netRow)));
  const systems = [...new Set(codes.map((code) => code.system))];
  return systems
    .flatMap((system) =>
      systemRows(
        tested.filter((test) => test.code.system === system),
        encounters,
        confidence,
      ),
    )
    .sort(byEncounters);
}
