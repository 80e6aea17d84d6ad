import { codeSystems } from "../domain/code-system.ts";
import { HarnessError } from "../errors.ts";
import type { CodeFact, Standing } from "../library/judge-code.ts";
import type { ShownCode } from "../library/show-code.ts";
import { plainText } from "../terminal/plain-text.ts";
import { renderTable } from "../terminal/table.ts";
import { describeFact } from "./code-fact-words.ts";
import { type LibraryCommandOptions, requireLibrary } from "./codeset-library.ts";
import { present } from "./present.ts";
import type { Shell } from "./shell.ts";
import { textStyle } from "./text-style.ts";

export interface ShowCommandOptions extends LibraryCommandOptions {
  readonly on?: string;
}

const standings: Readonly<Record<Standing, string>> = {
  billable: "billable",
  header: "a header, not billable",
  expired: "expired",
  "not-yet-valid": "not valid yet",
  unknown: "known to no table that covers the day",
  "cannot-judge": "cannot be judged: no table says what held on that very day",
};

function readSystem(text: string): string {
  const system = codeSystems.find((name) => name.toLowerCase() === text.trim().toLowerCase());
  if (system !== undefined) return system;
  const hint = `one of ${codeSystems.join(", ")}`;
  throw new HarnessError("command-invalid", `${text} is no code system`.slice(0, 120), { hint });
}

async function readDay(text: string | undefined): Promise<string | null> {
  if (text === undefined) return null;
  const { parseDate } = await import("../library/reading/dates.ts");
  const date = parseDate(text);
  if (date !== null) return date;
  throw new HarnessError("command-invalid", `--on ${text} is not a date (YYYY-MM-DD)`.slice(0, 120), {
    hint: "for example --on 2026-03-01",
  });
}

function cellsOf(fact: CodeFact): readonly string[] {
  const { aspect, validFrom, validTo } = fact;
  return [aspect, describeFact(fact), validFrom ?? "", validTo ?? (validFrom === null ? "" : "open")];
}

function describe(shown: ShownCode, date: string | null, shell: Shell): string[] {
  const { palette, width } = textStyle(shell);
  const columns = [{ title: "" }, { title: "", shrinks: true }, { title: "from" }, { title: "to" }];
  const standing = shown.standing === null ? [] : [`On ${date}: ${standings[shown.standing]}`];
  const facts =
    shown.facts.length === 0
      ? [
          shown.isKnown
            ? "No table of the library says more of it."
            : "No table of the library knows this code.",
        ]
      : renderTable(columns, shown.facts.map(cellsOf), { width, indent: "  ", title: palette.dim });
  const title = shown.title === null ? "" : `  ${plainText(shown.title)}`;
  return [`${palette.bold(`${shown.system} ${shown.code}`)}${title}`, ...standing, ...facts];
}

/** `shadowbench codeset show`: what the tables say of one code. */
export async function showOneCode(
  rawSystem: string,
  rawCode: string,
  options: ShowCommandOptions,
  shell: Shell,
): Promise<void> {
  const [system, date] = [readSystem(rawSystem), await readDay(options.on)];
  const library = await requireLibrary(options, shell);
  const { showCode } = await import("../library/show-code.ts");
  const shown = await showCode(library, system, rawCode, date);
  const { isKnown: _isKnown, ...told } = shown;
  const facts = shown.facts.map(({ aspect, value, validFrom, validTo }) => {
    return { aspect, value, valid_from: validFrom, valid_to: validTo };
  });
  present(shell, options.json, {
    document: { ...told, on: date, facts },
    lines: describe(shown, date, shell),
  });
}
