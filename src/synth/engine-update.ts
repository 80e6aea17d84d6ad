import { streamFor } from "./chance.ts";
import type { EncounterTruth, GivenCode } from "./encounter-truth.ts";
import type { PlantedMissing } from "./planted-error.ts";
import { changeCodes, isInSlice } from "./planting.ts";

/** What a later version of an engine breaks. Everywhere else it answers as before. */
export interface EngineUpdate {
  /** Codes that it leaves out in one slice. */
  readonly breaks: PlantedMissing;
  /** First day on which it answered, YYYY-MM-DD, for encounters that end then or later; null: always. */
  readonly since: string | null;
}

/** Whether an encounter was answered by the updated engine, and lies in what the update breaks. */
export function isBroken({ breaks, since }: EngineUpdate, encounter: EncounterTruth): boolean {
  return isInSlice(breaks, encounter) && (since === null || encounter.row.service_end >= since);
}

/** An answer's codes without those that the update loses; the first always stays. */
export function loseCodes<Given extends GivenCode>(
  seed: number,
  index: number,
  encounter: EncounterTruth,
  { breaks }: EngineUpdate,
  codes: readonly Given[],
): readonly Given[] {
  const random = streamFor(seed, breaks.id, index);
  const change = changeCodes(random, breaks, encounter, { codes, locked: new Set() });
  return change === null ? codes : codes.filter((given) => change.codes.includes(given));
}
