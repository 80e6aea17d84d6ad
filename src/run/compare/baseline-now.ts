import { readFile } from "node:fs/promises";
import type { GateBaseline } from "../../domain/benchmark.ts";
import type { BaselineNow } from "../../gate/find-figure.ts";
import { readManifest } from "../manifest.ts";
import { digestText, exists, runFolder } from "../run-folder.ts";

/** SHA-256 of the text of a file as it lies there now; null where it cannot be read. */
async function digestFile(file: string): Promise<string | null> {
  return readFile(file, "utf8").then(digestText, () => null);
}

/**
 * The run that lies in the folder of a gate's baseline now, with the digest of its results as they lie there, whatever
 * its manifest tells of them; null where none is named or none lies there.
 */
export async function readBaselineNow(baseline: GateBaseline | null): Promise<BaselineNow | null> {
  if (baseline === null) return null;
  const folder = runFolder(baseline.folder);
  if (!(await exists(folder.manifest))) return null;
  const { run } = await readManifest(folder);
  return { run, results_sha256: await digestFile(folder.results) };
}
