import type { Command } from "commander";
import type { Metric } from "../domain/metric.ts";
import { HarnessError } from "../errors.ts";
import { wrapIndented } from "../terminal/wrap-text.ts";
import { formatExamples } from "./examples.ts";
import { present } from "./present.ts";
import type { Shell } from "./shell.ts";
import { textStyle } from "./text-style.ts";

const examples = formatExamples([
  ["shadowbench metrics", "Every metric that a benchmark may name."],
  ["shadowbench metrics recall", "Those with `recall` in their name or title."],
  ["shadowbench metrics --json", "The catalogue for machines."],
]);

function matches(metric: Metric, word: string): boolean {
  return `${metric.name} ${metric.title}`.toLowerCase().includes(word.toLowerCase());
}

function describe(metric: Metric, shell: Shell): string[] {
  const { palette, width } = textStyle(shell);
  const made = metric.perSystem ? "per code system" : "once a run";
  const facts = `${metric.title}; ${metric.unit}, ${metric.better} is better, ${made}.`;
  const better = facts.replace("neither is better", "neither direction is better");
  return [palette.bold(metric.name), ...wrapIndented(`${better} ${metric.definition}`, width, "    ")];
}

/** What the catalogue says of a metric, without how SQL counts it. */
function documentMetric({ name, title, definition, unit, better, form, perSystem, stage }: Metric) {
  return { name, title, definition, unit, better, form, perSystem, stage };
}

async function list(word: string | undefined, options: { json?: boolean }, shell: Shell): Promise<void> {
  const { metricCatalogue } = await import("../domain/metric-catalogue.ts");
  const metrics = metricCatalogue.filter((metric) => matches(metric, word ?? ""));
  if (metrics.length === 0) {
    const hint = "`shadowbench metrics` lists every one";
    throw new HarnessError("command-invalid", `no metric has "${word}" in its name or title`, { hint });
  }
  present(shell, options.json, {
    document: { metrics: metrics.map(documentMetric) },
    lines: metrics.flatMap((metric) => describe(metric, shell)),
  });
}

/** `shadowbench metrics`: the catalogue with definitions. */
export function declareMetrics(command: Command, shell: Shell): void {
  command
    .argument("[word]", "only metrics with this word in their name or title")
    .option("--json", "print the catalogue as one JSON document")
    .addHelpText("before", examples)
    .action((word: string | undefined, options: { json?: boolean }) => list(word, options, shell));
}
