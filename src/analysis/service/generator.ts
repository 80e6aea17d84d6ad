import type { Generator } from "../../domain/service.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { latenessRow } from "./rows.ts";

const latenessSql = readSql(new URL("./lateness.sql", import.meta.url));

/** Lateness that is always allowed: what a timer and a collection of garbage take. */
const leastLimitMs = 10;

/** Lateness may be one part in so many of the 99th percentile of latency, before it spoils it: 5 %. */
const partsOfLatency = 20;

/**
 * Whether the requests of an open loop left in time: the 99th percentile of their lateness is at most 10 ms or 5 % of
 * `latencyP99`, whichever is more. Null where none was paced. Source: Schroeder, Wierman & Harchol-Balter 2006, NSDI,
 * on open loops; a latency from the intended start holds only what the engine did if the harness kept its own time.
 */
export async function measureGenerator(store: Store, latencyP99: number | null): Promise<Generator | null> {
  const [row] = await store.query(latenessSql, latenessRow);
  if (row === undefined || row.late_p99_ms === null || row.late_max_ms === null) return null;
  const limit = Math.max(leastLimitMs, (latencyP99 ?? 0) / partsOfLatency);
  return {
    paced: row.paced,
    kept_up: row.late_p99_ms <= limit,
    late_p99_ms: row.late_p99_ms,
    late_max_ms: row.late_max_ms,
    limit_ms: limit,
  };
}

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

function formatMs(ms: number): string {
  return ms >= 10 ? whole.format(ms) : ms.toPrecision(2);
}

/** Why no latency holds, in plain words; null where the harness kept up or nothing was paced. */
export function whyInvalid(generator: Generator | null): string | null {
  if (generator === null || generator.kept_up) return null;
  const late = formatMs(generator.late_p99_ms);
  const most = formatMs(generator.limit_ms);
  return `the harness itself fell behind: 1 in 100 requests left more than ${late} ms late, where ${most} ms are allowed, so the latencies are not the engine's`;
}
