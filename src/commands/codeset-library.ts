import { HarnessError } from "../errors.ts";
import type { ListedSource } from "../library/list-sources.ts";
import type { Shell } from "./shell.ts";

export interface LibraryCommandOptions {
  readonly library?: string;
  readonly json?: boolean;
}

/** The library that a command works on, whether it is there or not. Throws `command-invalid` without a data folder. */
export async function chooseLibrary(options: LibraryCommandOptions, shell: Shell): Promise<string> {
  const { libraryPath } = await import("../library/find-library.ts");
  const path = libraryPath(options, shell.environment);
  if (path !== null) return path;
  throw new HarnessError("command-invalid", "this user has no data folder for a code library", {
    hint: "give its path with --library, or set XDG_DATA_HOME or HOME",
  });
}

/** The library that a command reads. Throws where it is not there. */
export async function requireLibrary(options: LibraryCommandOptions, shell: Shell): Promise<string> {
  const { findLibrary } = await import("../library/find-library.ts");
  const path = findLibrary(options, shell.environment);
  if (path !== null) return path;
  throw new HarnessError("command-invalid", "there is no code library yet", {
    hint: "`shadowbench codeset add <file>` makes one",
  });
}

/** A file of the library as `--json` prints it. */
export function sourceDocument(source: ListedSource): Record<string, string | number | null> {
  const { validFrom, validTo, addedAt, ...rest } = source;
  return { ...rest, valid_from: validFrom, valid_to: validTo, added_at: addedAt };
}

/** The days a file speaks of: `2024-10-01–2025-09-30`, `from 2025-01-01`, or that a file without a year holds for all. */
export function describeVintage({ validFrom, validTo }: ListedSource): string {
  if (validFrom === null) return "no year: for every day";
  return validTo === null ? `from ${validFrom}` : `${validFrom}–${validTo}`;
}
