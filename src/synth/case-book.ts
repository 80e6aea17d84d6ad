import { z } from "zod";
import { chancedCell, listCell, readTable } from "./read-table.ts";

export const visitSettings = ["inpatient", "observation", "emergency", "office", "outpatient"] as const;
export type VisitSetting = (typeof visitSettings)[number];

/** What brings patients in: one row of cases.csv. `principal` holds one code, or the right and the left one. */
export type Case = z.infer<typeof caseRow>;

const caseRow = z.object({
  id: z.string(),
  setting: z.enum(visitSettings),
  specialty: z.string(),
  weight: z.coerce.number().positive(),
  sex: z.enum(["", "F", "M"]),
  min_age: z.coerce.number(),
  max_age: z.coerce.number(),
  principal: listCell,
  companions: chancedCell,
  procedures: chancedCell,
  reason: z.string(),
  level: z.coerce.number().int(),
  complaint: z.string(),
  hpi: z.string(),
});

export function readCases(): readonly Case[] {
  return readTable("cases.csv", caseRow);
}

/** True of a procedure written with a code for the right and one for the left side. */
export function isSided(procedure: string): boolean {
  return procedure.includes("/");
}
