import type { Command } from "commander";
import type { RunOutcome } from "../run/stages.ts";
import { formatExamples } from "./examples.ts";
import { present } from "./present.ts";
import { runStage, type StageOptions } from "./run-stage.ts";
import type { Shell } from "./shell.ts";

const examples = formatExamples([
  ["shadowbench replay scenarios/demo.yaml --out reports/pilot", "Ask the engine for every encounter."],
  ["shadowbench replay scenarios/demo.yaml --out reports/pilot --resume", "Ask only what is missing."],
  ["shadowbench replay scenarios/demo.yaml --shard 2/8", "Ask about the second of eight parts, for `merge`."],
]);

function describeNext({ folder, shard }: Pick<RunOutcome, "folder" | "shard">): string {
  if (shard === null) return `shadowbench analyze ${folder}`;
  return "shadowbench merge <the folders of all shards> --out <folder>";
}

async function replay(target: string, options: StageOptions, shell: Shell): Promise<void> {
  const { replayRun } = await import("../run/stages.ts");
  const { folder, shard, exitCode } = await runStage(replayRun, target, options, shell);
  present(shell, options.json, {
    document: { stage: "replay", folder, exit_code: exitCode },
    lines: [`The answers are in ${folder}`, `Next: ${describeNext({ folder, shard })}`],
  });
}

/** `shadowbench replay`: ask the engine, keep the answers. */
export function declareReplay(command: Command, shell: Shell): void {
  command
    .argument("<scenario>", "the scenario's YAML file, or a run folder with --resume")
    .option("--out <folder>", "where the run folder goes (default: reports/<name>-<digest>)")
    .option("--resume", "go on in a run folder that was interrupted: ask only what is missing")
    .option("--retry-failed", "with --resume: ask anew where the response failed")
    .option("--shard <i/n>", "ask about the i-th of n parts of the encounters alone, for `shadowbench merge`")
    .option("--json", "print where the answers are as one JSON document")
    .addHelpText("before", examples)
    .action((target: string, options: StageOptions) => replay(target, options, shell));
}
