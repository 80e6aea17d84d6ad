import { z } from "zod";
import { responseStatuses } from "./vocabulary.ts";

/** One code as the journal keeps it; null where the engine said nothing. `version` is that of a DRG's grouper. */
export const journalCodeSchema = z.strictObject({
  system: z.string(),
  code: z.string(),
  sequence: z.int().nullable(),
  use: z.string().nullable(),
  poa: z.string().nullable(),
  modifiers: z.array(z.string()),
  units: z.number().nullable(),
  service_date: z.string().nullable(),
  confidence: z.number().nullable(),
  version: z.string().nullable().default(null),
  evidence: z.array(z.strictObject({ document_id: z.string(), start: z.int(), end: z.int() })),
});

/**
 * One final response, one line of `journal.ndjson`. `reason` is the engine's word for an abstention, `error`
 * the harness's word for a failure. `latency_ms` is that of the last attempt. On disk the line ends with
 * `,"crc":"xxxxxxxx"}`: the CRC-32 (hexadecimal) of everything before that comma.
 */
export const journalLineSchema = z.strictObject({
  request_id: z.string(),
  encounter_id: z.string(),
  status: z.enum(responseStatuses),
  codes: z.array(journalCodeSchema),
  confidence: z.number().nullable(),
  reason: z.string().nullable(),
  error: z.string().nullable(),
  engine_name: z.string().nullable(),
  engine_version: z.string().nullable(),
  attempts: z.int(),
  latency_ms: z.number(),
  finished_at: z.string(),
});

export type JournalCode = z.infer<typeof journalCodeSchema>;
export type JournalLine = z.infer<typeof journalLineSchema>;
