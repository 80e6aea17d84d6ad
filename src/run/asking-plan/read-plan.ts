import { readRawLines } from "../../replay/journal/journal-bytes.ts";
import { type PlacedDocument, type PlannedRow, planLineSchema } from "./plan.ts";

/** One encounter of a plan, with the places of the texts that go along. */
export interface PlanEntry extends PlannedRow {
  readonly documents: readonly PlacedDocument[];
  readonly earlier: readonly PlacedDocument[];
}

interface OpenEntry extends PlannedRow {
  readonly documents: PlacedDocument[];
  readonly earlier: PlacedDocument[];
}

/** The encounters of a plan in its order, without those that are not needed, as many at once as a read of the file gives. */
export async function* readPlan(
  planFile: string,
  isNeeded: (encounterId: string) => boolean,
): AsyncGenerator<readonly PlanEntry[]> {
  let open: OpenEntry | null = null;
  for await (const lines of readRawLines(planFile)) {
    const whole: PlanEntry[] = [];
    for (const { bytes } of lines) {
      const { encounter, document, is_earlier } = planLineSchema.parse(JSON.parse(bytes.toString("utf8")));
      if (encounter !== null) {
        if (open !== null) whole.push(open);
        open = isNeeded(encounter.encounter_id) ? { ...encounter, documents: [], earlier: [] } : null;
      } else if (open !== null && document !== null) {
        (is_earlier ? open.earlier : open.documents).push(document);
      }
    }
    yield whole;
  }
  if (open !== null) yield [open];
}
