import type { RunManifest } from "../../domain/run-manifest.ts";
import { HarnessError } from "../../errors.ts";
import { formatQuantity } from "../../terminal/numbers.ts";
import type { RunContext } from "../run-context.ts";
import type { Target } from "../target.ts";
import { type ExportOptions, writeExport } from "./write-export.ts";

/**
 * What replaying is for an engine that is asked in files: the first time its requests are written, and the run stops
 * with `run-incomplete`, for no answer can be there yet; later it goes on with the answers that were imported.
 */
export async function exportStage(
  target: Target,
  manifest: RunManifest,
  context: RunContext,
  options: Pick<ExportOptions, "retryFailed"> = {},
): Promise<RunManifest> {
  const { path } = target.folder;
  if (options.retryFailed)
    throw new HarnessError("command-invalid", "an engine of kind files is not asked by --retry-failed", {
      hint: `write the requests anew with: shadowbench export ${path} --open --retry-failed`,
    });
  if (manifest.exported !== null) return manifest;
  const { drop, requests } = await writeExport(target, manifest, context, {});
  throw new HarnessError(
    "run-incomplete",
    `${formatQuantity(requests, "request")} ${requests === 1 ? "lies" : "lie"} in ${drop}`.slice(0, 120),
    {
      hint: `bring them to the engine, then: shadowbench import ${path} <answer files>`,
    },
  );
}
