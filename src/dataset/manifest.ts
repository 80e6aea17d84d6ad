import { z } from "zod";

const datasetSchemaName = "shadowbench.dataset/1";

const text = z.string().min(1);
const date = z.iso.date("expected a date, YYYY-MM-DD");
/** Which of these a provenance asks for is decided by `checkProvenance`, which names the rule. */
const deidentificationSchema = z.strictObject({
  method: z.enum(["safe-harbor", "expert-determination"]).optional(),
  dates: z.enum(["year", "shifted", "real"]).optional(),
  attested_by: text.optional(),
  date: date.optional(),
});

const agreementSchema = z.strictObject({
  kind: text.optional(),
  reference: text.optional(),
  expires: date.optional(),
});

/** Files of the tables, relative to the manifest; the ending says the format. */
const datasetTablesSchema = z.strictObject({
  encounters: text,
  codes: text,
  documents: text.optional(),
  codings: text.optional(),
  claims: text.optional(),
});

/** `dataset.yaml`: what the tables are, where they come from, and what they may be used for. */
export const datasetManifestSchema = z.strictObject({
  schema: z.literal(datasetSchemaName),
  name: text,
  version: text,
  provenance: z.enum(["synthetic", "deidentified", "limited-data-set"]),
  deidentification: deidentificationSchema.optional(),
  agreement: agreementSchema.optional(),
  frozen_at: date.optional(),
  source: text.optional(),
  licence: text.optional(),
  tables: datasetTablesSchema,
});

export type DatasetManifest = z.infer<typeof datasetManifestSchema>;
