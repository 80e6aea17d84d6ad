import type { Review, TruthCounts } from "../../domain/review.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";

const settledSql = readSql(new URL("./settled.sql", import.meta.url));

const countColumns = [
  "both_right",
  "both_wrong",
  "engine_right",
  "engine_wrong",
  "coder_right",
  "coder_wrong",
  "missed",
] as const satisfies readonly (keyof TruthCounts)[];

async function storeEncounters(store: Store, ids: readonly string[]): Promise<void> {
  await store.execute("CREATE OR REPLACE TEMP TABLE review_encounters (encounter_id VARCHAR)");
  await store.append(
    "review_encounters",
    ["encounter_id"],
    ids.map((id) => [id]),
  );
}

async function storeCounts(store: Store, rows: readonly (readonly (string | number)[])[]): Promise<void> {
  const columns = countColumns.map((column) => `${column} INTEGER`).join(", ");
  await store.execute(
    `CREATE OR REPLACE TEMP TABLE review_counts (encounter_id VARCHAR, system VARCHAR, ${columns})`,
  );
  await store.append("review_counts", ["encounter_id", "system", ...countColumns], rows);
}

/** Makes `review_settled`, `review_truth` and `review_systems` of what reviewers settled. Needs `makeStrata`. */
export async function loadReview(store: Store, { encounters }: Review): Promise<void> {
  const settled = encounters.filter(({ state }) => state === "settled");
  await storeEncounters(
    store,
    settled.map(({ encounterId }) => encounterId),
  );
  const rows = settled.flatMap(({ encounterId, counts }) =>
    counts.map(({ system, ...own }) => [encounterId, system, ...countColumns.map((column) => own[column])]),
  );
  await storeCounts(store, rows);
  await store.execute(settledSql);
}
