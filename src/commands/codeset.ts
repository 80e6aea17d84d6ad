import type { Command } from "commander";
import { type AddCommandOptions, addCodeFiles } from "./codeset-add.ts";
import type { LibraryCommandOptions } from "./codeset-library.ts";
import { listCodeFiles } from "./codeset-list.ts";
import { removeCodeFile } from "./codeset-remove.ts";
import { type ShowCommandOptions, showOneCode } from "./codeset-show.ts";
import { formatExamples } from "./examples.ts";
import type { Shell } from "./shell.ts";

const examples = formatExamples([
  ["shadowbench codeset add downloads/*.zip", "Add official tables as CMS publishes them."],
  ["shadowbench codeset list", "What is there: vintage, rows, file, digest."],
  ["shadowbench codeset show ICD-10-CM Z59.1 --on 2023-04-01", "What the tables say of a code on a day."],
]);

const filesRead = `
Reads, as zip, gzip or text, each told by its content:
  CMS             ICD-10-CM and ICD-10-PCS zips (order file, code file, addenda), POA-exempt list,
                  Physician Fee Schedule RVUs (hcpcs, mod, work_rvu, facility_total, conv_factor),
                  CMS-HCC mapping (diagnosis_code, cc, model_name)
  grouper         MS-DRG titles (version, drg, description), CC/MCC table (code, version, severity),
                  Medicare Code Editor (code, startDate, endDate, flags)
  AHRQ            CCSR mapping (CCSR_category_code, vocabulary_id, code) and categories
  yearly          code, fy2021, fy2022, …, desc_latest: 1 billable, 0 header, empty absent
  the hospital's  DRG weights (drg, weight[, version][, base_rate]),
                  fee schedule (code[, modifier], amount[, from][, to])
`;

function withLibrary(command: Command): Command {
  return command
    .option("--library <file>", "the library (default: shadowbench/library.duckdb in the user's data folder)")
    .option("--json", "print the result as one JSON document");
}

/** A subcommand, which sends whoever mistypes it to its own help. */
function declarePart(command: Command, name: string, description: string): Command {
  const part = command.command(name).description(description);
  return withLibrary(part.showHelpAfterError(`(shadowbench codeset ${name} --help)`));
}

function declareAdd(command: Command, shell: Shell): void {
  declarePart(command, "add", "add official tables, or the hospital's own weights and fees")
    .argument("<file...>", "files as they were downloaded")
    .option("--year <year>", "the fiscal, payment or calendar year of a file that does not tell it")
    .option("--from <date>", "the first day (YYYY-MM-DD) of a fee schedule without dates")
    .option("--base-rate <dollars>", "what a DRG weight of 1 pays, with a file of weights")
    .addHelpText("after", filesRead)
    .action((files: readonly string[], options: AddCommandOptions) => addCodeFiles(files, options, shell));
}

/** `shadowbench codeset`: the library of official code tables. */
export function declareCodeset(command: Command, shell: Shell): void {
  command.addHelpText("before", examples).showHelpAfterError("(shadowbench codeset --help)");
  declareAdd(command, shell);
  declarePart(command, "list", "list the files of the library").action((options: LibraryCommandOptions) =>
    listCodeFiles(options, shell),
  );
  declarePart(command, "show", "show what the library says of a code")
    .argument("<system>", "the code system, such as ICD-10-CM")
    .argument("<code>", "the code, with its dot or without")
    .option("--on <date>", "of one day (YYYY-MM-DD) only")
    .action((system: string, code: string, options: ShowCommandOptions) => {
      return showOneCode(system, code, options, shell);
    });
  declarePart(command, "remove", "take a file out of the library")
    .argument("<id>", "its id as `codeset list` shows it, or a beginning that no other id has")
    .action((id: string, options: LibraryCommandOptions) => removeCodeFile(id, options, shell));
}
