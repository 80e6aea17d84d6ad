import { existsSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { HarnessError } from "../errors.ts";

/** `library` is the path that a person gave. */
export interface LibraryOptions {
  readonly library?: string | undefined;
}

export type Environment = (name: string) => string | undefined;

const fileInDataFolder = join("shadowbench", "library.duckdb");

/** The user's data folder by the XDG Base Directory Specification; a relative path there is passed over. */
function dataFolder(environment: Environment): string | null {
  const xdg = environment("XDG_DATA_HOME");
  if (xdg !== undefined && isAbsolute(xdg)) return xdg;
  const home = environment("HOME");
  return home === undefined || home === "" ? null : join(home, ".local", "share");
}

/** Where the library lies or would lie: the path given, else the user's data folder; null where there is neither. */
export function libraryPath(options: LibraryOptions, environment: Environment): string | null {
  if (options.library !== undefined) return options.library;
  const folder = dataFolder(environment);
  return folder === null ? null : join(folder, fileInDataFolder);
}

/**
 * The library to read: the path given (`file-unreadable` where nothing lies there), else the default file if there
 * is one, else null.
 */
export function findLibrary(options: LibraryOptions, environment: Environment): string | null {
  const path = libraryPath(options, environment);
  if (path !== null && existsSync(path)) return path;
  if (options.library === undefined) return null;
  throw new HarnessError("file-unreadable", "there is no code library at this path", {
    where: { file: options.library },
    hint: "`shadowbench codeset add <file> --library <path>` makes one",
  });
}
