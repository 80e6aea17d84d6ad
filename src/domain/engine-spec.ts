import { z } from "zod";

const named = {
  name: z.string().min(1),
  version: z.union([z.string(), z.array(z.string()).min(1)]),
};

/**
 * How an engine is asked that takes a request with 202 and answers later. The place to ask is the `Location` of that
 * answer, or `url` with `{job_id}` filled in from its body; it must be of the engine's own origin.
 */
export const pollSpecSchema = z.strictObject({
  every_ms: z.int().min(1).max(3_600_000).default(1000),
  deadline_ms: z
    .int()
    .min(1)
    .max(30 * 24 * 3_600_000),
  url: z.string().includes("{job_id}").optional(),
  open_at_most: z.int().min(1).max(100_000).default(1000),
});

/** PEM files, relative to the scenario: the site's own certificate authority, and a client certificate with its key. */
export const tlsSpecSchema = z.strictObject({
  ca: z.string().min(1).optional(),
  cert: z.string().min(1).optional(),
  key: z.string().min(1).optional(),
});

/**
 * `${env:NAME}` is read from the environment, in headers only; the value is never logged. `gzip` sends bodies
 * compressed. `preflight` is what is tried before the first encounter: `connect` opens a connection and sends
 * nothing, `request` sends a made-up encounter without documents and holds the answer against the protocol.
 */
export const httpEngineSchema = z.strictObject({
  kind: z.literal("http"),
  ...named,
  url: z.url({ protocol: /^https?$/ }),
  headers: z.record(z.string(), z.string()).optional(),
  poll: pollSpecSchema.optional(),
  tls: tlsSpecSchema.optional(),
  gzip: z.boolean().default(false),
  preflight: z.enum(["connect", "request", "none"]).default("connect"),
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

/** Requests leave as files and answers come as files: `shadowbench export` and `shadowbench import`. */
export const filesEngineSchema = z.strictObject({ kind: z.literal("files"), ...named });

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
  filesEngineSchema,
]);

export type HttpEngineSpec = z.infer<typeof httpEngineSchema>;
export type ProcessEngineSpec = z.infer<typeof processEngineSchema>;
export type ModuleEngineSpec = z.infer<typeof moduleEngineSchema>;
export type RecordedEngineSpec = z.infer<typeof recordedEngineSchema>;
export type LexicalEngineSpec = z.infer<typeof lexicalEngineSchema>;
export type FilesEngineSpec = z.infer<typeof filesEngineSchema>;
export type PollSpec = z.infer<typeof pollSpecSchema>;
export type TlsSpec = z.infer<typeof tlsSpecSchema>;
export type EngineSpec = z.infer<typeof engineSpecSchema>;

/** The versions an engine may answer with, as a list. */
export function engineVersions(spec: EngineSpec): readonly string[] {
  return typeof spec.version === "string" ? [spec.version] : spec.version;
}
