import type { RunManifest } from "../domain/run-manifest.ts";
import { formatShard, parseShard, type Shard, shardsAtMost } from "../domain/shard.ts";
import { isLiveEngine } from "../engine/open-engine.ts";
import { HarnessError } from "../errors.ts";
import type { RunOptions } from "./run-context.ts";
import type { Target } from "./target.ts";

/** The shard that the options name; null without one. Throws `command-invalid` for what is none. */
export function readShard({ shard }: RunOptions): Shard | null {
  if (shard === undefined) return null;
  const parsed = parseShard(shard);
  if (parsed !== null) return parsed;
  throw new HarnessError("command-invalid", `--shard ${shard} is not a part such as 2/8`.slice(0, 120), {
    hint: `i/n with whole numbers: i from 1 to n, n at most ${shardsAtMost}`,
  });
}

function refuseOtherShard(folder: string, { shard }: RunManifest, wanted: string): HarnessError {
  const held = shard === null ? "a whole run" : `shard ${shard}`;
  return new HarnessError("run-folder-invalid", `${folder} holds ${held}, not shard ${wanted}`.slice(-120), {
    hint:
      shard === null
        ? "name another folder with --out"
        : `go on with --shard ${shard}, or name another folder`,
  });
}

/** Throws where the shard asked for is not the folder's, or the engine is one that shards have nothing to ask of. */
export function checkShard({ folder, inputs, manifest, shard }: Target, options: RunOptions): void {
  const wanted = readShard(options);
  if (manifest !== null && wanted !== null && manifest.shard !== formatShard(wanted))
    throw refuseOtherShard(folder.path, manifest, formatShard(wanted));
  const { engine } = inputs.loaded.scenario;
  if (shard === null || isLiveEngine(engine)) return;
  const message = `an engine of kind ${engine.kind} is not asked: there is nothing to spread over shards`;
  const hint = engine.kind === "files" ? "export writes its requests in parts" : "leave --shard out";
  throw new HarnessError("command-invalid", message, { hint });
}

/** Throws `run-folder-invalid` for a shard, which speaks for its part of the encounters alone. */
export function refuseShard({ shard }: Pick<RunManifest, "shard">): void {
  if (shard === null) return;
  const count = parseShard(shard)?.count ?? 0;
  throw new HarnessError("run-folder-invalid", `this is shard ${shard}: merge the shards first`, {
    hint: `shadowbench merge <the folders of all ${count} shards> --out <folder>`,
  });
}
