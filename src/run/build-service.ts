import type { RunManifest } from "../domain/run-manifest.ts";
import { type Service, serviceSchemaName } from "../domain/service.ts";
import type { Measured } from "./analyze-stage.ts";

function wallMs(manifest: RunManifest): number | null {
  const times = manifest.sessions.flatMap(({ replay_ms }) => (replay_ms === null ? [] : [replay_ms]));
  return times.length === 0 ? null : times.reduce((sum, ms) => sum + ms, 0);
}

function countAnswered(measured: Measured): number {
  return measured.analysis.tables.responses
    .filter((row) => row.status !== "open")
    .reduce((sum, row) => sum + row.count, 0);
}

/**
 * Puts service.json together: what was timed. A recorded engine was not asked, so `measured` is false and its
 * latencies stand in results.json. Times of a session that was killed are unknown and missing from `wall_ms`.
 */
export function buildService(manifest: RunManifest, measured: Measured): Service {
  const isMeasured = manifest.engine.kind !== "recorded";
  const responses = countAnswered(measured);
  const { attempts } = measured;
  const wall = wallMs(manifest);
  const asked = manifest.sessions.reduce((sum, session) => sum + session.asked, 0);
  return {
    schema: serviceSchemaName,
    measured: isMeasured,
    responses: isMeasured ? responses : 0,
    attempts,
    retries: Math.max(attempts - (isMeasured ? responses : 0), 0),
    wall_ms: wall,
    encounters_per_second: wall === null || wall === 0 ? null : (asked * 1000) / wall,
    figures: isMeasured ? [...measured.latencies] : [],
  };
}
