import { readdir, readFile, rm, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { digestTable } from "../../dataset/digest-table.ts";
import { type ExportManifest, exportManifestSchema } from "../../domain/export-manifest.ts";
import { HarnessError } from "../../errors.ts";
import {
  exists,
  formatDocument,
  makeFolder,
  type RunFolder,
  readDocument,
  writeWhole,
} from "../run-folder.ts";
import { diskRefusal } from "./disk-refusal.ts";

const manifestName = "manifest.json";
const draftName = `${manifestName}.part`;
const partName = /^requests-\d{5,}\.ndjson(\.gz)?$/;
const ownerSchema = z.object({ run: z.string() });

function refuse(path: string, why: string): HarnessError {
  return new HarnessError("run-folder-invalid", `${path} ${why}`.slice(-120), {
    hint: "name an empty folder with --to",
  });
}

async function readOwner(path: string): Promise<string | null> {
  const text = await readFile(join(path, draftName), "utf8").catch(() => "");
  try {
    return ownerSchema.parse(JSON.parse(text)).run;
  } catch {
    return null;
  }
}

/** The names in a folder that a drop may be written to: none, or those that an unfinished export of the run left. */
async function listLeftovers(path: string, run: string): Promise<readonly string[]> {
  const names = await readdir(path).catch(() => []);
  const parts = names.filter((name) => name !== draftName);
  const isOwn = parts.length === 0 || (await readOwner(path)) === run;
  if (isOwn && parts.every((name) => partName.test(name))) return names;
  throw refuse(path, "holds files already");
}

/**
 * The manifest of a drop that lies in the folder whole and was made of the same run; null where there is none.
 * Throws `run-folder-invalid` for another run's, and for one whose parts are not those that were written.
 */
export async function findDrop(path: string, run: string): Promise<ExportManifest | null> {
  if (!(await exists(join(path, manifestName)))) return null;
  const found = await readDocument(join(path, manifestName), exportManifestSchema, "export");
  if (found.run !== run) throw refuse(path, "holds the requests of another run");
  for (const { file, sha256 } of found.parts) {
    const digest = await digestTable(join(path, file)).catch(() => null);
    if (digest?.sha256 !== sha256) throw refuse(path, `holds another ${file} than was written`);
  }
  return found;
}

/** Throws `run-folder-invalid` where no drop of this run may be written into the folder. */
export async function checkDrop(path: string, run: string): Promise<void> {
  await listLeftovers(path, run);
}

/** Makes the folder ready for parts, and removes what an unfinished export of the same run left in it. */
export async function openDrop(path: string, run: string): Promise<void> {
  const leftovers = await listLeftovers(path, run);
  await makeFolder(path);
  await Promise.all(leftovers.map((name) => rm(join(path, name), { force: true })));
  await writeFile(join(path, draftName), formatDocument({ run }), { mode: 0o600 }).catch((cause: unknown) => {
    throw diskRefusal(path, cause);
  });
}

/** Takes back a drop that got no part; the folder goes where it is empty. */
export async function dropNothing(path: string): Promise<void> {
  await rm(join(path, draftName), { force: true });
  await rmdir(path).catch(() => {});
}

/** Makes the drop whole: what has no manifest is not. Gives the text that was written. */
export async function closeDrop(path: string, manifest: ExportManifest): Promise<string> {
  const text = formatDocument(manifest);
  await writeWhole(join(path, manifestName), text);
  return text;
}

/** `requests` in the run's folder, or the first of `requests-2`, `requests-3`, … that holds no whole drop. */
export async function chooseDrop(folder: RunFolder): Promise<string> {
  for (let number = 1; ; number += 1) {
    const path = number === 1 ? folder.requests : `${folder.requests}-${number}`;
    if (!(await exists(join(path, manifestName)))) return path;
  }
}
