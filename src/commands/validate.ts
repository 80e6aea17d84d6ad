import type { Command } from "commander";
import { formatCount } from "../terminal/numbers.ts";
import { formatExamples } from "./examples.ts";
import { present } from "./present.ts";
import { openProgress } from "./progress-view.ts";
import { openContext } from "./run-stage.ts";
import type { Shell } from "./shell.ts";

interface ValidateOptions {
  readonly data?: boolean;
  readonly json?: boolean;
}

const examples = formatExamples([
  ["shadowbench validate scenarios/demo.yaml", "Check the scenario, the manifest, the files and headers."],
  ["shadowbench validate scenarios/demo.yaml --data", "Check every row of every table too."],
]);

function describeRows(rows: Record<string, number>): string[] {
  return Object.entries(rows).map(([table, count]) => `  ${table}: ${formatCount(count)} rows`);
}

async function validate(file: string, options: ValidateOptions, shell: Shell): Promise<void> {
  const { validateScenario } = await import("../run/validate.ts");
  const progress = openProgress(shell);
  const context = openContext(shell, progress);
  const wanted = options.data ? { data: true } : {};
  const found = await validateScenario(file, wanted, context).finally(progress.clear);
  for (const warning of found.warnings) shell.say(`warning: ${warning}\n`);
  const checked = options.data ? "every row was checked" : "rows were not checked; --data does";
  present(shell, options.json, {
    document: { valid: true, ...found },
    lines: [
      `Valid: scenario ${found.scenario}, dataset ${found.dataset} (${checked})`,
      ...describeRows(found.rows ?? {}),
    ],
  });
}

/** `shadowbench validate`: what can be checked before an engine is asked. */
export function declareValidate(command: Command, shell: Shell): void {
  command
    .argument("<scenario>", "the scenario's YAML file")
    .option("--data", "check every row of every table, not the headers alone")
    .option("--json", "print what was found as one JSON document")
    .addHelpText("before", examples)
    .action((file: string, options: ValidateOptions) => validate(file, options, shell));
}
