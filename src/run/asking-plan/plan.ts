import { createReadStream, createWriteStream } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import type { Arrivals, ReplaySpec } from "../../domain/replay-spec.ts";
import type { Shard } from "../../domain/shard.ts";
import { HarnessError } from "../../errors.ts";
import type { SendPolicy } from "../../sandbox/send-policy.ts";
import { readDiskFailure } from "../../store/disk-failure.ts";
import { quoteName, quoteText } from "../../store/quote-sql.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { formatQuantity } from "../../terminal/numbers.ts";
import { storeSentKinds } from "./sent-kinds.ts";

const shardsSql = readSql(new URL("./encounter-shards.sql", import.meta.url));
const plannedSql = readSql(new URL("./planned.sql", import.meta.url));
const planSql = readSql(new URL("./plan.sql", import.meta.url));
const unsignedSql = readSql(new URL("./unsigned.sql", import.meta.url));

/** Encounters that are planned at once. */
const placesAtOnce = 32_000;

const countRow = z.strictObject({ batch: z.number(), paced: z.number() });
const unsignedRow = z.strictObject({ encounter_id: z.string(), unsigned: z.number() });

/** Where the text of a document that may leave lies. */
const placedDocumentSchema = z.strictObject({
  document_id: z.string(),
  kind: z.string(),
  authored_at: z.string().nullable(),
  byte_offset: z.number(),
  byte_length: z.number(),
});

/** One line of a plan: an encounter with the columns that may leave, or a document of the encounter before it. */
export const planLineSchema = z.strictObject({
  encounter: z
    .strictObject({
      encounter_id: z.string(),
      group: z.number().nullable(),
      signed_at: z.number().nullable(),
      columns: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
    })
    .nullable(),
  document: placedDocumentSchema.nullable(),
  is_earlier: z.boolean().nullable(),
});

export type PlacedDocument = z.infer<typeof placedDocumentSchema>;
export type PlannedRow = NonNullable<z.infer<typeof planLineSchema>["encounter"]>;

/** What decides who is asked and in which order. `shard` null: the whole dataset. */
export interface PlanRequest {
  readonly policy: SendPolicy;
  readonly replay: Pick<ReplaySpec, "mode" | "order" | "arrivals" | "probe">;
  readonly seed: number;
  readonly shard: Shard | null;
}

/** The plans of the passes, null for a pass that the mode has not; `encounters` are those of both. */
export interface WrittenPlan {
  readonly batchFile: string | null;
  readonly pacedFile: string | null;
  readonly encounters: number;
}

function arrivalsOf({ arrivals, probe }: PlanRequest["replay"]): Arrivals["by"] | null {
  return (arrivals ?? probe?.arrivals)?.by ?? null;
}

function columnsStruct(columns: readonly string[]): string {
  const members = columns.map((column) => `${quoteText(column)}: source_encounters.${quoteName(column)}`);
  return `{${members.join(", ")}}`;
}

/** Makes `encounter_shards(encounter_ix, shard)` for so many shards. Needs the scope. */
export function decideShards(store: Store, seed: number, shards: number): Promise<void> {
  return store.execute(shardsSql, { seed, shards });
}

async function decidePasses(store: Store, { replay, seed, shard }: PlanRequest): Promise<void> {
  await decideShards(store, seed, shard?.count ?? 1);
  await store.execute(plannedSql, {
    mode: replay.mode,
    probe_share: replay.probe?.share ?? 0,
    by_patient: replay.order === "patient",
    seed,
    shard: shard?.index ?? 1,
  });
}

async function refuseUnsigned(store: Store): Promise<void> {
  const rows = await store.query(unsignedSql, unsignedRow);
  const unsigned = rows[0]?.unsigned ?? 0;
  if (unsigned === 0) return;
  const ids = rows.map(({ encounter_id: id }) => id).join(", ");
  throw new HarnessError(
    "data-invalid",
    `${formatQuantity(unsigned, "encounter")} ${unsigned === 1 ? "has" : "have"} no time in signed_at: ${ids}`.slice(
      0,
      120,
    ),
    {
      hint: "arrivals by signed_at need a date and time for each; give them, or ask by rate or poisson",
    },
  );
}

/** Names of columns cannot be parameters, nor can anything within COPY: they are put in, names and texts quoted. */
function queryPlaces(request: PlanRequest, isPaced: boolean, after: number): string {
  return planSql
    .replace("$columns", () => columnsStruct(request.policy.columns))
    .replace("$is_paced", String(isPaced))
    .replace("$after", String(after))
    .replace("$up_to", String(after + placesAtOnce))
    .replace("$by_signed_at", String(isPaced && arrivalsOf(request.replay) === "signed_at"))
    .trim()
    .replace(/;$/, "");
}

/** Some encounters at a time, so that memory does not grow with their number. */
async function writePass(
  store: Store,
  request: PlanRequest,
  isPaced: boolean,
  places: number,
  file: string,
): Promise<string> {
  const part = `${file}.part`;
  await writeFile(file, "", { mode: 0o600 });
  for (let after = 0; after < places; after += placesAtOnce) {
    const query = queryPlaces(request, isPaced, after);
    await store.execute(`COPY (${query}\n) TO ${quoteText(resolve(part))} (FORMAT json)`);
    await pipeline(createReadStream(part), createWriteStream(file, { flags: "a" }));
    await rm(part);
  }
  return file;
}

/**
 * Writes what the engine is to be asked into `spoolFolder`, each encounter a line and behind it its documents a line
 * each, holding nothing that may not leave, and no text: `plan.ndjson` for the closed loop, `plan-paced.ndjson` for
 * the open one. Throws `data-invalid` where arrivals go by `signed_at` and an encounter has none, or a day alone.
 */
export async function writePlan(
  store: Store,
  request: PlanRequest,
  spoolFolder: string,
): Promise<WrittenPlan> {
  const { policy, replay } = request;
  await storeSentKinds(store, policy);
  await decidePasses(store, request);
  if (arrivalsOf(replay) === "signed_at") await refuseUnsigned(store);
  const [count] = await store.query(
    "SELECT count(*) FILTER (WHERE NOT is_paced) AS batch, count(*) FILTER (WHERE is_paced) AS paced FROM planned",
    countRow,
  );
  const { batch, paced } = count ?? { batch: 0, paced: 0 };
  const write = (isPaced: boolean, name: string) => {
    const file = join(spoolFolder, name);
    return writePass(store, request, isPaced, isPaced ? paced : batch, file).catch((cause: unknown) => {
      throw readDiskFailure(cause, file) ?? cause;
    });
  };
  return {
    batchFile: replay.mode === "realtime" ? null : await write(false, "plan.ndjson"),
    pacedFile: replay.mode === "batch" ? null : await write(true, "plan-paced.ndjson"),
    encounters: batch + paced,
  };
}
