import { z } from "zod";
import type { CodeFlip } from "../../domain/comparison.ts";
import { type MagnitudeCount, signFlipP } from "../../stats/flips/sign-flip.ts";
import { benjaminiHochberg } from "../../stats/multiplicity.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";

const changesSql = readSql(new URL("./code-changes.sql", import.meta.url));
const flipsSql = readSql(new URL("./code-flips.sql", import.meta.url));
const netsSql = readSql(new URL("./code-nets.sql", import.meta.url));

/** With fewer patients of non-zero net p cannot reach .05 (METRICS.md, Per-code bias). */
const fewestPatients = 6;
const decisive = 0.05;

const count = z.number();
const countedRow = z.strictObject({
  key_ix: count,
  system: z.string(),
  code: z.string(),
  in_reference: count,
  found_a: count,
  found_b: count,
  lost: count,
  gained: count,
  extra_a: count,
  extra_b: count,
  added: count,
  dropped: count,
});
const netRow = z.strictObject({ key_ix: count, magnitude: count, patients: count });

interface Tested {
  readonly flip: CodeFlip;
  readonly patients: number;
}

function groupNets(rows: readonly z.infer<typeof netRow>[]): ReadonlyMap<number, readonly MagnitudeCount[]> {
  const nets = new Map<number, MagnitudeCount[]>();
  for (const { key_ix, magnitude, patients } of rows) {
    const counts = nets.get(key_ix);
    if (counts === undefined) nets.set(key_ix, [{ magnitude, patients }]);
    else counts.push({ magnitude, patients });
  }
  return nets;
}

function testCode(row: z.infer<typeof countedRow>, counts: readonly MagnitudeCount[]): Tested {
  const { key_ix: _, in_reference: reference, ...flip } = row;
  const net = row.gained + row.dropped - row.lost - row.added;
  const p = signFlipP(counts, net);
  const patients = counts.reduce((sum, each) => sum + each.patients, 0);
  return { flip: { ...flip, reference, net, p, q: null, direction: null }, patients };
}

function decide(flip: CodeFlip, q: number): CodeFlip {
  const isProved = q <= decisive && flip.net !== 0;
  return { ...flip, q, direction: isProved ? (flip.net > 0 ? "better" : "worse") : null };
}

function adjustSystem(tested: readonly Tested[]): readonly CodeFlip[] {
  const family = tested.filter(({ patients }) => patients >= fewestPatients);
  const qs = benjaminiHochberg(family.map(({ flip }) => flip.p));
  const byFlip = new Map(family.map(({ flip }, index) => [flip, qs[index] ?? 1]));
  return tested.map(({ flip }) => {
    const q = byFlip.get(flip);
    return q === undefined ? flip : decide(flip, q);
  });
}

function byChange(a: CodeFlip, b: CodeFlip): number {
  const changed = ({ lost, gained, added, dropped }: CodeFlip) => lost + gained + added + dropped;
  return (
    changed(b) - changed(a) ||
    (a.system === b.system ? (a.code < b.code ? -1 : 1) : a.system < b.system ? -1 : 1)
  );
}

/** Codes that any encounter changed between the runs, the most changed first. Needs `pairEncounters`. */
export async function readCodeFlips(store: Store): Promise<readonly CodeFlip[]> {
  await store.execute(changesSql);
  const rows = await store.query(flipsSql, countedRow);
  const nets = groupNets(await store.query(netsSql, netRow));
  const tested = rows.map((row) => testCode(row, nets.get(row.key_ix) ?? []));
  const systems = [...new Set(rows.map(({ system }) => system))];
  return systems
    .flatMap((system) => adjustSystem(tested.filter(({ flip }) => flip.system === system)))
    .sort(byChange);
}
