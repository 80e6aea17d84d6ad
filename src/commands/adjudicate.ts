import type { Command } from "commander";
import { allocations } from "../domain/review.ts";
import { type ImportCommandOptions, importReview } from "./adjudicate-import.ts";
import { drawSample, type SampleCommandOptions } from "./adjudicate-sample.ts";
import { type StatusCommandOptions, showReview } from "./adjudicate-status.ts";
import { formatExamples } from "./examples.ts";
import type { Shell } from "./shell.ts";

const examples = formatExamples([
  [
    "shadowbench adjudicate sample reports/pilot --encounters 200",
    "Draw encounters, write a blinded worklist.",
  ],
  [
    "shadowbench adjudicate import reports/pilot filled.csv --reviewer A",
    "Take in what a reviewer filled in.",
  ],
  ["shadowbench adjudicate status reports/pilot", "What is settled, open, disputed; how reviewers agree."],
  ["shadowbench analyze reports/pilot", "Make the figures against truth, true.*, of what is settled."],
]);

/** A subcommand, which sends whoever mistypes it to its own help. */
function declarePart(command: Command, name: string, description: string): Command {
  const part = command.command(name).description(description).argument("<run>", "an analyzed run's folder");
  return part.showHelpAfterError(`(shadowbench adjudicate ${name} --help)`);
}

function declareSample(command: Command, shell: Shell): void {
  declarePart(command, "sample", "draw encounters for reviewers, with known probability")
    .option("--encounters <count>", "how many to draw", "200")
    .option("--reviewers <count>", "how many are to review each encounter", "2")
    .option("--by <column>", "also draw of every value of a column of encounters")
    .option("--allocation <kind>", `how to share them among strata: ${allocations.join(", ")}`, "informative")
    .option("--seed <number>", "another draw (default: the scenario's seed)")
    .option("--hide-lists", "do not tell reviewers which of the two lists holds a code")
    .option("--force", "draw anew, where no answers were imported yet")
    .option("--json", "print the result as one JSON document")
    .action((run: string, options: SampleCommandOptions) => drawSample(run, options, shell));
}

function declareImport(command: Command, shell: Shell): void {
  declarePart(command, "import", "take in a filled worklist")
    .argument("<file>", "the worklist as CSV, from any spreadsheet")
    .requiredOption("--reviewer <name>", "who filled it")
    .option("--role <role>", "reviewer, or arbiter, whose answers win", "reviewer")
    .option("--replace", "instead of what this reviewer gave before")
    .option("--json", "print the review's state as one JSON document")
    .action((run: string, file: string, options: ImportCommandOptions) => {
      return importReview(run, file, options, shell);
    });
}

/** `shadowbench adjudicate`: truth by reviewers, from a sample of known probability. */
export function declareAdjudicate(command: Command, shell: Shell): void {
  command.addHelpText("before", examples).showHelpAfterError("(shadowbench adjudicate --help)");
  declareSample(command, shell);
  declareImport(command, shell);
  declarePart(command, "status", "show what is settled")
    .option("--json", "print the review's state as one JSON document")
    .action((run: string, options: StatusCommandOptions) => showReview(run, options, shell));
}
