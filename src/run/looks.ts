import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { z } from "zod";
import { type RunManifest, runManifestSchema } from "../domain/run-manifest.ts";
import { type Frame, frameSchema, verdictSchema } from "../domain/verdict.ts";
import type { EarlierVerdict } from "../gate/judge-looks.ts";
import { type RunFolder, runFolder } from "./run-folder.ts";

/** Only what tells looks apart, so that results of other versions of this program can be read too. */
const framedSchema = z.object({ run: z.object({ frame: frameSchema.nullable().default(null) }) });

/** A document of a folder that may be no run at all: null where it is missing, broken or of another kind. */
async function readOrNull<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<z.output<Schema> | null> {
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** When a run began, as text that sorts in time; its id tells two of one moment apart. "" where it never did. */
function beginningOf({ sessions, run }: RunManifest): string {
  const [first] = sessions;
  return first === undefined ? "" : `${first.started_at}|${run}`;
}

function isEarlier(manifest: RunManifest, other: RunManifest): boolean {
  const began = beginningOf(other);
  return began !== "" && began < beginningOf(manifest);
}

async function readFrame(folder: RunFolder): Promise<Frame | null> {
  return (await readOrNull(folder.results, framedSchema))?.run.frame ?? null;
}

async function readEarlier(
  folder: RunFolder,
  manifest: RunManifest,
): Promise<readonly [string, EarlierVerdict][]> {
  const other = await readOrNull(folder.manifest, runManifestSchema);
  if (other === null || !isEarlier(manifest, other)) return [];
  const verdict = await readOrNull(folder.verdict, verdictSchema);
  if (verdict === null) return [];
  const earlier = {
    run: other.run,
    folder: basename(folder.path),
    verdict: verdict.verdict,
    engine: other.engine.name,
    version: other.engine.version,
    frame: await readFrame(folder),
    tunedFor: verdict.looks?.tuned_for ?? null,
  };
  return [[beginningOf(other), earlier]];
}

/**
 * The verdicts on runs that began before this one and lie beside it, in the folder that holds its own; the first
 * first. A folder without a whole manifest and verdict is passed over.
 */
export async function findEarlierVerdicts(
  folder: string,
  manifest: RunManifest,
): Promise<readonly EarlierVerdict[]> {
  const own = resolve(folder);
  const entries = await readdir(dirname(own), { withFileTypes: true }).catch(() => []);
  const beside = entries
    .filter((entry) => entry.isDirectory() && entry.name !== basename(own))
    .map(({ name }) => runFolder(join(dirname(own), name)));
  const found: (readonly [string, EarlierVerdict])[] = [];
  for (const other of beside) found.push(...(await readEarlier(other, manifest)));
  return found.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, earlier]) => earlier);
}
