import type { Lane, TimeBin } from "../../domain/service.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { askedRow, binRow, laneRow } from "./rows.ts";

const spansSql = readSql(new URL("./spans.sql", import.meta.url));
const askedSql = readSql(new URL("./asked-seconds.sql", import.meta.url));
const overTimeSql = readSql(new URL("./over-time.sql", import.meta.url));
const lanesSql = readSql(new URL("./lanes.sql", import.meta.url));

const mostBins = 60;
const usPerSecond = 1_000_000;

/** A session of asking as the manifest holds it; `finished_at` and `replay_ms` null: it was killed. */
export interface AskingSession {
  readonly started_at: string;
  readonly finished_at: string | null;
  readonly replay_ms: number | null;
  readonly shard: string | null;
}

/** Loads the spans of time in which the engine was asked, and gives their microseconds together. */
export async function loadSpans(store: Store, sessions: readonly AskingSession[]): Promise<number> {
  await store.execute(
    "CREATE OR REPLACE TABLE service_sessions (shard VARCHAR, started_at VARCHAR, finished_at VARCHAR, replay_ms DOUBLE)",
  );
  await store.append(
    "service_sessions",
    ["shard", "started_at", "finished_at", "replay_ms"],
    sessions.map(({ shard, started_at, finished_at, replay_ms }) => [
      shard,
      started_at,
      finished_at,
      replay_ms,
    ]),
  );
  await store.execute(spansSql);
  const [row] = await store.query(askedSql, askedRow);
  return row?.asked_us ?? 0;
}

/** Whose latencies count over time, and whether a response stands where it came or where it was meant to be asked. */
interface Placing {
  readonly mode: "batch" | "realtime";
  readonly byEnd: boolean;
}

/** Responses, failures and latencies in at most 60 equal bins of the time of asking, none shorter than a second. */
export async function measureOverTime(
  store: Store,
  askedUs: number,
  { mode, byEnd }: Placing,
): Promise<readonly TimeBin[]> {
  const bins = Math.min(mostBins, Math.max(1, Math.floor(askedUs / usPerSecond)));
  if (askedUs === 0) return [];
  const widthUs = Math.ceil(askedUs / bins);
  const seconds = widthUs / usPerSecond;
  const rows = await store.query(overTimeSql, binRow, { bins, width_us: widthUs, mode, by_end: byEnd });
  return rows.map(({ bin, from, responses, failed, p50, p95, p99 }) => ({
    from,
    after_s: bin * seconds,
    seconds,
    responses,
    failed,
    per_second: responses / seconds,
    p50,
    p95,
    p99,
  }));
}

/** One row for each way of asking that the run knows. */
export function measureLanes(store: Store): Promise<readonly Lane[]> {
  return store.query(lanesSql, laneRow);
}
