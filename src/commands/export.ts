import type { Command } from "commander";
import { HarnessError } from "../errors.ts";
import { formatCount } from "../terminal/numbers.ts";
import { formatExamples } from "./examples.ts";
import { present } from "./present.ts";
import { openProgress } from "./progress-view.ts";
import { openContext } from "./run-stage.ts";
import type { Shell } from "./shell.ts";

interface ExportCommandOptions {
  readonly out?: string;
  readonly to?: string;
  readonly partSize: string;
  readonly gzip?: boolean;
  readonly open?: boolean;
  readonly retryFailed?: boolean;
  readonly json?: boolean;
}

const examples = formatExamples([
  ["shadowbench export vendor.yaml --out reports/vendor", "Write the requests to reports/vendor/requests."],
  ["shadowbench export vendor.yaml --out reports/vendor --to /mnt/drop/june --gzip", "Into a drop folder."],
  ["shadowbench export reports/vendor --open", "Those without an answer once more."],
]);

function readPartSize(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new HarnessError("command-invalid", `--part-size ${text}: a whole number from 1`.slice(0, 120));
}

async function writeRequests(path: string, given: ExportCommandOptions, shell: Shell): Promise<void> {
  const { json, partSize, ...options } = given;
  const wanted = { ...options, partSize: readPartSize(partSize) };
  const { exportRequests } = await import("../run/files/export-requests.ts");
  const progress = openProgress(shell);
  const context = openContext(shell, progress);
  const { warnings, ...written } = await exportRequests(path, wanted, context).finally(progress.clear);
  for (const warning of warnings) shell.say(`warning: ${warning}\n`);
  const { folder, drop, requests, parts } = written;
  const told =
    requests === 0
      ? ["Every request has its answer: nothing was written"]
      : [
          `Requests: ${formatCount(requests)}, files: ${formatCount(parts)} and manifest.json, all in ${drop}`,
        ];
  present(shell, json, {
    document: written,
    lines: [...told, `Next: shadowbench import ${folder} <answer files>`],
  });
}

/** `shadowbench export`: the requests of an engine that is asked in files. */
export function declareExport(command: Command, shell: Shell): void {
  command
    .argument("<scenario>", "the scenario's YAML file, or a run folder with --open")
    .option("--out <folder>", "where the run folder goes (default: reports/<name>-<digest>)")
    .option("--to <folder>", "the drop folder, empty or new (default: requests in the run folder)")
    .option("--part-size <number>", "requests in a file", "1000")
    .option("--gzip", "compress the files")
    .option("--open", "a further drop: the requests that have no answer yet")
    .option("--retry-failed", "with --open: those whose answer failed too, as new requests")
    .option("--json", "print where the requests are as one JSON document")
    .addHelpText("before", examples)
    .action((path: string, options: ExportCommandOptions) => writeRequests(path, options, shell));
}
