import { randomUUID } from "node:crypto";
import { relative, resolve } from "node:path";
import { engineVersions } from "../../domain/engine-spec.ts";
import type { RunManifest } from "../../domain/run-manifest.ts";
import type { Engine } from "../../engine/engine.ts";
import { openAnswerCache } from "../../replay/cache/answer-cache.ts";
import { cacheEngine } from "../../replay/cache/cached-engine.ts";
import { canonicalJson } from "../../scenario/canonical-json.ts";
import type { RunContext } from "../run-context.ts";
import type { Target } from "../target.ts";

/** The kept answers that a scenario names. */
export interface OpenCache {
  readonly wrap: (engine: Engine) => Engine;
  /** What the manifest tells of this session's use. */
  readonly counts: () => NonNullable<RunManifest["cache"]>;
  readonly close: () => Promise<void>;
}

/** Opens the scenario's folder of kept answers; null where it names none. */
export async function openCache(target: Target, { logger }: RunContext): Promise<OpenCache | null> {
  const { loaded, engineFiles } = target.inputs;
  const { engine, replay } = loaded.scenario;
  if (replay.cache === undefined) return null;
  const folder = resolve(loaded.folder, replay.cache);
  const cache = await openAnswerCache(folder, `answers-${randomUUID()}`);
  logger.info(`answers in ${replay.cache} are not asked for again`);
  const who = canonicalJson({ engine: { ...engine, version: null }, files: engineFiles });
  return {
    wrap: (asked) => cacheEngine(asked, cache, { who, versions: engineVersions(engine) }),
    counts: () => ({ folder: relative(resolve(target.folder.path), folder), ...cache.counts() }),
    close: cache.close,
  };
}
