import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { HarnessError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import { readFile } from "./formats/read-file.ts";
import { type ListedSource, listSources } from "./list-sources.ts";
import { openLibrary } from "./open-library.ts";
import type { AddOptions } from "./reading/add-options.ts";
import { type Package, readPackage } from "./reading/read-package.ts";
import { isToldAlike } from "./told-settings.ts";
import { deriveAnew, writeSource } from "./write-source.ts";

/** What became of a file: added, or there before under the same digest. */
export interface AddOutcome {
  readonly kind: "added" | "already-there";
  readonly source: ListedSource;
}

export interface AddRequest {
  /** The library's file; made where it is not there. */
  readonly library: string;
  readonly paths: readonly string[];
  readonly options: AddOptions;
  /** ISO 8601, for the record. */
  readonly addedAt: string;
  /** Called after each file. */
  readonly onOutcome: (outcome: AddOutcome) => void;
}

/** The label and as many digits of the digest as tell it from others, at least four. */
function chooseId(label: string, sha256: string, taken: readonly ListedSource[]): string {
  const lengths = [4, 8, 16, 64];
  const ids = lengths.map((length) => `${label}-${sha256.slice(0, length)}`);
  return ids.find((id) => taken.every((source) => source.id !== id)) ?? `${label}-${sha256}`;
}

function isToldAny({ year, from, baseRate }: AddOptions): boolean {
  return [year, from, baseRate].some((setting) => setting !== undefined);
}

/** Throws `command-invalid` where a person says something of a file that the library holds under another setting. */
async function checkSettings(
  store: Store,
  there: ListedSource,
  given: Package,
  options: AddOptions,
): Promise<void> {
  if (!isToldAny(options) || (await isToldAlike(store, there.id, readFile(given, options)))) return;
  const message = `is already there as ${there.id} with other settings`;
  throw new HarnessError("command-invalid", `${given.name.slice(0, 119 - message.length)} ${message}`, {
    hint: `remove it first: shadowbench codeset remove ${there.id}`,
  });
}

async function addFile(store: Store, path: string, request: AddRequest): Promise<AddOutcome> {
  const given = await readPackage(path);
  const sources = await listSources(store);
  const there = sources.find(({ sha256 }) => sha256 === given.sha256);
  if (there !== undefined) {
    await checkSettings(store, there, given, request.options);
    return { kind: "already-there", source: there };
  }
  const { evidence, label, ...reading } = readFile(given, request.options);
  const source: ListedSource = {
    ...reading,
    id: chooseId(label, given.sha256, sources),
    name: given.name,
    sha256: given.sha256,
    addedAt: request.addedAt,
  };
  await writeSource(store, source, evidence);
  return { kind: "added", source };
}

async function addAll(store: Store, request: AddRequest): Promise<AddOutcome[]> {
  const outcomes: AddOutcome[] = [];
  try {
    for (const path of request.paths) {
      const outcome = await addFile(store, path, request);
      outcomes.push(outcome);
      request.onOutcome(outcome);
    }
  } finally {
    await deriveAnew(store);
  }
  return outcomes;
}

/**
 * Adds files to a library, each in a transaction of its own, and derives its tables once at the end. A file that
 * cannot be read ends the adding with its error and leaves nothing of itself; those before it stay. So does one that
 * is there under other options.
 */
export async function addFiles(request: AddRequest): Promise<readonly AddOutcome[]> {
  const isNew = !existsSync(request.library);
  const store = await openLibrary(request.library);
  let isEmpty = false;
  try {
    return await addAll(store, request);
  } finally {
    isEmpty = (await listSources(store)).length === 0;
    store.close();
    if (isNew && isEmpty) await rm(request.library, { force: true });
  }
}
