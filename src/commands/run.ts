import { join } from "node:path";
import type { Command } from "commander";
import { formatExamples } from "./examples.ts";
import { present } from "./present.ts";
import { describeDecision, runStage, type StageOptions } from "./run-stage.ts";
import type { Shell } from "./shell.ts";

const examples = formatExamples([
  ["shadowbench run scenarios/demo.yaml", "Run everything; the folder is reports/<name>-<digest>."],
  ["shadowbench run scenarios/demo.yaml --out reports/pilot", "The same, in a folder of your choice."],
  ["shadowbench run scenarios/demo.yaml --out reports/pilot --resume", "Go on after Ctrl-C or a crash."],
  ["shadowbench run scenarios/demo.yaml --json > verdict.json", "The verdict as one JSON document."],
]);

async function run(target: string, options: StageOptions, shell: Shell): Promise<void> {
  const { runScenario } = await import("../run/stages.ts");
  const outcome = await runStage(runScenario, target, options, shell);
  present(shell, options.json, {
    document: outcome.verdict ?? { verdict: null, folder: outcome.folder },
    lines: [
      ...describeDecision(outcome, shell),
      "",
      `Report: ${join(outcome.folder, "report.html")}`,
      `Exit code: ${outcome.exitCode}`,
    ],
  });
}

/** `shadowbench run`: replay, analyze, gate and report. */
export function declareRun(command: Command, shell: Shell): void {
  command
    .argument("<scenario>", "the scenario's YAML file, or a run folder with --resume")
    .option("--out <folder>", "where the run folder goes (default: reports/<name>-<digest>)")
    .option("--resume", "go on in a run folder that was interrupted: ask only what is missing")
    .option("--retry-failed", "with --resume: ask anew where the response failed")
    .option("--library <file>", "the code library to judge codes by (default: that of `shadowbench codeset`)")
    .option("--json", "print the verdict as one JSON document")
    .addHelpText("before", examples)
    .action((target: string, options: StageOptions) => run(target, options, shell));
}
