import { z } from "zod";
import type { Problem } from "../../errors.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { describeShardResume, type MergeProblems, type ShardFolder } from "./check-shards.ts";

const proofSql = readSql(new URL("./proof.sql", import.meta.url));
const flawRow = z.strictObject({
  kind: z.enum(["foreign", "misplaced", "doubled", "superseded", "beyond", "missing"]),
  shard: z.number(),
  encounters: z.number(),
  examples: z.string(),
});
type Flaw = z.infer<typeof flawRow>;

const words: Readonly<Record<Flaw["kind"], string>> = {
  foreign: "answers encounters that the dataset has not",
  misplaced: "answers encounters of another shard",
  doubled: "has two answers to one request about encounters",
  superseded: "asked anew for what it had, about encounters",
  beyond: "has more repeats than the scenario asks for, of encounters",
  missing: "lacks answers about encounters",
};

function describeFlaw({ kind, shard, encounters, examples }: Flaw, shards: readonly ShardFolder[]): Problem {
  const found = shards.find(({ index }) => index === shard);
  const message = `shard ${shard}/${shards.length} ${words[kind]}: ${encounters}, such as ${examples}`;
  return kind === "missing" && found !== undefined
    ? { message, hint: describeShardResume(found) }
    : { message };
}

/**
 * Holds the lines in `shard_lines` against the encounters in scope and the shards they fall to. Both lists are empty
 * where nothing is missing, nothing there twice, nothing foreign and everything in its own shard. Needs
 * `encounter_shards`.
 */
export async function proveWhole(
  store: Store,
  repeats: number,
  shards: readonly ShardFolder[],
): Promise<MergeProblems> {
  const flaws = await store.query(proofSql, flawRow, { repeats });
  const describe = (kept: readonly Flaw[]) => kept.map((flaw) => describeFlaw(flaw, shards));
  return {
    refused: describe(flaws.filter(({ kind }) => kind !== "missing")),
    lacking: describe(flaws.filter(({ kind }) => kind === "missing")),
  };
}
