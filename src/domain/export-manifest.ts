import { z } from "zod";
import { protocolName } from "./engine-protocol.ts";

export const exportSchemaName = "shadowbench.export/1";

/**
 * `manifest.json` of a drop folder, written after its parts: a folder without it is not whole yet. Each part holds
 * one request of the engine protocol a line; `bytes` and `sha256` are of the file as it lies there.
 */
export const exportManifestSchema = z.strictObject({
  schema: z.literal(exportSchemaName),
  run: z.string(),
  protocol: z.literal(protocolName),
  engine: z.strictObject({ name: z.string(), version: z.array(z.string()) }),
  systems: z.array(z.string()),
  requests: z.int(),
  parts: z.array(z.strictObject({ file: z.string(), sha256: z.string(), bytes: z.int(), requests: z.int() })),
  created_at: z.string(),
});

export type ExportManifest = z.infer<typeof exportManifestSchema>;
export type ExportPart = ExportManifest["parts"][number];
