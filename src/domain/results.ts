import { z } from "zod";
import { figureSchema } from "./figure.ts";

export const resultsSchemaName = "shadowbench.results/1";

const number = z.number().nullable();
const count = z.int().min(0);

/** One step of received → eligible → sent → answered → compared, and what left at it. */
export const flowStepSchema = z.strictObject({
  step: z.enum(["received", "eligible", "sent", "answered", "compared"]),
  encounters: count,
  dropped: z.array(z.strictObject({ reason: z.string(), encounters: count })),
});

/** Per-code bias. `ratio` is engine over coder; `q` decides (≥ 6 patients of non-zero net), `q_all` is over all. */
export const codeRowSchema = z.strictObject({
  system: z.string(),
  code: z.string(),
  both: count,
  over: count,
  missed: count,
  neither: count,
  precision: number,
  recall: number,
  f1: number,
  ratio: number,
  ratio_lower: number,
  ratio_upper: number,
  p: number,
  q: number,
  q_all: number,
  direction: z.enum(["over", "under"]).nullable(),
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
  complete: z.boolean(),
  incomplete_because: z.array(z.string()),
});

/** `truncated` names each table that was capped here and lies whole in `tables/<name>.csv`. */
export const resultsSchema = z.strictObject({
  schema: z.literal(resultsSchemaName),
  run: resultsRunSchema,
  figures: z.array(figureSchema),
  tables: z.strictObject({
    flow: z.array(flowStepSchema),
    responses: z.array(responseRowSchema),
    documents: z.array(documentRowSchema),
    codes: z.array(codeRowSchema),
    notices: z.array(noticeSchema),
  }),
  truncated: z.array(z.strictObject({ table: z.string(), rows: count, shown: count })),
});

export type FlowStep = z.infer<typeof flowStepSchema>;
export type CodeRow = z.infer<typeof codeRowSchema>;
export type Notice = z.infer<typeof noticeSchema>;
export type ResponseRow = z.infer<typeof responseRowSchema>;
export type DocumentRow = z.infer<typeof documentRowSchema>;
export type ResultsRun = z.infer<typeof resultsRunSchema>;
export type Results = z.infer<typeof resultsSchema>;
