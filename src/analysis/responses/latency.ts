import { z } from "zod";
import type { Figure } from "../../domain/figure.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { blankFigure } from "../blank-figure.ts";

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
    ...blankFigure,
    confidence,
    method: point === "max" ? "largest value" : "nearest rank",
    encounters: row.encounters,
    note: "a percentile is reported without interval",
  }));
}
