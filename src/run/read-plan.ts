import type { FileHandle } from "node:fs/promises";
import { type PlacedDocument, type PlannedRow, planLineSchema } from "./plan.ts";

/** One encounter of a plan, with the places of the texts that go along. */
export interface PlanEntry extends PlannedRow {
  readonly documents: readonly PlacedDocument[];
  readonly earlier: readonly PlacedDocument[];
}

/** The encounters of a plan in its order, without those that are not needed. */
export async function* readPlan(
  file: FileHandle,
  isNeeded: (encounterId: string) => boolean,
): AsyncGenerator<PlanEntry> {
  let entry: (PlannedRow & { documents: PlacedDocument[]; earlier: PlacedDocument[] }) | null = null;
  for await (const text of file.readLines()) {
    const { encounter, document, is_earlier } = planLineSchema.parse(JSON.parse(text));
    if (encounter !== null) {
      if (entry !== null) yield entry;
      entry = isNeeded(encounter.encounter_id) ? { ...encounter, documents: [], earlier: [] } : null;
    } else if (entry !== null && document !== null) {
      (is_earlier ? entry.earlier : entry.documents).push(document);
    }
  }
  if (entry !== null) yield entry;
}
