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

type OpenRound = Pick<Ask, "round" | "requestId">;

/** The round in which an encounter is to be asked, and its name; null: its response stands. */
function findOpenRound(encounterId: string, repeat: number, missing: Missing): OpenRound | null {
  for (let round = 1; ; round += 1) {
    const requestId = missing.requestId(encounterId, repeat, round);
    const state = missing.stateOf(requestId);
    if (state === null) return { round, requestId };
    if (state === "final" || !missing.retryFailed) return null;
  }
}

async function* listRepeat(
  source: EncounterSource,
  repeat: number,
  missing: Missing,
): AsyncGenerator<readonly Ask[]> {
  const needed = new Map<string, OpenRound>();
  const isNeeded = (encounterId: string) => {
    const open = findOpenRound(encounterId, repeat, missing);
    if (open !== null) needed.set(encounterId, open);
    return open !== null;
  };
  let gathered: Ask[] = [];
  let gatheredOf: string | null = null;
  for await (const { encounter, group, signedAt } of source(isNeeded)) {
    const { encounter_id: encounterId } = encounter;
    const open = needed.get(encounterId) ?? findOpenRound(encounterId, repeat, missing);
    needed.delete(encounterId);
    if (open === null) continue;
    if (gathered.length > 0 && group !== gatheredOf) {
      yield gathered;
      gathered = [];
    }
    gathered.push({ encounter, repeat, ...open, signedAt });
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
