import { createHash } from "node:crypto";
import { access, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { z } from "zod";
import { HarnessError } from "../errors.ts";
import { readDiskFailure } from "../store/disk-failure.ts";

/** The files of a run, as DATA.md names them. `spool` holds what is needed while it runs and is removed after. */
export interface RunFolder {
  readonly path: string;
  readonly manifest: string;
  readonly journal: string;
  readonly jobs: string;
  readonly database: string;
  readonly results: string;
  readonly service: string;
  readonly verdict: string;
  readonly looks: string;
  readonly tables: string;
  readonly spool: string;
  readonly lock: string;
  readonly log: string;
  /** Where the requests of a `files` engine are put, if nothing else is said, and the encounters they are about. */
  readonly requests: string;
  readonly sent: string;
}

export function runFolder(path: string): RunFolder {
  return {
    path,
    manifest: join(path, "manifest.json"),
    journal: join(path, "journal.ndjson"),
    jobs: join(path, "jobs.ndjson"),
    database: join(path, "run.duckdb"),
    results: join(path, "results.json"),
    service: join(path, "service.json"),
    verdict: join(path, "verdict.json"),
    looks: join(path, "looks.ndjson"),
    tables: join(path, "tables"),
    spool: join(path, "spool"),
    lock: join(path, "run.lock"),
    log: join(path, "engine.log"),
    requests: join(path, "requests"),
    sent: join(path, "sent.ndjson"),
  };
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Removes the database, which is derived: analysis builds it anew. */
export async function removeDatabase({ database }: RunFolder): Promise<void> {
  await Promise.all([database, `${database}.wal`].map((file) => rm(file, { force: true })));
}

/** What kept a file or folder from being written, for people. */
export function refuseFolder(path: string, cause: unknown): HarnessError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return (
    readDiskFailure(cause, path) ??
    new HarnessError("run-folder-invalid", `cannot write to ${path}`.slice(0, 120), { hint: reason, cause })
  );
}

function isCode(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && "code" in thrown && thrown.code === code;
}

/** The folders from the first that is missing down to `path`; Node's own way down never ends below /proc. */
async function listMissing(path: string): Promise<readonly string[]> {
  const missing: string[] = [];
  for (let at = resolve(path); !(await exists(at)); at = dirname(at)) missing.unshift(at);
  return missing;
}

async function makeOne(folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o700 }).catch((thrown: unknown) => {
    if (!isCode(thrown, "EEXIST")) throw thrown;
  });
}

/** Makes a folder and those above it, for their owner alone. Throws `run-folder-invalid`. */
export async function makeFolder(path: string): Promise<void> {
  try {
    for (const folder of await listMissing(path)) await makeOne(folder);
    if (!(await stat(path)).isDirectory()) throw new Error("a file of that name is there");
  } catch (cause) {
    throw refuseFolder(path, cause);
  }
}

/** Writes a whole file or none: a reader never meets half of one. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const draft = `${file}.part`;
  try {
    await writeFile(draft, text, { mode: 0o600 });
    await rename(draft, file);
  } catch (cause) {
    throw refuseFolder(file, cause);
  }
}

/** SHA-256 of a document's text, as the manifest keeps it. */
export function digestText(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** One row of a list per line, so that a diff of two documents can be read. */
export function formatDocument(document: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(document).map(
    ([key, value]) => `${JSON.stringify(key)}: ${formatValue(value, "  ")}`,
  );
  return `{\n  ${entries.join(",\n  ")}\n}\n`;
}

function formatValue(value: unknown, indent: string): string {
  if (Array.isArray(value) && value.length > 0) {
    const rows = value.map((row) => `${indent}  ${JSON.stringify(row)}`);
    return `[\n${rows.join(",\n")}\n${indent}]`;
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    const entries = Object.entries(value).map(
      ([key, member]) => `${indent}  ${JSON.stringify(key)}: ${formatValue(member, `${indent}  `)}`,
    );
    return entries.length === 0 ? "{}" : `{\n${entries.join(",\n")}\n${indent}}`;
  }
  return JSON.stringify(value);
}

function changedDocument(file: string, stage: string): HarnessError {
  return new HarnessError("digest-differs", `${file} is not what the manifest says was written`.slice(-120), {
    hint: `write it anew with \`shadowbench ${stage}\``,
  });
}

function refuseReading(file: string, stage: string, cause: unknown): HarnessError {
  if (isCode(cause, "ENOENT") || isCode(cause, "ENOTDIR"))
    return new HarnessError("run-folder-invalid", `${file} is not there`.slice(-120), {
      hint: `run \`shadowbench ${stage}\` first`,
      cause,
    });
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new HarnessError("run-folder-invalid", `${file} cannot be read`.slice(-120), {
    hint: reason,
    cause,
  });
}

/** Reads a document of the run folder; with `sha256` it must be the one that the manifest tells of. `stage` is the command that writes it, for the hint where it is missing. */
export async function readDocument<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  stage: string,
  sha256: string | null = null,
): Promise<z.output<Schema>> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw refuseReading(file, stage, cause);
  });
  if (sha256 !== null && digestText(text) !== sha256) throw changedDocument(file, stage);
  const parsed = schema.safeParse(parseJson(text, file));
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join(".") ?? "";
  throw new HarnessError("run-folder-invalid", `${file} does not hold its schema, at ${field}`.slice(-120), {
    hint: `write it anew with \`shadowbench ${stage}\``,
  });
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new HarnessError("run-folder-invalid", `${file} is not JSON`.slice(-120), { cause });
  }
}
