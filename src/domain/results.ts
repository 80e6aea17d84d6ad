import { z } from "zod";
import { codeRowSchema } from "./code-row.ts";
import {
  codeErrorRowSchema,
  codeLevelRowSchema,
  drgShiftRowSchema,
  emLevelRowSchema,
  errorClassRowSchema,
  errorSetRowSchema,
  hccChangeRowSchema,
  pcsAxisRowSchema,
  recurringErrorSchema,
  sliceRowSchema,
} from "./error-tables.ts";
import {
  adjudicationRowSchema,
  automationRowSchema,
  calibrationBinSchema,
  riskCoverageRowSchema,
} from "./evidence-tables.ts";
import { figureSchema } from "./figure.ts";
import { unstableCodeRowSchema } from "./self-tables.ts";
import { frameSchema } from "./verdict.ts";

export const resultsSchemaName = "shadowbench.results/1";

const count = z.int().min(0);

/** One step of received → eligible → sent → answered → compared, and what left at it. */
export const flowStepSchema = z.strictObject({
  step: z.enum(["received", "eligible", "sent", "answered", "compared"]),
  encounters: count,
  dropped: z.array(z.strictObject({ reason: z.string(), encounters: count })),
});

/** A count of what was relabelled, collapsed, set aside or could not be judged; `system` where it has one. */
export const noticeSchema = z.strictObject({
  notice: z.string(),
  side: z.enum(["reference", "engine", "second"]).nullable(),
  system: z.string().nullable(),
  count,
});

export const responseRowSchema = z.strictObject({
  status: z.string(),
  reason: z.string().nullable(),
  count,
});

export const documentRowSchema = z.strictObject({
  kind: z.string(),
  sent: count,
  withheld: count,
});

/** One official table of the code library that the analysis read. */
export const codeTableSchema = z.strictObject({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  sha256: z.string(),
  valid_from: z.string().nullable(),
  valid_to: z.string().nullable(),
});

/** The run that `change.*` figures are against; `complete` as it was when they were made. */
export const baselineSchema = z.strictObject({
  run: z.string(),
  folder: z.string(),
  engine: z.string(),
  version: z.array(z.string()),
  results_sha256: z.string(),
  complete: z.boolean().default(true),
});

/** Where the truth of `true.*` figures comes from. `reviewers` are all who answered, `arbiter` the one of them who settled disputes, null for none. */
export const adjudicationSchema = z.strictObject({
  sha256: z.string(),
  drawn: count,
  settled: count,
  reviewers: z.array(z.string()),
  arbiter: z.string().nullable().default(null),
  nonresponse: z.enum(["refuse", "reweight"]),
});

/** What was run, without anything that differs from one execution to the next. */
export const resultsRunSchema = z.strictObject({
  scenario: z.string(),
  scenario_digest: z.string(),
  dataset: z.string(),
  dataset_version: z.string(),
  provenance: z.string(),
  tables: z.array(
    z.strictObject({ table: z.string(), file: z.string(), sha256: z.string(), rows: count.nullable() }),
  ),
  engine: z.strictObject({
    kind: z.string(),
    name: z.string(),
    version: z.array(z.string()),
    answered_versions: z.array(z.strictObject({ version: z.string().nullable(), responses: count })),
  }),
  reference: z.strictObject({ role: z.string(), sources: z.array(z.string()).nullable() }),
  systems: z.array(z.string()),
  slices: z.array(z.string()),
  unit: z.string(),
  seed: z.int(),
  confidence: z.number(),
  tool_version: z.string(),
  code_tables: z.array(codeTableSchema).default([]),
  frame: frameSchema.nullable().default(null),
  baseline: baselineSchema.nullable().default(null),
  /** Fewest encounters in the reference that a code of the `.supported` figures has; null: none were asked for. */
  min_support: z.int().nullable().default(null),
  adjudication: adjudicationSchema.nullable().default(null),
  /** How often each encounter was asked; figures but `self.*` rest on the first answer alone. */
  repeats: z.int().min(1).default(1),
  complete: z.boolean(),
  incomplete_because: z.array(z.string()),
});

/** The rows of every table of results.json, by the table's name. */
export const tableRowSchemas = {
  flow: flowStepSchema,
  responses: responseRowSchema,
  documents: documentRowSchema,
  codes: codeRowSchema,
  code_levels: codeLevelRowSchema,
  error_classes: errorClassRowSchema,
  pcs_axes: pcsAxisRowSchema,
  recurring_errors: recurringErrorSchema,
  error_sets: errorSetRowSchema,
  code_errors: codeErrorRowSchema,
  slices: sliceRowSchema,
  em_levels: emLevelRowSchema,
  drg_shifts: drgShiftRowSchema,
  hcc_changes: hccChangeRowSchema,
  automation: automationRowSchema,
  risk_coverage: riskCoverageRowSchema,
  calibration_bins: calibrationBinSchema,
  unstable_codes: unstableCodeRowSchema,
  adjudication: adjudicationRowSchema,
  notices: noticeSchema,
} as const;

/**
 * Tables with a default are newer than the first results: those of an older run are read as empty. `truncated` names
 * each table that was capped here and lies whole in `tables/<name>.csv`.
 */
export const resultsSchema = z.strictObject({
  schema: z.literal(resultsSchemaName),
  run: resultsRunSchema,
  figures: z.array(figureSchema),
  tables: z.strictObject({
    flow: z.array(tableRowSchemas.flow),
    responses: z.array(tableRowSchemas.responses),
    documents: z.array(tableRowSchemas.documents),
    codes: z.array(tableRowSchemas.codes),
    code_levels: z.array(tableRowSchemas.code_levels).default([]),
    error_classes: z.array(tableRowSchemas.error_classes).default([]),
    pcs_axes: z.array(tableRowSchemas.pcs_axes).default([]),
    recurring_errors: z.array(tableRowSchemas.recurring_errors).default([]),
    error_sets: z.array(tableRowSchemas.error_sets).default([]),
    code_errors: z.array(tableRowSchemas.code_errors).default([]),
    slices: z.array(tableRowSchemas.slices).default([]),
    em_levels: z.array(tableRowSchemas.em_levels).default([]),
    drg_shifts: z.array(tableRowSchemas.drg_shifts).default([]),
    hcc_changes: z.array(tableRowSchemas.hcc_changes).default([]),
    automation: z.array(tableRowSchemas.automation).default([]),
    risk_coverage: z.array(tableRowSchemas.risk_coverage).default([]),
    calibration_bins: z.array(tableRowSchemas.calibration_bins).default([]),
    unstable_codes: z.array(tableRowSchemas.unstable_codes).default([]),
    adjudication: z.array(tableRowSchemas.adjudication).default([]),
    notices: z.array(tableRowSchemas.notices),
  }),
  truncated: z.array(z.strictObject({ table: z.string(), rows: count, shown: count })),
});

export type FlowStep = z.infer<typeof flowStepSchema>;
export type CodeTable = z.infer<typeof codeTableSchema>;
export type ResultsTables = Results["tables"];
export type Notice = z.infer<typeof noticeSchema>;
export type ResponseRow = z.infer<typeof responseRowSchema>;
export type DocumentRow = z.infer<typeof documentRowSchema>;
export type ResultsRun = z.infer<typeof resultsRunSchema>;
export type Results = z.infer<typeof resultsSchema>;
