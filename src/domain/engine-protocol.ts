import { z } from "zod";
import { abstentionReasons, codeUses, poaValues } from "./vocabulary.ts";

export const protocolName = "shadowbench.engine/1";

const text = z.string();
const share = z.number().min(0).max(1);

export const sentDocumentSchema = z.strictObject({
  document_id: text,
  kind: text,
  authored_at: text.optional(),
  text,
});

/**
 * What an engine sees of one encounter: the columns and documents that the scenario lets out, nothing else.
 * `earlier_documents` are those of the patient's earlier encounters, of the kinds in `send.earlier`.
 */
export const sentEncounterSchema = z
  .object({
    encounter_id: text,
    documents: z.array(sentDocumentSchema),
    earlier_documents: z.array(sentDocumentSchema).optional(),
  })
  .catchall(z.union([z.string(), z.number()]));

export const engineRequestSchema = z.strictObject({
  protocol: z.literal(protocolName),
  request_id: text,
  encounter: sentEncounterSchema,
  systems: z.array(text),
});

const evidenceSchema = z.looseObject({
  document_id: text,
  start: z.int().min(0),
  end: z.int().min(0),
});

export const answeredCodeSchema = z.looseObject({
  system: text.min(1),
  code: text.trim().min(1),
  sequence: z.int().min(1).nullish(),
  use: z.enum(codeUses).nullish(),
  poa: z.enum([...poaValues, ""]).nullish(),
  modifiers: z.array(text).nullish(),
  units: z.number().min(0).nullish(),
  service_date: text.nullish(),
  confidence: share.nullish(),
  version: text.nullish(),
  evidence: z.array(evidenceSchema).nullish(),
});

/** What an answer cost, as far as the engine tells; `price` in `currency` (ISO 4217). */
const usageSchema = z.looseObject({
  input_tokens: z.int().min(0).nullish(),
  output_tokens: z.int().min(0).nullish(),
  price: z.number().min(0).nullish(),
  currency: text.nullish(),
});

/** One answer of an engine. Offsets of evidence count Unicode code points. Unknown keys are kept out of the journal. */
export const engineAnswerSchema = z.looseObject({
  request_id: text,
  status: z.enum(["coded", "abstained"]),
  reason: z.enum(abstentionReasons).nullish(),
  codes: z.array(answeredCodeSchema).nullish(),
  confidence: share.nullish(),
  engine: z.looseObject({ name: text.nullish(), version: text.nullish() }).nullish(),
  usage: usageSchema.nullish(),
});

/**
 * What an engine says of a request that it could not answer, where no status code can say it: `error` in one line, and
 * in `retry` why another attempt is worth it, after `retry_after_ms`. Without `retry` the failure is final.
 */
export const engineFailureSchema = z.looseObject({
  request_id: text,
  status: z.literal("failed"),
  error: text.nullish(),
  retry: z.enum(["throttled", "late", "unavailable"]).nullish(),
  retry_after_ms: z
    .int()
    .min(0)
    .max(24 * 3_600_000)
    .nullish(),
});

export type SentDocument = z.infer<typeof sentDocumentSchema>;
export type SentEncounter = z.infer<typeof sentEncounterSchema>;
export type EngineRequest = z.infer<typeof engineRequestSchema>;
export type AnsweredCode = z.infer<typeof answeredCodeSchema>;
export type EngineAnswer = z.infer<typeof engineAnswerSchema>;
export type EngineFailure = z.infer<typeof engineFailureSchema>;
