import { appendFile, readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Results } from "../domain/results.ts";
import { runManifestSchema } from "../domain/run-manifest.ts";
import {
  frameSchema,
  type LookRecord,
  lookRecordSchema,
  type Verdict,
  verdictSchema,
} from "../domain/verdict.ts";
import { identifyLook } from "../gate/look-identity.ts";
import type { RunFolder } from "./run-folder.ts";

/** Only what tells looks apart, so that results of other versions of this program can be read too. */
const lookedAtSchema = z.object({
  run: z.object({
    frame: frameSchema.nullable().default(null),
    seed: z.int().nullable().default(null),
    adjudication: z.object({ sha256: z.string() }).nullable().default(null),
  }),
  figures: z.array(z.object({ metric: z.string(), value: z.number().nullable() })).default([]),
});

function parseOrNull<Schema extends z.ZodType>(text: string, schema: Schema): z.output<Schema> | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** A document of a folder that may be no run at all: null where it is missing, broken or of another kind. */
async function readOrNull<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<z.output<Schema> | null> {
  const text = await readFile(file, "utf8").catch(() => null);
  return text === null ? null : parseOrNull(text, schema);
}

type Decided = Pick<Verdict, "run" | "verdict" | "confidence" | "looks">;

/** A verdict as the file keeps it; one that tells nothing of its looks looked once. */
export function recordLook(
  at: string,
  { run, verdict, confidence, looks }: Decided,
  { name, version }: Pick<Results["run"]["engine"], "name" | "version">,
  results: Parameters<typeof identifyLook>[0],
): LookRecord {
  return {
    at,
    run,
    engine: name,
    version: [...version],
    ...identifyLook(results),
    mode: looks?.mode ?? "once",
    tuned_for: looks?.tuned_for ?? null,
    confidence,
    verdict,
  };
}

/** The verdict of a folder that has no file of looks yet, as if made when its run began. */
async function readLoneVerdict(folder: RunFolder): Promise<readonly LookRecord[]> {
  const manifest = await readOrNull(folder.manifest, runManifestSchema);
  const verdict = await readOrNull(folder.verdict, verdictSchema);
  const began = manifest?.sessions[0]?.started_at;
  if (manifest === null || verdict === null || began === undefined) return [];
  const none = { run: { frame: null, seed: null, adjudication: null }, figures: [] };
  const results = (await readOrNull(folder.results, lookedAtSchema)) ?? none;
  return [recordLook(began, verdict, manifest.engine, results)];
}

/**
 * Every verdict that was ever made in a folder, in the order made, whatever verdict.json holds now; empty for a folder
 * without any. A line that was torn is passed over.
 */
export async function readLooks(folder: RunFolder): Promise<readonly LookRecord[]> {
  const text = await readFile(folder.looks, "utf8").catch(() => null);
  if (text === null) return readLoneVerdict(folder);
  return text.split("\n").flatMap((line) => {
    const look = parseOrNull(line, lookRecordSchema);
    return look === null ? [] : [look];
  });
}

function isKept(looks: readonly LookRecord[], { at: _, ...look }: LookRecord): boolean {
  return looks.some(({ at: _then, ...other }) => isDeepStrictEqual(other, look));
}

/** Adds a verdict to the folder's file of looks, which nothing is ever taken out of; one that it holds stands as it is. */
export async function keepLook(folder: RunFolder, look: LookRecord): Promise<void> {
  const text = await readFile(folder.looks, "utf8").catch(() => null);
  const looks = await readLooks(folder);
  const added = [...(text === null ? looks : []), ...(isKept(looks, look) ? [] : [look])];
  if (added.length === 0) return;
  const tear = text === null || text === "" || text.endsWith("\n") ? "" : "\n";
  const lines = added.map((one) => `${JSON.stringify(one)}\n`).join("");
  await appendFile(folder.looks, `${tear}${lines}`, { mode: 0o600 });
}
