import { join } from "node:path";
import type { Command } from "commander";
import { renderComparisonBlock } from "../terminal/comparison-block.ts";
import { formatExamples } from "./examples.ts";
import { present } from "./present.ts";
import type { Shell } from "./shell.ts";
import { textStyle } from "./text-style.ts";

interface Options {
  readonly out?: string;
  readonly json?: boolean;
}

const examples = formatExamples([
  ["shadowbench compare reports/v1 reports/v2", "What changed from one version of an engine to the next."],
  ["shadowbench compare reports/v1 reports/v2 --json", "The same as one JSON document."],
]);

async function compare(a: string, b: string, options: Options, shell: Shell): Promise<void> {
  const { compareRuns } = await import("../run/compare/compare-runs.ts");
  const { comparison, folder, exitCode } = await compareRuns(a, b, { out: options.out });
  shell.finish(exitCode);
  present(shell, options.json, {
    document: comparison,
    lines: [
      ...renderComparisonBlock(comparison, textStyle(shell)),
      "",
      `Report: ${join(folder, "compare.html")}`,
      `Exit code: ${exitCode}`,
    ],
  });
}

/** `shadowbench compare`: two runs over the same encounters, the second against the first. */
export function declareCompare(command: Command, shell: Shell): void {
  command
    .argument("<run-a>", "the folder of the run to compare with")
    .argument("<run-b>", "the folder of the run that may have changed; differences are b less a")
    .option(
      "--out <folder>",
      "where compare.html, comparison.json and tables go (default: reports/compare-<run-a>-<run-b>)",
    )
    .option("--json", "print the comparison as one JSON document")
    .addHelpText("before", examples)
    .action((a: string, b: string, options: Options) => compare(a, b, options, shell));
}
