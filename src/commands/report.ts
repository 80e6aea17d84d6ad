import { join } from "node:path";
import type { Command } from "commander";
import { formatExamples } from "./examples.ts";
import { present } from "./present.ts";
import { runStage, type StageOptions } from "./run-stage.ts";
import type { Shell } from "./shell.ts";

const examples = formatExamples([
  ["shadowbench report reports/pilot", "Write report.html, codes.html, junit.xml and summary.md anew."],
]);

async function report(target: string, options: StageOptions, shell: Shell): Promise<void> {
  const { reportRun } = await import("../run/stages.ts");
  const { folder, exitCode } = await runStage(reportRun, target, options, shell);
  const file = join(folder, "report.html");
  present(shell, options.json, {
    document: { stage: "report", folder, report: file, exit_code: exitCode },
    lines: [`Report: ${file}`],
  });
}

/** `shadowbench report`: results, service and verdict into report.html and the files for pipelines. */
export function declareReport(command: Command, shell: Shell): void {
  command
    .argument("<run>", "a run folder, or the scenario it came from")
    .option("--out <folder>", "the run folder, where a scenario is given")
    .option("--json", "print where the report is as one JSON document")
    .addHelpText("before", examples)
    .action((target: string, options: StageOptions) => report(target, options, shell));
}
