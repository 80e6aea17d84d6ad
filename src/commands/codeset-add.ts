import { HarnessError } from "../errors.ts";
import type { AddOutcome } from "../library/add-files.ts";
import type { AddOptions } from "../library/reading/add-options.ts";
import { formatCount } from "../terminal/numbers.ts";
import {
  chooseLibrary,
  describeVintage,
  type LibraryCommandOptions,
  sourceDocument,
} from "./codeset-library.ts";
import { present } from "./present.ts";
import type { Shell } from "./shell.ts";

export interface AddCommandOptions extends LibraryCommandOptions {
  readonly year?: string;
  readonly from?: string;
  readonly baseRate?: string;
}

function readNumber(option: string, text: string | undefined, pattern: RegExp, hint: string) {
  if (text === undefined || pattern.test(text)) return text === undefined ? undefined : Number(text);
  throw new HarnessError("command-invalid", `${option} ${text}: ${hint}`.slice(0, 120), {
    hint: "`shadowbench codeset add -h` shows the options",
  });
}

async function readFrom(text: string | undefined): Promise<string | undefined> {
  if (text === undefined) return undefined;
  const { parseDate } = await import("../library/reading/dates.ts");
  const date = parseDate(text);
  if (date !== null) return date;
  throw new HarnessError("command-invalid", `--from ${text} is not a date (YYYY-MM-DD)`.slice(0, 120), {
    hint: "for example --from 2026-01-01",
  });
}

async function readOptions({ year, from, baseRate }: AddCommandOptions): Promise<AddOptions> {
  return {
    year: readNumber("--year", year, /^20\d\d$/, "a year from 2000 to 2099 is needed"),
    from: await readFrom(from),
    baseRate: readNumber("--base-rate", baseRate, /^\d+(\.\d+)?$/, "an amount in dollars is needed"),
  };
}

function describe({ kind, source }: AddOutcome): string {
  if (kind === "already-there") return `already there: ${source.name} is ${source.id}; nothing changed`;
  return `added ${source.id}: ${formatCount(source.rows)} rows of ${source.name}, ${describeVintage(source)}`;
}

/** `shadowbench codeset add`: reads files into the library, telling each as it is done. */
export async function addCodeFiles(
  paths: readonly string[],
  options: AddCommandOptions,
  shell: Shell,
): Promise<void> {
  const library = await chooseLibrary(options, shell);
  const wanted = await readOptions(options);
  const { addFiles } = await import("../library/add-files.ts");
  const outcomes = await addFiles({
    library,
    paths,
    options: wanted,
    addedAt: shell.clock.now().toISOString(),
    onOutcome: (outcome) => shell.say(`${describe(outcome)}\n`),
  });
  const files = outcomes.map(({ kind, source }) => ({ outcome: kind, ...sourceDocument(source) }));
  present(shell, options.json, { document: { library, files }, lines: [`The library is ${library}`] });
}
