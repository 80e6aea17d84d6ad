import type { GateBaseline } from "../../domain/benchmark.ts";
import type { BaselineNow } from "../../gate/find-figure.ts";
import { readManifest } from "../manifest.ts";
import { exists, runFolder } from "../run-folder.ts";

/** The run that lies in the folder of a gate's baseline now; null where none is named or none lies there. */
export async function readBaselineNow(baseline: GateBaseline | null): Promise<BaselineNow | null> {
  if (baseline === null) return null;
  const folder = runFolder(baseline.folder);
  if (!(await exists(folder.manifest))) return null;
  const { run, results_sha256 } = await readManifest(folder);
  return { run, results_sha256 };
}
