import type { RunManifest } from "../../domain/run-manifest.ts";

type Session = Pick<RunManifest["sessions"][number], "started_at" | "replay_ms">;

/**
 * How long a run was asked, in milliseconds: the union of its sessions, since those of shards overlap. Null where no
 * session was timed; one that was killed is missing.
 */
export function measureWallMs(sessions: readonly Session[]): number | null {
  const spans = sessions.flatMap(({ started_at, replay_ms: lasted }) => {
    const start = Date.parse(started_at);
    return lasted === null ? [] : [{ start, end: start + lasted }];
  });
  if (spans.length === 0) return null;
  let [wall, until] = [0, Number.NEGATIVE_INFINITY];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    wall += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return wall;
}
