import type { Command } from "commander";
import { formatQuantity } from "../terminal/numbers.ts";
import { formatExamples } from "./examples.ts";
import { present } from "./present.ts";
import { openProgress } from "./progress-view.ts";
import { openContext } from "./run-stage.ts";
import type { Shell } from "./shell.ts";

interface Options {
  readonly out?: string;
  readonly scenario?: string;
  readonly json?: boolean;
}

const examples = formatExamples([
  [
    "shadowbench merge reports/shard-* --out reports/pilot",
    "Make one run of its shards, given in any order.",
  ],
  ["shadowbench run reports/pilot --resume", "Then analyze, gate and report; nobody is asked again."],
]);

const notes = `
Every shard of one run must be there once and finished. Each line of each journal is held against its
checksum, and the whole against the dataset: nothing missing, nothing twice, nothing foreign. The shards'
folders are read only; engine.log stays in them.
`;

async function merge(paths: readonly string[], options: Options, shell: Shell): Promise<void> {
  const { mergeShards } = await import("../run/merge/merge-shards.ts");
  const progress = openProgress(shell);
  const { out, scenario } = options;
  const context = openContext(shell, progress);
  const outcome = await mergeShards(paths, { out, scenario }, context).finally(progress.clear);
  const often = outcome.repeats === 1 ? "exactly once" : `exactly ${outcome.repeats} times`;
  present(shell, options.json, {
    document: { ...outcome },
    lines: [
      `${formatQuantity(outcome.encounters, "encounter")} in ${formatQuantity(outcome.shards.length, "shard")}, each ${often}`,
      `The run is in ${outcome.folder}`,
      `Next: shadowbench run ${outcome.folder} --resume`,
    ],
  });
}

/** `shadowbench merge`: one run from the shards that `replay --shard` made. */
export function declareMerge(command: Command, shell: Shell): void {
  command
    .argument("<shards...>", "the folders of all shards of one run, in any order")
    .option("--out <folder>", "where the merged run goes, a new folder (default: reports/<name>-<digest>)")
    .option("--scenario <file>", "the scenario's file, where it is not where the shards say")
    .option("--json", "print what was merged as one JSON document")
    .addHelpText("before", examples)
    .addHelpText("after", notes)
    .action((paths: readonly string[], options: Options) => merge(paths, options, shell));
}
