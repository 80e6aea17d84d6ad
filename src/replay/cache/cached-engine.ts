import type { EngineRequest } from "../../domain/engine-protocol.ts";
import type { Engine } from "../../engine/engine.ts";
import { type AnswerCache, cacheKey } from "./answer-cache.ts";

/**
 * An engine whose answers are kept and not asked for again. `who` says which engine it is beside its version;
 * `versions` are those the scenario allows: an answer of another version, or of none, is not kept. A request is the
 * same when encounter, systems and repeat are; request_id is not part of it.
 */
export function cacheEngine(
  engine: Engine,
  cache: AnswerCache,
  { who, versions }: { readonly who: string; readonly versions: readonly string[] },
): Engine {
  const keyOf = (version: string, { encounter, systems }: EngineRequest, repeat: number) =>
    cacheKey([who, version, encounter, systems, repeat]);

  async function findKept(request: EngineRequest, repeat: number) {
    for (const version of versions) {
      const kept = await cache.find(keyOf(version, request, repeat));
      if (kept !== null) return { ...kept, request_id: request.request_id };
    }
    return null;
  }

  return {
    ...engine,
    findKept,
    ask: async (request, signal, repeat = 1) => {
      const reply = await engine.ask(request, signal, repeat);
      const version = reply.kind === "answer" ? (reply.answer.engine?.version ?? null) : null;
      if (reply.kind === "answer" && version !== null && versions.includes(version))
        await cache.keep(keyOf(version, request, repeat), reply.answer);
      return reply;
    },
  };
}
