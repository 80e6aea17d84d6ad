import { join } from "node:path";
import type { Command } from "commander";
import { HarnessError } from "../errors.ts";
import { formatExamples } from "./examples.ts";
import { present } from "./present.ts";
import type { Shell } from "./shell.ts";
import { textStyle } from "./text-style.ts";

interface TrendCommandOptions {
  readonly base?: string;
  readonly metric?: readonly string[];
  readonly system?: string;
  readonly slice?: string;
  readonly out?: string;
  readonly json?: boolean;
}

const examples = formatExamples([
  ["shadowbench trend reports/pilot", "The weeks of one run: what changed, and when."],
  [
    "shadowbench trend reports/w1 reports/w2 reports/w3 --out reports/trend",
    "Three runs in order, as a page.",
  ],
  ["shadowbench trend reports/pilot --slice specialty=cardiology", "One specialty alone."],
]);

/** `payer=Medicare`; nothing after the sign is "not recorded". */
function readSlice(text: string) {
  const at = text.indexOf("=");
  if (at > 0) return { [text.slice(0, at)]: text.slice(at + 1) || null };
  throw new HarnessError("command-invalid", `"${text}" names no slice`.slice(0, 120), {
    hint: "write it as column=value, such as payer=Medicare",
  });
}

async function trend(folders: readonly string[], options: TrendCommandOptions, shell: Shell): Promise<void> {
  const { trendExitCode, trendRuns } = await import("../run/trend/trend-runs.ts");
  const { renderTrend } = await import("../terminal/trend-block.ts");
  const { writeTrend } = await import("../run/trend/write-trend.ts");
  const found = await trendRuns(folders, {
    metrics: options.metric ?? null,
    system: options.system ?? null,
    slice: options.slice === undefined ? null : readSlice(options.slice),
    base: options.base === undefined ? null : Number(options.base),
  });
  const exitCode = trendExitCode(found);
  if (options.out !== undefined) await writeTrend(options.out, found);
  const page = options.out === undefined ? [] : [`Trend: ${join(options.out, "trend.html")}`];
  shell.finish(exitCode);
  present(shell, options.json, {
    document: found,
    lines: [...renderTrend(found, textStyle(shell)), "", ...page, `Exit code: ${exitCode}`],
  });
}

/** `shadowbench trend`: figures by week or run with control limits, change points and drift of the code mix. */
export function declareTrend(command: Command, shell: Shell): void {
  command
    .argument("<run...>", "one run folder for its weeks, or several in order of time")
    .option("--base <points>", "take the centre from the first points alone (default: all)")
    .option("--metric <names...>", "these metrics alone")
    .option("--system <name>", "this code system alone")
    .option("--slice <column=value>", "this slice alone")
    .option("--out <folder>", "write trend.json and trend.html there")
    .option("--json", "print the trend as one JSON document")
    .addHelpText("before", examples)
    .action((folders: string[], options: TrendCommandOptions) => trend(folders, options, shell));
}
