import { join, relative } from "node:path";
import type { RunManifest } from "../../domain/run-manifest.ts";
import { parseShard } from "../../domain/shard.ts";
import { HarnessError, type Problem } from "../../errors.ts";
import { describeDifferences } from "./describe-difference.ts";
import type { GivenFolder, GivenFolders } from "./shard-folder.ts";

const problemsAtMost = 40;

/** One shard, with its number from 1. */
export interface ShardFolder extends GivenFolder {
  readonly index: number;
}

/** Why folders cannot be merged. `lacking` can be mended by asking more, `refused` by leaving folders out. */
export interface MergeProblems {
  readonly refused: readonly Problem[];
  readonly lacking: readonly Problem[];
}

function indexOf({ shard }: RunManifest): number {
  return parseShard(shard ?? "")?.index ?? 0;
}

function countOf({ shard }: RunManifest): number {
  return parseShard(shard ?? "")?.count ?? 0;
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly (readonly Item[])[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

function kinshipOf({ manifest }: GivenFolder): string {
  return [manifest.run, manifest.tool_version, countOf(manifest)].join("|");
}

/** The shard that most of the others are like, of equals the first given. */
function findTypical(shards: readonly GivenFolder[]): GivenFolder | null {
  const none: readonly GivenFolder[] = [];
  const kin = groupBy(shards, kinshipOf);
  return kin.reduce((most, each) => (each.length > most.length ? each : most), none)[0] ?? null;
}

/** What a person types to go on with a shard that is not finished. */
export function describeShardResume({ folder, manifest }: GivenFolder): string {
  const scenario = relative("", join(folder.path, manifest.scenario.file));
  return `go on with: shadowbench replay ${scenario} --shard ${manifest.shard} --resume --out ${folder.path}`;
}

function findWhole({ folder, manifest }: GivenFolder): Problem[] {
  return manifest.shard === null ? [{ message: `${folder.path} holds a whole run, not a shard` }] : [];
}

function findForeign(typical: GivenFolder, other: GivenFolder): Problem[] {
  const name = `shard ${other.manifest.shard} in ${other.folder.path}`;
  return describeDifferences(typical.manifest, other.manifest).map((how) => ({
    message: `${name} is of another run: ${how}`,
  }));
}

function findDoubled(shards: readonly GivenFolder[]): Problem[] {
  return groupBy(shards, ({ manifest }) => manifest.shard ?? "").flatMap((same) => {
    const paths = same.map(({ folder }) => folder.path).join(" and ");
    return same.length < 2
      ? []
      : [{ message: `shard ${same[0]?.manifest.shard} is given ${same.length} times: ${paths}` }];
  });
}

function findUnfinished(shard: GivenFolder): Problem[] {
  const { folder, manifest } = shard;
  if (manifest.status === "replayed") return [];
  const how = manifest.status === "interrupted" ? "it was interrupted" : "it was stopped while it asked";
  const message = `shard ${manifest.shard} in ${folder.path} is not finished: ${how}`;
  return [{ message, hint: describeShardResume(shard) }];
}

function findMissing(typical: GivenFolder, shards: readonly GivenFolder[]): Problem[] {
  const count = countOf(typical.manifest);
  const held = new Set(shards.map(({ manifest }) => indexOf(manifest)));
  const scenario = relative("", join(typical.folder.path, typical.manifest.scenario.file));
  return Array.from({ length: count }, (_, place) => place + 1)
    .filter((index) => !held.has(index))
    .map((index) => ({
      message: `shard ${index}/${count} is missing`,
      hint: `name its folder, or ask it: shadowbench replay ${scenario} --shard ${index}/${count}`,
    }));
}

/** Everything that keeps the folders from being one run, told from their manifests alone. */
function findMergeProblems({ given, problems }: GivenFolders): MergeProblems {
  const shards = given.filter(({ manifest }) => manifest.shard !== null);
  const typical = findTypical(shards);
  if (typical === null) return { refused: [...problems, ...given.flatMap(findWhole)], lacking: [] };
  const kin = shards.filter((shard) => kinshipOf(shard) === kinshipOf(typical));
  const foreign = shards.filter((shard) => kinshipOf(shard) !== kinshipOf(typical));
  return {
    refused: [
      ...problems,
      ...given.flatMap(findWhole),
      ...foreign.flatMap((other) => findForeign(typical, other)),
      ...findDoubled(kin),
    ],
    lacking: [...kin.flatMap(findUnfinished), ...findMissing(typical, kin)],
  };
}

function capProblems(problems: readonly Problem[]): readonly Problem[] {
  const rest = problems.length - problemsAtMost;
  return rest <= 0 ? problems : [...problems.slice(0, problemsAtMost), { message: `and ${rest} more` }];
}

/** Throws `shards-refused`, or `run-incomplete` where nothing but answers is lacking; each problem by name. */
export function refuseMerge({ refused, lacking }: MergeProblems): void {
  const problems = capProblems([...refused, ...lacking]);
  if (refused.length > 0)
    throw new HarnessError("shards-refused", "these shards cannot be merged", {
      problems,
      hint: "name the folder of each shard of one run once",
    });
  if (lacking.length === 0) return;
  throw new HarnessError("run-incomplete", "these shards are not the whole run yet", {
    problems,
    hint: "finish what is lacking, then merge again",
  });
}

/** The shards in the order of their numbers; they are of one run, each there once. Throws as `refuseMerge`. */
export function orderShards(folders: GivenFolders): readonly ShardFolder[] {
  refuseMerge(findMergeProblems(folders));
  return folders.given
    .map((given) => ({ ...given, index: indexOf(given.manifest) }))
    .toSorted((a, b) => a.index - b.index);
}
