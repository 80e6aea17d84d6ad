import type { Store } from "../store/store.ts";

/** A figure of the whole run without each jackknife group in turn; a null value where it cannot be computed then. */
export interface Thetas {
  readonly metric: string;
  /** −1 is all systems. */
  readonly systemIx: number;
  readonly groups: readonly number[];
  readonly values: readonly (number | null)[];
}

const columns = "(metric VARCHAR, system_ix INTEGER, jack_group INTEGER, theta DOUBLE)";

/** Makes the empty table `jackknife_thetas` (metric, system_ix, jack_group, theta), by which two runs are compared. */
export async function makeThetas(store: Store): Promise<void> {
  await store.execute(`CREATE OR REPLACE TABLE jackknife_thetas ${columns}`);
}

/** Adds figures to `jackknife_thetas`. */
export async function storeThetas(store: Store, thetas: readonly Thetas[]): Promise<void> {
  const rows = thetas.flatMap(({ metric, systemIx, groups, values }) =>
    groups.map((group, index) => [metric, systemIx, group, values[index] ?? null]),
  );
  await store.execute(`CREATE TABLE IF NOT EXISTS jackknife_thetas ${columns}`);
  await store.append("jackknife_thetas", ["metric", "system_ix", "jack_group", "theta"], rows);
}
