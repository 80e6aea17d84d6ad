import type { NameRequest } from "../../replay/journal/held-requests.ts";
import { createIdTable } from "../../replay/journal/id-table.ts";

/** One request that left: about which encounter, in which of its repeats. `place` numbers them all from 0. */
export interface AskedRequest {
  readonly place: number;
  readonly encounterId: string;
  readonly repeat: number;
}

/** The requests of a run, each found by any of its ids. A million of them lie in about 100 MB. */
export interface AskedRequests {
  readonly size: number;
  /** Null for an id of no request of this run. */
  readonly find: (requestId: string) => AskedRequest | null;
  /** Lets a request be found by its id of a later round. */
  readonly nameRound: (request: AskedRequest, round: number) => void;
}

/** Reads the requests that were made about these encounters, each `repeats` times, by the ids of their first round. */
export async function readAskedRequests(
  encounterIds: AsyncIterable<string>,
  repeats: number,
  nameRequest: NameRequest,
): Promise<AskedRequests> {
  const table = createIdTable();
  const encounters: string[] = [];
  const laterRounds = new Map<string, number>();
  for await (const encounterId of encounterIds) {
    encounters.push(encounterId);
    for (let repeat = 1; repeat <= repeats; repeat += 1) table.add(nameRequest(encounterId, repeat, 1));
  }
  return {
    size: table.size(),
    find: (requestId) => {
      const place = laterRounds.get(requestId) ?? table.indexOf(requestId);
      if (place < 0) return null;
      const encounterId = encounters[Math.floor(place / repeats)] ?? "";
      return { place, encounterId, repeat: (place % repeats) + 1 };
    },
    nameRound: ({ place, encounterId, repeat }, round) => {
      laterRounds.set(nameRequest(encounterId, repeat, round), place);
    },
  };
}
