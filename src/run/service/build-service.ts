import type { MeasuredService } from "../../analysis/service/service.ts";
import type { RunManifest } from "../../domain/run-manifest.ts";
import { type Asking, type Service, serviceSchemaName } from "../../domain/service.ts";
import type { Scenario } from "../../scenario/schema.ts";
import { measureWallMs } from "./wall-ms.ts";

/** Failures that service.json shows; every one stands in `tables/failures.csv`. */
const mostFailures = 50;

/** How the engine was asked, as the scenario says now: its pace may be changed between two sessions. */
function describeAsking({ engine, replay }: Scenario): Asking {
  const mode = engine.kind === "files" ? "files" : replay.mode;
  return {
    mode,
    concurrency: mode === "batch" || mode === "hybrid" ? replay.concurrency : null,
    arrivals: replay.arrivals ?? replay.probe?.arrivals ?? null,
    probe_share: replay.probe?.share ?? null,
    rate_limit: replay.rate_limit?.per_second ?? null,
    repeats: replay.repeats,
  };
}

const nothingTimed = {
  responses: 0,
  failed: 0,
  cached: 0,
  attempts: 0,
  timeouts: 0,
  retries: 0,
  asking: null,
  generator: null,
  cost: null,
  figures: [],
  order_statistics: [],
  lanes: [],
  over_time: [],
  failures: [],
} satisfies Partial<Service>;

function describeMeasured(service: MeasuredService, asking: Asking) {
  const { responses, failed, cached, attempts, timeouts, retries } = service.counts;
  return {
    responses,
    failed,
    cached,
    attempts,
    timeouts,
    retries,
    asking,
    generator: service.generator,
    cost: service.cost,
    figures: [...service.figures],
    order_statistics: [...service.orderStatistics],
    lanes: [...service.lanes],
    over_time: [...service.overTime],
    failures: service.failures.slice(0, mostFailures),
  };
}

/**
 * Puts service.json together: what was timed. A recorded engine was not asked (`service` null), so `measured` is false
 * and its latencies stand in results.json. Times of a session that was killed are unknown and missing from `wall_ms`.
 */
export function buildService(
  manifest: RunManifest,
  scenario: Scenario,
  service: MeasuredService | null,
): Service {
  const wall = measureWallMs(manifest.sessions);
  const asked = manifest.sessions.reduce((sum, session) => sum + session.asked, 0);
  return {
    schema: serviceSchemaName,
    measured: service !== null,
    ...(service === null ? nothingTimed : describeMeasured(service, describeAsking(scenario))),
    wall_ms: wall,
    encounters_per_second: wall === null || wall === 0 ? null : (asked * 1000) / wall,
  };
}
