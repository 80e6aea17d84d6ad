import { runtimeVersion } from "../../effects.ts";
import { HarnessError } from "../../errors.ts";
import { checkSameInputs, newManifest } from "../manifest.ts";
import { refuseExisting } from "../replay/replay-stage.ts";
import { announce, type RunContext, type RunOptions } from "../run-context.ts";
import { inOwnFolder } from "../stages.ts";
import { openTarget, type Target } from "../target.ts";
import { type ExportOptions, writeExport } from "./write-export.ts";

/** Where the requests lie, and how many; none where every request has its answer. */
export interface ExportOutcome {
  readonly folder: string;
  readonly drop: string;
  readonly requests: number;
  readonly parts: number;
  readonly warnings: readonly string[];
}

function checkKind({ inputs }: Target): void {
  const { kind } = inputs.loaded.scenario.engine;
  if (kind === "files") return;
  throw new HarnessError("command-invalid", `export is for an engine of kind files; this one is ${kind}`, {
    hint: "`shadowbench run` asks it; recorded answers are read as they are",
  });
}

function checkTurn({ folder, manifest }: Target, { open, retryFailed }: ExportOptions): void {
  const isExported = manifest !== null && manifest.exported !== null;
  if (retryFailed && !open)
    throw new HarnessError("command-invalid", "--retry-failed goes with --open", {
      hint: "--open --retry-failed writes what is open, and what failed as new requests",
    });
  if (open && !isExported)
    throw new HarnessError("run-folder-invalid", `nothing was exported in ${folder.path} yet`.slice(-120), {
      hint: "leave --open out",
    });
  if (isExported && !open)
    throw new HarnessError("run-folder-invalid", `the requests of ${folder.path} left already`.slice(-120), {
      hint: "--open writes those without an answer again; another run takes another --out",
    });
}

/**
 * Writes the requests of a scenario with a `files` engine into a drop folder, and makes the run's folder. `path` is
 * the scenario's file, or the run's folder for a further drop with `open`.
 * Throws `command-invalid` for any other engine, `run-folder-invalid` where the requests left already.
 */
export async function exportRequests(
  path: string,
  options: RunOptions & ExportOptions,
  context: RunContext,
): Promise<ExportOutcome> {
  const target = await openTarget(path, options, context);
  checkKind(target);
  await refuseExisting(target, options);
  checkTurn(target, options);
  const { inputs, folder } = target;
  if (target.manifest !== null) checkSameInputs(target.manifest, inputs);
  announce(context, "load");
  const manifest = target.manifest ?? newManifest(inputs, folder, runtimeVersion);
  const { drop, requests, parts } = await inOwnFolder(target, () =>
    writeExport(target, manifest, context, options),
  );
  return { folder: folder.path, drop, requests, parts, warnings: inputs.warnings };
}
