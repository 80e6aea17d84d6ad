import { z } from "zod";

const named = {
  name: z.string().min(1),
  version: z.union([z.string(), z.array(z.string()).min(1)]),
};

/** `${env:NAME}` is read from the environment, in headers only; the value is never logged. */
export const httpEngineSchema = z.strictObject({
  kind: z.literal("http"),
  ...named,
  url: z.url({ protocol: /^https?$/ }),
  headers: z.record(z.string(), z.string()).optional(),
});

export const processEngineSchema = z.strictObject({
  kind: z.literal("process"),
  ...named,
  command: z.array(z.string().min(1)).min(1),
});

export const moduleEngineSchema = z.strictObject({
  kind: z.literal("module"),
  ...named,
  path: z.string().min(1),
});

export const recordedEngineSchema = z.strictObject({
  kind: z.literal("recorded"),
  ...named,
  tables: z.strictObject({ codes: z.string().min(1), responses: z.string().min(1).optional() }),
});

/** The built-in baseline; `titles` is an official CMS table, default the catalogue that the project carries. */
export const lexicalEngineSchema = z.strictObject({
  kind: z.literal("lexical"),
  name: z.string().min(1).default("lexical"),
  version: z.union([z.string(), z.array(z.string()).min(1)]).default("1"),
  titles: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
});

export const engineSpecSchema = z.discriminatedUnion("kind", [
  recordedEngineSchema,
  httpEngineSchema,
  processEngineSchema,
  moduleEngineSchema,
  lexicalEngineSchema,
]);

export type HttpEngineSpec = z.infer<typeof httpEngineSchema>;
export type ProcessEngineSpec = z.infer<typeof processEngineSchema>;
export type ModuleEngineSpec = z.infer<typeof moduleEngineSchema>;
export type RecordedEngineSpec = z.infer<typeof recordedEngineSchema>;
export type LexicalEngineSpec = z.infer<typeof lexicalEngineSchema>;
export type EngineSpec = z.infer<typeof engineSpecSchema>;

/** The versions an engine may answer with, as a list. */
export function engineVersions(spec: EngineSpec): readonly string[] {
  return typeof spec.version === "string" ? [spec.version] : spec.version;
}
