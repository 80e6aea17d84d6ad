import type { Command } from "commander";
import { formatExamples } from "./examples.ts";
import { present } from "./present.ts";
import { type PlanCommandOptions, readPlanOptions } from "./read-plan-options.ts";
import type { Shell } from "./shell.ts";
import { textStyle } from "./text-style.ts";

const examples = formatExamples([
  ["shadowbench plan scenarios/vendor-a.yaml --expected 0.97", "How many encounters, if the truth is 97 %."],
  ["shadowbench plan scenarios/vendor-a.yaml --pilot reports/pilot", "With a pilot's values and spread."],
  ["shadowbench plan scenarios/vendor-a.yaml --pilot reports/pilot --out plan", "As a page with curves."],
]);

async function plan(file: string, options: PlanCommandOptions, shell: Shell): Promise<void> {
  const wanted = readPlanOptions(options);
  const { planScenario, writePlanReport } = await import("../run/plan-run.ts");
  const { renderPlan } = await import("../terminal/plan-block.ts");
  const document = await planScenario(file, options.pilot ?? null, wanted);
  const page = options.out === undefined ? null : await writePlanReport(options.out, document);
  present(shell, options.json, {
    document,
    lines: [...renderPlan(document, textStyle(shell)), ...(page === null ? [] : ["", `Plan: ${page}`])],
  });
}

/** `shadowbench plan`: how many encounters, and weeks, each benchmark needs. */
export function declarePlan(command: Command, shell: Shell): void {
  command
    .argument("<scenario>", "the scenario whose benchmarks are to be met")
    .option("--pilot <run>", "a finished run that tells values, spread and shares")
    .option(
      "--expected <value...>",
      "the true value: metric=number, or a number for every at_least without its own `expected`",
    )
    .option("--design-effect <number>", "how alike the codes of a chart are: 1 for independent codes")
    .option("--codes-per-encounter <number>", "how many codes a figure counts in an encounter")
    .option("--per-week <number>", "encounters that the site brings in a week")
    .option("--out <folder>", "write plan.json and plan.html there")
    .option("--json", "print the plan as one JSON document")
    .addHelpText("before", examples)
    .action((file: string, options: PlanCommandOptions) => plan(file, options, shell));
}
