import { HarnessError, type Problem } from "../../errors.ts";
import type { FinishedRun } from "../finished-run.ts";

function kindsOf({ results: { run } }: FinishedRun): Readonly<Record<string, string>> {
  return {
    "the reference's role": run.reference.role,
    "the reference's sources": run.reference.sources?.join(", ") ?? "every source",
    "the code systems": run.systems.join(", "),
    "the unit of evidence": run.unit,
  };
}

/** Throws `digest-differs`, naming each difference, for runs whose figures are not of one kind. */
export function checkComparable(runs: readonly FinishedRun[]): void {
  const [first, ...others] = runs;
  if (first === undefined) return;
  const expected = kindsOf(first);
  const problems = others.flatMap((other): Problem[] =>
    Object.entries(kindsOf(other))
      .filter(([what, value]) => expected[what] !== value)
      .map(([what, value]) => ({ message: `${what}: ${expected[what]}, in ${other.folder.path} ${value}` })),
  );
  if (problems.length === 0) return;
  throw new HarnessError("digest-differs", "these runs cannot stand in one series", {
    problems,
    hint: "give runs with one reference and the same code systems",
  });
}

function sharedShare(a: FinishedRun, b: FinishedRun): number {
  const [x, y] = [a.results.run.frame?.sample ?? [], b.results.run.frame?.sample ?? []];
  const seen = new Set(x);
  const shared = y.filter((hash) => seen.has(hash)).length;
  return shared / Math.max(1, Math.min(x.length, y.length));
}

/** A sentence for each pair of runs that share encounters, told by the samples of their hashes. */
export function noteOverlaps(runs: readonly FinishedRun[]): readonly string[] {
  return runs.flatMap((one, at) =>
    runs.slice(at + 1).flatMap((other) => {
      const share = sharedShare(one, other);
      if (share === 0) return [];
      const part = `about ${Math.max(1, Math.round(share * 100))} % of the smaller one's`;
      return [
        `${one.folder.path} and ${other.folder.path} share encounters (${part}): limits and change points take points as independent`,
      ];
    }),
  );
}
