import { z } from "zod";
import type { ComparedFigure, ComparisonTables } from "../../domain/comparison.ts";
import type { Figure, Slice } from "../../domain/figure.ts";
import type { Store } from "../../store/store.ts";
import { readClassChanges } from "./class-changes.ts";
import { readCodeFlips } from "./code-flips.ts";
import { type ComparisonContext, compareRatios } from "./compared-figures.ts";
import { readErrorStates } from "./error-states.ts";
import { readExactFlips } from "./exact-flips.ts";
import { indexFigures } from "./finished-figures.ts";
import { compareByGroups } from "./group-differences.ts";
import { judgeChanges } from "./judge-changes.ts";
import { pairScopes } from "./pair-scopes.ts";
import { mostFlipped, pairEncounters, sumPairs } from "./paired-sums.ts";
import { type PairedDatabases, viewRuns } from "./run-views.ts";

/** What is asked of two finished runs, whose databases the store holds attached. */
export interface ComparisonInput {
  readonly databases: PairedDatabases;
  readonly older: readonly Figure[];
  readonly newer: readonly Figure[];
  readonly systems: readonly string[];
  readonly unit: string;
  readonly confidence: number;
  readonly seed: number;
  readonly sameLibrary: boolean;
  /** Whether both runs have the same groups of patients: one seed, and no encounter still open in either. */
  readonly sameGroups: boolean;
}

export interface ComparedRuns {
  /** Answered in both runs. */
  readonly encounters: number;
  readonly figures: readonly ComparedFigure[];
  readonly tables: ComparisonTables;
  /** Slices that one run alone has. */
  readonly slicesAlone: readonly Slice[];
}

const countRow = z.strictObject({ encounters: z.number() });

/** Compares two runs over the encounters that both answered; b is the newer. Everything made for it is temporary. */
export async function compareRuns(store: Store, input: ComparisonInput): Promise<ComparedRuns> {
  await viewRuns(store, input.databases);
  const { scopes, alone } = await pairScopes(store, true);
  await pairEncounters(store);
  const context: ComparisonContext = {
    ...input,
    older: indexFigures(input.older),
    newer: indexFigures(input.newer),
    scopes,
    names: ["in a", "in b"],
  };
  const ratios = compareRatios(context, await sumPairs(store), mostFlipped);
  const byGroups = await compareByGroups(store, context, input.sameGroups);
  const [count] = await store.query(
    "SELECT count(*)::INTEGER AS encounters FROM compare_encounters",
    countRow,
  );
  return {
    encounters: count?.encounters ?? 0,
    figures: judgeChanges([...ratios, ...byGroups], input.systems),
    tables: {
      code_flips: [...(await readCodeFlips(store))],
      recurring_errors: [...(await readErrorStates(store))],
      error_classes: [...(await readClassChanges(store))],
      exact_flips: [...(await readExactFlips(store))],
    },
    slicesAlone: alone,
  };
}
