import { createHash } from "node:crypto";
import { type FileHandle, open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import type { JournalLine } from "../../domain/journal-line.ts";
import type { RunManifest } from "../../domain/run-manifest.ts";
import { HarnessError } from "../../errors.ts";
import type { NameRequest } from "../../replay/journal/held-requests.ts";
import { sealLine } from "../../replay/journal/journal-crc.ts";
import { diskError } from "../../replay/journal/journal-disk.ts";
import { readHeldLines } from "../../replay/journal/read-journal.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { requestIdOf } from "../request-id.ts";
import type { ShardFolder } from "./check-shards.ts";

const shardLinesSql = readSql(new URL("./shard-lines.sql", import.meta.url));
const columns = ["shard", "encounter_id", "repeat", "round", "status"];

type MergedShard = RunManifest["merged_from"][number];

function refuseForeign(file: string, { encounter_id: id }: JournalLine): HarnessError {
  return new HarnessError(
    "shards-refused",
    `a line about ${id} answers a request of another run`.slice(0, 120),
    {
      where: { file },
      hint: "restore the shard's own journal.ndjson, or ask the shard anew in another folder",
    },
  );
}

function checkOwn(file: string, lines: readonly JournalLine[], nameOf: NameRequest): void {
  const foreign = lines.find(
    (line) => line.request_id !== nameOf(line.encounter_id, line.repeat, line.round),
  );
  if (foreign !== undefined) throw refuseForeign(file, foreign);
}

async function keepLines(store: Store, shard: number, lines: readonly JournalLine[]): Promise<void> {
  const rows = lines.map(({ encounter_id, repeat, round, status }) => [
    shard,
    encounter_id,
    repeat,
    round,
    status,
  ]);
  await store.append("shard_lines", columns, rows);
}

/** Copies one journal behind what was written, and keeps whose answers they are in `shard_lines`. */
async function copyJournal(
  { folder, manifest, index }: ShardFolder,
  target: FileHandle,
  store: Store,
  checkGoOn: () => void,
): Promise<MergedShard> {
  const nameOf = requestIdOf(manifest.run);
  const hash = createHash("sha256");
  let responses = 0;
  for await (const held of readHeldLines(folder.journal)) {
    checkGoOn();
    const lines = held.map(({ line }) => line);
    checkOwn(folder.journal, lines, nameOf);
    await keepLines(store, index, lines);
    const text = lines.map(sealLine).join("");
    hash.update(text);
    await target.writeFile(text);
    responses += lines.length;
  }
  return { shard: manifest.shard ?? "", journal_sha256: hash.digest("hex"), responses };
}

/**
 * Writes the journals of the shards one after another into `draft`, each line held against its CRC, and `shard_lines`
 * in the store; on return the disk has every line. `checkGoOn` may throw between two batches. Throws
 * `journal-damaged`, `file-unreadable`, and `shards-refused` for a line that is not of the shards' run.
 */
export async function copyJournals(
  shards: readonly ShardFolder[],
  draft: string,
  store: Store,
  checkGoOn: () => void,
): Promise<readonly MergedShard[]> {
  await store.execute(shardLinesSql);
  const target = await open(draft, "w", 0o600);
  try {
    const merged: MergedShard[] = [];
    for (const shard of shards) merged.push(await copyJournal(shard, target, store, checkGoOn));
    await target.sync();
    return merged;
  } catch (cause) {
    if (cause instanceof HarnessError || !(cause instanceof Error && "errno" in cause)) throw cause;
    throw diskError("write", draft, cause);
  } finally {
    await target.close();
  }
}

/** Gives a whole file its name, for good: the folder's entry is on the disk too. */
export async function nameForGood(draft: string, file: string): Promise<void> {
  await rename(draft, file);
  const folder = await open(dirname(file), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
