import { relative, resolve } from "node:path";
import type { RunManifest } from "../../domain/run-manifest.ts";
import { runtimeVersion } from "../../effects.ts";
import type { Inputs } from "../inputs.ts";
import { newManifest } from "../manifest.ts";
import type { RunFolder } from "../run-folder.ts";
import type { ShardFolder } from "./check-shards.ts";

type Session = RunManifest["sessions"][number];

function sessionsOf(shards: readonly ShardFolder[]): Session[] {
  const sessions = shards.flatMap(({ manifest }) =>
    manifest.sessions.map((session) => ({ ...session, shard: manifest.shard })),
  );
  return sessions.toSorted((a, b) =>
    a.started_at < b.started_at ? -1 : Number(a.started_at > b.started_at),
  );
}

/** The folder of kept answers is named as the first shard that used it names it. */
function cacheOf(shards: readonly ShardFolder[], folder: RunFolder): RunManifest["cache"] {
  const used = shards.flatMap(({ manifest, folder: { path } }) =>
    manifest.cache === null ? [] : [{ ...manifest.cache, folder: resolve(path, manifest.cache.folder) }],
  );
  if (used.length === 0) return null;
  const add = (sum: NonNullable<RunManifest["cache"]>, each: typeof sum) => ({
    folder: sum.folder,
    hits: sum.hits + each.hits,
    stored: sum.stored + each.stored,
  });
  const sum = used.reduce(add);
  return { ...sum, folder: relative(resolve(folder.path), sum.folder) };
}

/** The manifest of the run that the shards are together, replayed and not analyzed yet. */
export function mergedManifest(
  inputs: Inputs,
  folder: RunFolder,
  shards: readonly ShardFolder[],
  mergedFrom: RunManifest["merged_from"],
): RunManifest {
  const whole = newManifest(inputs, folder, runtimeVersion);
  const first = shards[0]?.manifest ?? whole;
  return {
    ...whole,
    run: first.run,
    tables: first.tables,
    status: "replayed",
    cache: cacheOf(shards, folder),
    responses: mergedFrom.reduce((sum, { responses }) => sum + responses, 0),
    merged_from: mergedFrom,
    encounters: shards.reduce((sum, { manifest }) => sum + (manifest.encounters ?? 0), 0),
    sessions: sessionsOf(shards),
  };
}
