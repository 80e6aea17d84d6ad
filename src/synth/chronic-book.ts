import { z } from "zod";
import { chancedCell, readTable } from "./read-table.ts";

/** A condition patients live with: one row of chronic.csv. At most one of a group falls to a patient. */
export type Chronic = z.infer<typeof chronicRow>;

const chronicRow = z.object({
  code: z.string(),
  group: z.string(),
  share: z.coerce.number().min(0).max(1),
  min_age: z.coerce.number(),
  max_age: z.coerce.number(),
  sex: z.enum(["", "F", "M"]),
  medication: z.string(),
  with: chancedCell,
});

export function readChronic(): readonly Chronic[] {
  return readTable("chronic.csv", chronicRow);
}
