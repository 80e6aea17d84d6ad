import { z } from "zod";
import type { Figure } from "../../domain/figure.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";

const latencySql = readSql(new URL("./latency.sql", import.meta.url));
const points = ["p50", "p90", "p95", "p99", "max"] as const;
const number = z.number().nullable();
const latencyRow = z.strictObject({
  encounters: z.number(),
  p50: number,
  p90: number,
  p95: number,
  p99: number,
  max: number,
});

/** `engine.latency_ms.*` in milliseconds over answered encounters; empty where no latency is known. */
export async function measureLatency(store: Store, confidence: number): Promise<readonly Figure[]> {
  const [row] = await store.query(latencySql, latencyRow);
  if (row === undefined || row.encounters === 0) return [];
  return points.map((point) => ({
    metric: `engine.latency_ms.${point}`,
    system: null,
    slice: null,
    value: row[point],
    lower: null,
    upper: null,
    confidence,
    method: point === "max" ? "largest value" : "nearest rank",
    scale: null,
    se: null,
    df: null,
    n_effective: null,
    rare_clusters: null,
    numerator: null,
    denominator: null,
    encounters: row.encounters,
    clusters: null,
    note: "a percentile is reported without interval",
  }));
}
