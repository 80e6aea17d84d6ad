import { readdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { Results } from "../domain/results.ts";
import type { LookRecord } from "../domain/verdict.ts";
import type { EarlierVerdict } from "../gate/judge-looks.ts";
import { identifyLook, isIdentical } from "../gate/look-identity.ts";
import { readLooks } from "./look-file.ts";
import { type RunFolder, runFolder } from "./run-folder.ts";

interface KeptLook {
  readonly look: LookRecord;
  readonly folder: string;
}

async function listBeside(folder: RunFolder): Promise<readonly RunFolder[]> {
  const own = resolve(folder.path);
  const entries = await readdir(dirname(own), { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && entry.name !== basename(own))
    .map(({ name }) => runFolder(join(dirname(own), name)));
}

async function readFolder(folder: RunFolder): Promise<readonly KeptLook[]> {
  const name = basename(resolve(folder.path));
  return (await readLooks(folder)).map((look) => ({ look, folder: name }));
}

/** When a verdict was made, as text that sorts in time; its folder tells two of one moment apart. */
function momentOf({ look, folder }: KeptLook): string {
  return `${look.at}|${folder}`;
}

function sortInTime(looks: readonly KeptLook[]): readonly KeptLook[] {
  return looks.toSorted((a, b) => (momentOf(a) < momentOf(b) ? -1 : momentOf(a) > momentOf(b) ? 1 : 0));
}

/**
 * The verdicts made before the one on these results, in the run's folder and in those beside it, the first first. One
 * that was made on the same data before keeps its place: what came after it is not earlier. `now`: when it is made.
 */
export async function findEarlierVerdicts(
  path: string,
  results: Results,
  now: Date,
): Promise<readonly EarlierVerdict[]> {
  const folder = runFolder(path);
  const own = await readFolder(folder);
  const identity = identifyLook(results);
  const place = own.findIndex(({ look }) => isIdentical(identity, look));
  const at = own[place]?.look.at ?? now.toISOString();
  const before = place < 0 ? own : own.slice(0, place);
  const moment = `${at}|${basename(resolve(path))}`;
  const beside: KeptLook[] = [];
  for (const other of await listBeside(folder)) beside.push(...(await readFolder(other)));
  const earlier = [...before, ...beside.filter((kept) => momentOf(kept) < moment)];
  return sortInTime(earlier).map(({ look: { at: _, ...look }, folder: name }) => ({ ...look, folder: name }));
}
