import { access } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { Command } from "commander";
import { HarnessError } from "../errors.ts";
import { formatQuantity } from "../terminal/numbers.ts";
import { formatExamples } from "./examples.ts";
import { present } from "./present.ts";
import { openProgress } from "./progress-view.ts";
import type { Shell } from "./shell.ts";

interface SynthOptions {
  readonly encounters: string;
  readonly seed: string;
  readonly name?: string;
  readonly shadowPeriod?: string;
  readonly start?: string;
  readonly breaks?: string;
  readonly updateWeek?: string;
  readonly notes: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

const examples = formatExamples([
  ["shadowbench synth practice", "1,500 encounters, the same every time."],
  ["shadowbench synth big --encounters 100000 --seed 11", "More of them, and others."],
  [
    "shadowbench synth period --shadow-period 10 --update-week 8",
    "Ten weeks with one engine and its update.",
  ],
]);

async function refuseToOverwrite(folder: string): Promise<void> {
  const file = join(folder, "dataset.yaml");
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (!isThere) return;
  const hint = "give another folder, or --force to write it anew";
  throw new HarnessError("command-invalid", `${folder} holds a dataset already`, { hint });
}

async function readShadowPeriod({ shadowPeriod, start, breaks, updateWeek }: SynthOptions) {
  if (shadowPeriod === undefined) {
    if ([start, breaks, updateWeek].every((option) => option === undefined)) return {};
    const hint = "--start, --breaks and --update-week go with it";
    throw new HarnessError("command-invalid", "--shadow-period <weeks> is missing", { hint });
  }
  const { describeShadowPeriod } = await import("../synth/shadow-period.ts");
  return describeShadowPeriod({
    weeks: Number(shadowPeriod),
    start: start ?? "2026-06-01",
    breaks: breaks ?? "specialty=cardiology",
    updateWeek: Number(updateWeek ?? shadowPeriod),
  });
}

async function synthesise(folder: string, options: SynthOptions, shell: Shell): Promise<void> {
  const { writeDataset } = await import("../synth/write-dataset.ts");
  const shadowPeriod = await readShadowPeriod(options);
  const { name = basename(resolve(folder)) } = options;
  if (!options.force) await refuseToOverwrite(folder);
  const [encounters, seed] = [Number(options.encounters), Number(options.seed)];
  const progress = openProgress(shell);
  const report = (done: number) =>
    progress.show({ stage: "synth", done, total: encounters, failed: 0, retries: 0 });
  const dataset = { folder, name, encounters, seed, withNotes: options.notes, ...shadowPeriod };
  await writeDataset(dataset, { onProgress: report }).finally(progress.clear);
  present(shell, options.json, {
    document: { folder, name, encounters, seed, answer_key: join(folder, "answer-key.json") },
    lines: [
      `wrote ${formatQuantity(encounters, "encounter")} to ${folder}`,
      `what was planted stands in ${join(folder, "answer-key.json")}`,
    ],
  });
}

/** `shadowbench synth`: encounters, notes, coders and two recorded engines, with an answer key. */
export function declareSynth(command: Command, shell: Shell): void {
  command
    .argument("<folder>", "where to write the dataset; made if it is not there")
    .option("--encounters <count>", "how many", "1500")
    .option("--seed <number>", "another seed makes other encounters", "7")
    .option("--name <name>", "the dataset's name (default: that of the folder)")
    .option(
      "--shadow-period <weeks>",
      "weeks with dates, careful coders, one engine, its update, and truth.csv",
    )
    .option("--start <monday>", "first day of the shadow period (default: 2026-06-01)")
    .option("--breaks <slice>", "where the update leaves codes out (default: specialty=cardiology)")
    .option("--update-week <week>", "week from which vendor-c-live is the update (default: the last)")
    .option("--no-notes", "leave the notes out: recorded engines need none")
    .option("--force", "write over a dataset that is there")
    .option("--json", "print what was written as one JSON document")
    .addHelpText("before", examples)
    .action((folder: string, options: SynthOptions) => synthesise(folder, options, shell));
}
