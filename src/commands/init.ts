import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Command } from "commander";
import { HarnessError } from "../errors.ts";
import { formatExamples } from "./examples.ts";
import { present } from "./present.ts";
import type { Shell } from "./shell.ts";
import { starterFiles } from "./starter-files.ts";

const examples = formatExamples([
  ["shadowbench init pilot", "Write pilot/scenario.yaml and a dataset of six encounters to put yours in."],
]);

async function writeNew(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text, { flag: "wx" }).catch((cause: unknown) => {
    const isThere = cause instanceof Error && "code" in cause && cause.code === "EEXIST";
    const message = isThere ? `${file} is already there; nothing is overwritten` : `cannot write ${file}`;
    const hint = isThere ? "give another folder" : "check that you may write there";
    throw new HarnessError("command-invalid", message, { hint, cause });
  });
}

async function init(folder: string, options: { json?: boolean }, shell: Shell): Promise<void> {
  const files = Object.entries(starterFiles).map(([path, text]) => ({ file: join(folder, path), text }));
  for (const { file, text } of files) await writeNew(file, text);
  present(shell, options.json, {
    document: { folder, files: files.map(({ file }) => file) },
    lines: [
      ...files.map(({ file }) => `wrote ${file}`),
      "",
      `Next: shadowbench run ${join(folder, "scenario.yaml")}`,
    ],
  });
}

/** `shadowbench init`: a scenario and a dataset that run as they are. */
export function declareInit(command: Command, shell: Shell): void {
  command
    .argument("<folder>", "where to write; made if it is not there")
    .option("--json", "print the files written as one JSON document")
    .addHelpText("before", examples)
    .action((folder: string, options: { json?: boolean }) => init(folder, options, shell));
}
