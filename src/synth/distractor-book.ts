import { z } from "zod";
import { listCell, readTable } from "./read-table.ts";

/**
 * A condition that the notes mention and that is not the patient's now: denied, excluded, in the family, or past.
 * Where the story holds one of its `tells`, it would contradict the story and stays out.
 */
export type Distractor = z.infer<typeof distractorRow>;

const distractorRow = z.object({
  kind: z.enum(["denied", "excluded", "family", "past"]),
  code: z.string(),
  phrase: z.string(),
  tells: listCell,
});

export function readDistractors(): readonly Distractor[] {
  return readTable("distractors.csv", distractorRow);
}
