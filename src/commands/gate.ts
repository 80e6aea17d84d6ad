import type { Command } from "commander";
import { formatExamples } from "./examples.ts";
import { present } from "./present.ts";
import { describeDecision, runStage, type StageOptions } from "./run-stage.ts";
import type { Shell } from "./shell.ts";

const examples = formatExamples([
  ["shadowbench gate reports/pilot", "Hold the run's figures against the benchmarks of its scenario."],
  ["shadowbench gate scenarios/strict.yaml --out reports/pilot", "The same run under another gate."],
]);

async function gate(target: string, options: StageOptions, shell: Shell): Promise<void> {
  const { gateRun } = await import("../run/stages.ts");
  const outcome = await runStage(gateRun, target, options, shell);
  present(shell, options.json, {
    document: outcome.verdict ?? { verdict: null, folder: outcome.folder },
    lines: [...describeDecision(outcome, shell), "", `Exit code: ${outcome.exitCode}`],
  });
}

/** `shadowbench gate`: figures against benchmarks, into verdict.json. */
export function declareGate(command: Command, shell: Shell): void {
  command
    .argument("<run>", "a run folder, or the scenario it came from")
    .option("--out <folder>", "the run folder, where a scenario is given")
    .option("--json", "print the verdict as one JSON document")
    .addHelpText("before", examples)
    .action((target: string, options: StageOptions) => gate(target, options, shell));
}
