import type { RunManifest } from "../../domain/run-manifest.ts";
import { parseShard } from "../../domain/shard.ts";

type Fact = readonly [name: string, value: string];

function tableFacts({ tables, code_tables }: RunManifest): readonly Fact[] {
  return [
    ...tables.map(({ table, sha256 }): Fact => [`table ${table}`, sha256.slice(0, 12)]),
    ...code_tables.map(({ name, sha256 }): Fact => [name, sha256.slice(0, 12)]),
  ];
}

/** What two shards of one run share, each in a word or the first twelve digits of its digest. */
function factsOf(manifest: RunManifest): ReadonlyMap<string, string> {
  const { scenario, dataset, engine, seed, shard, tool_version: version } = manifest;
  return new Map([
    ["the number of shards", String(parseShard(shard ?? "")?.count ?? "none")],
    ["the program's version", version],
    ["the dataset", `${dataset.name} ${dataset.version}`],
    ...tableFacts(manifest),
    ["the engine", `${engine.name} ${engine.version.join(" or ")} (${engine.kind})`],
    ["the seed", String(seed)],
    ["the scenario", scenario.name],
    ["what the scenario asks for", scenario.stages.replay.slice(0, 12)],
  ]);
}

/** What differs between a shard and the others, one sentence each; empty for shards of one run. */
export function describeDifferences(others: RunManifest, shard: RunManifest): readonly string[] {
  const [expected, found] = [factsOf(others), factsOf(shard)];
  const names = [...new Set([...expected.keys(), ...found.keys()])];
  return names.flatMap((name) => {
    const [theirs, its] = [expected.get(name) ?? "none", found.get(name) ?? "none"];
    return theirs === its ? [] : [`${name} is ${its}, not ${theirs}`];
  });
}
