import type { HeldState, NameRequest } from "../journal/held-requests.ts";
import type { EncounterSource } from "../planned-encounter.ts";
import type { Ask } from "./ask.ts";

/** What is still to be asked, told from what the journal holds. */
export interface Missing {
  readonly stateOf: (requestId: string) => HeldState | null;
  readonly requestId: NameRequest;
  /** Whether encounters whose response failed are asked anew. */
  readonly retryFailed: boolean;
}

/** The round in which an encounter is to be asked; null: its response stands. */
export function findOpenRound(encounterId: string, repeat: number, missing: Missing): number | null {
  for (let round = 1; ; round += 1) {
    const state = missing.stateOf(missing.requestId(encounterId, repeat, round));
    if (state === null) return round;
    if (state === "final" || !missing.retryFailed) return null;
  }
}

async function* listRepeat(
  source: EncounterSource,
  repeat: number,
  missing: Missing,
): AsyncGenerator<readonly Ask[]> {
  const isNeeded = (encounterId: string) => findOpenRound(encounterId, repeat, missing) !== null;
  let gathered: Ask[] = [];
  let gatheredOf: string | null = null;
  for await (const { encounter, group, signedAt } of source(isNeeded)) {
    const { encounter_id: encounterId } = encounter;
    const round = findOpenRound(encounterId, repeat, missing);
    if (round === null) continue;
    if (gathered.length > 0 && group !== gatheredOf) {
      yield gathered;
      gathered = [];
    }
    const requestId = missing.requestId(encounterId, repeat, round);
    gathered.push({ encounter, repeat, round, requestId, signedAt });
    gatheredOf = group;
    if (group !== null) continue;
    yield gathered;
    gathered = [];
  }
  if (gathered.length > 0) yield gathered;
}

/** What is to be asked, in groups that are asked one after another: all encounters once, then all again, `repeats` times. */
export async function* listAsks(
  source: EncounterSource,
  repeats: number,
  missing: Missing,
): AsyncGenerator<readonly Ask[]> {
  for (let repeat = 1; repeat <= repeats; repeat += 1) yield* listRepeat(source, repeat, missing);
}
