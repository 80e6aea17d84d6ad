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

/** What one answer cost, as far as the engine told; `price` in `currency`. */
export const journalUsageSchema = z.strictObject({
  input_tokens: z.int().nullable(),
  output_tokens: z.int().nullable(),
  price: z.number().nullable(),
  currency: z.string().nullable(),
});

/**
 * One final response, one line of `journal.ndjson`. `reason` is the engine's word for an abstention, `error`
 * the harness's word for a failure. On disk the line ends with `,"crc":"xxxxxxxx"}`: the CRC-32 (hexadecimal) of
 * everything before that comma.
 *
 * - `repeat`: which of the scenario's repeats this is, from 1. `round`: 1, and one more each time that a failed
 *   response was asked for anew; the highest round of an encounter and repeat counts, all before it failed.
 * - `mode`: whether it was sent in a closed loop (`batch`), an open one (`realtime`) or in files (`files`).
 * - `latency_ms`: of the last attempt in `batch`, from the intended start in `realtime`; of the submission alone where
 *   a job was polled; null where nothing was asked (`cached`, `files`).
 * - `turnaround_ms`: from submission to answer where a job was polled, else null.
 * - `intended_at`, `late_ms`: in `realtime`, when the first attempt should have left and how long after that it was ready to, waits for
 *   `rate_limit` or an open circuit left out.
 * - `http_status`: of a failure, the status that it came under; null where it came under none.
 * - `attempts` submissions were made, of which `timeouts` ended without an answer in time.
 */
export const journalLineSchema = z.strictObject({
  request_id: z.string(),
  encounter_id: z.string(),
  repeat: z.int().min(1).default(1),
  round: z.int().min(1).default(1),
  status: z.enum(responseStatuses),
  codes: z.array(journalCodeSchema),
  confidence: z.number().nullable(),
  reason: z.string().nullable(),
  error: z.string().nullable(),
  http_status: z.int().nullable().default(null),
  engine_name: z.string().nullable(),
  engine_version: z.string().nullable(),
  mode: z.enum(["batch", "realtime", "files"]).default("batch"),
  cached: z.boolean().default(false),
  attempts: z.int(),
  timeouts: z.int().default(0),
  latency_ms: z.number().nullable(),
  turnaround_ms: z.number().nullable().default(null),
  intended_at: z.string().nullable().default(null),
  late_ms: z.number().nullable().default(null),
  usage: journalUsageSchema.nullable().default(null),
  finished_at: z.string(),
});

export type JournalCode = z.infer<typeof journalCodeSchema>;
export type JournalUsage = z.infer<typeof journalUsageSchema>;
export type JournalLine = z.infer<typeof journalLineSchema>;
