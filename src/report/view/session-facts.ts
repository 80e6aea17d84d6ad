import type { RunManifest, SessionEnd } from "../../domain/run-manifest.ts";
import { formatCount, formatQuantity } from "../format.ts";

const endWords: Readonly<Record<SessionEnd, string>> = {
  complete: "complete",
  interrupted: "interrupted",
  "error-budget": "stopped by the error budget",
  deadline: "stopped at its deadline",
  "engine-away": "stopped as the engine was away",
};

function describeSessions({ sessions }: RunManifest): string {
  const ends = new Map<SessionEnd, number>();
  for (const { ended } of sessions) ends.set(ended, (ends.get(ended) ?? 0) + 1);
  return [...ends].map(([ended, count]) => `${formatCount(count)} ${endWords[ended]}`).join(", ");
}

/** Whether the asking was more than one session from begin to end; drops of a `files` engine are none. */
function hasSessions({ sessions, exported }: RunManifest): boolean {
  return exported === null && (sessions.length > 1 || sessions.some(({ ended }) => ended !== "complete"));
}

type NamedValue = readonly [name: string, value: string];

/**
 * How a run came to its answers, by its manifest: shards, sessions, kept answers. Nothing where one session asked it
 * all, and where there is no manifest.
 */
export function listSessionFacts(manifest: RunManifest | undefined): readonly NamedValue[] {
  if (manifest === undefined) return [];
  const { merged_from: shards, cache } = manifest;
  const facts: NamedValue[] = [];
  if (shards.length > 0) facts.push(["Merged from", formatQuantity(shards.length, "shard")]);
  if (hasSessions(manifest)) facts.push(["Sessions", describeSessions(manifest)]);
  if (cache !== null) facts.push(["From the cache", formatQuantity(cache.hits, "answer")]);
  return facts;
}
