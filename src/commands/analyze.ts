import { join } from "node:path";
import type { Command } from "commander";
import { formatExamples } from "./examples.ts";
import { present } from "./present.ts";
import { runStage, type StageOptions } from "./run-stage.ts";
import type { Shell } from "./shell.ts";

const examples = formatExamples([
  ["shadowbench analyze reports/pilot", "Compare the answers of a replayed run, and write results.json."],
  ["shadowbench analyze reports/pilot --json", "Print results.json as well."],
]);

async function analyze(target: string, options: StageOptions, shell: Shell): Promise<void> {
  const { analyzeRun } = await import("../run/stages.ts");
  const { folder, results } = await runStage(analyzeRun, target, options, shell);
  present(shell, options.json, {
    document: results,
    lines: [`The figures are in ${join(folder, "results.json")}`, `Next: shadowbench gate ${folder}`],
  });
}

/** `shadowbench analyze`: answers against the coders' codes, into results.json. */
export function declareAnalyze(command: Command, shell: Shell): void {
  command
    .argument("<run>", "a run folder, or the scenario it came from")
    .option("--out <folder>", "the run folder, where a scenario is given")
    .option("--library <file>", "the code library to judge codes by (default: that of `shadowbench codeset`)")
    .option("--json", "print results.json")
    .addHelpText("before", examples)
    .action((target: string, options: StageOptions) => analyze(target, options, shell));
}
