import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type GateSpec, gateFileSchema } from "../domain/benchmark.ts";
import { parseYaml } from "../domain/parse-yaml.ts";
import type { YamlPath } from "../domain/yaml-place.ts";
import { HarnessError, type Place } from "../errors.ts";
import type { GateSource } from "./gate-source.ts";

/** A gate as one file states it, before the files that it extends are read. `file` is the name for messages. */
export interface GateText {
  readonly file: string;
  readonly path: string;
  readonly spec: GateSpec;
  readonly locate: (path: YamlPath) => Place;
}

interface Reading {
  /** The files that are being read, from the scenario down to this one. */
  readonly chain: readonly string[];
  readonly read: Map<string, Promise<GateSource>>;
}

function refuse(message: string, where: Place, hint: string): never {
  throw new HarnessError("scenario-invalid", `1 problem in ${where.file}`, {
    problems: [{ message, where, hint }],
  });
}

async function readGateText(file: string, path: string, where: Place): Promise<GateText> {
  const text = await readFile(path, "utf8").catch(() =>
    refuse("cannot read the file of benchmarks", where, `no file lies at ${path}`),
  );
  const { value: spec, locate } = parseYaml(text, file, gateFileSchema, "scenario-invalid");
  return { file, path, spec, locate };
}

function readParent(text: GateText, written: string, at: number, reading: Reading): Promise<GateSource> {
  const path = resolve(dirname(text.path), written);
  const where = text.locate(["extends", at]);
  if (reading.chain.includes(path)) refuse("the files extend each other in a circle", where, "take one out");
  const known = reading.read.get(path);
  if (known !== undefined) return known;
  const file = join(dirname(text.file), written);
  const read = readGateText(file, path, where).then((own) => readSource(own, reading));
  reading.read.set(path, read);
  return read;
}

async function readSource(text: GateText, { chain, read }: Reading): Promise<GateSource> {
  const reading = { chain: [...chain, text.path], read };
  const parents: GateSource[] = [];
  for (const [at, written] of (text.spec.extends ?? []).entries())
    parents.push(await readParent(text, written, at, reading));
  return { path: text.path, spec: text.spec, locate: text.locate, parents };
}

/**
 * Reads every file that a gate extends, each relative to the file that names it; one that is named twice is read once.
 * Throws HarnessError `scenario-invalid` at the line that names a file which is not there or closes a circle, and
 * with every problem of a file's own at its line.
 */
export function readGateFiles(text: GateText): Promise<GateSource> {
  return readSource(text, { chain: [], read: new Map() });
}
