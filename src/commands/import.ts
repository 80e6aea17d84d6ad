import type { Command } from "commander";
import type { DeliveryCounts } from "../run/files/check-delivery.ts";
import { formatCount, formatQuantity } from "../terminal/numbers.ts";
import { formatExamples } from "./examples.ts";
import { present } from "./present.ts";
import { openProgress } from "./progress-view.ts";
import { openContext } from "./run-stage.ts";
import type { Shell } from "./shell.ts";

const examples = formatExamples([
  ["shadowbench import reports/vendor answers-1.ndjson answers-2.ndjson.gz", "Take two deliveries."],
  ["shadowbench import reports/vendor drop/*.ndjson --json", "Print what was taken as one JSON document."],
]);

type Counted = "answers" | "taken" | "failed" | "repeated" | "foreign";

function sum(deliveries: readonly DeliveryCounts[], key: Counted): number {
  return deliveries.reduce((total, delivery) => total + delivery[key], 0);
}

function describe(deliveries: readonly DeliveryCounts[]): string[] {
  const count = (key: Counted) => formatCount(sum(deliveries, key));
  const foreign = sum(deliveries, "foreign");
  return [
    `Answers read: ${count("answers")}`,
    `  taken: ${count("taken")}, of these failed: ${count("failed")}`,
    `  repeated: ${count("repeated")}`,
    `  foreign: ${count("foreign")}${foreign === 0 ? "" : " (requests that this run never made; see engine.log)"}`,
  ];
}

async function takeAnswers(
  run: string,
  files: readonly string[],
  options: { readonly json?: boolean },
  shell: Shell,
): Promise<void> {
  const { importDeliveries } = await import("../run/files/import-deliveries.ts");
  const progress = openProgress(shell);
  const context = openContext(shell, progress);
  const outcome = await importDeliveries(run, files, context).finally(progress.clear);
  const { deliveries, exitCode, folder, open, requests } = outcome;
  const next = open === 0 ? [`Next: shadowbench run ${folder} --resume`] : [];
  present(shell, options.json, {
    document: {
      folder,
      requests,
      open,
      deliveries: deliveries.map(({ foreignPlaces: _logged, ...counts }) => counts),
      exit_code: exitCode,
    },
    lines: [
      ...describe(deliveries),
      `Still open: ${formatCount(open)} of ${formatQuantity(requests, "request")}`,
      ...next,
    ],
  });
  shell.finish(exitCode);
}

/** `shadowbench import`: the answers of an engine that is asked in files. */
export function declareImport(command: Command, shell: Shell): void {
  command
    .argument("<run>", "the run folder that the requests were exported from")
    .argument("<answers...>", "files of answers, one a line (.ndjson, .ndjson.gz), in any order")
    .option("--json", "print what was taken as one JSON document")
    .addHelpText("before", examples)
    .action((run: string, files: string[], options: { json?: boolean }) =>
      takeAnswers(run, files, options, shell),
    );
}
