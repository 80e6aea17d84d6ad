import type { SentEncounter } from "../domain/engine-protocol.ts";

/** One encounter as it is to be asked about. */
export interface PlannedEncounter {
  readonly encounter: SentEncounter;
  /** Those of one group stand together and are asked one after another; null: on its own. */
  readonly group: string | null;
  /** When the documentation was complete, in milliseconds since 1970; null where it is not known or not needed. */
  readonly signedAt: number | null;
}

/** Reads the encounters from the start, in the order of asking, each once; passes over those that are not needed. */
export type EncounterSource = (isNeeded: (encounterId: string) => boolean) => AsyncIterable<PlannedEncounter>;
