import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { engineRequestSchema } from "../../../src/domain/engine-protocol.ts";
import { engineText, makeRunFolder, runFiles, writeFiles } from "../making-runs.ts";

/** The engine of the other runs, without its failures. */
export const steadyEngine = engineText().replace("% 11 === 0", "% 11 === 99");

const filesLine = '{kind: files, name: spread, version: "1"}';

const engineSchema = z.object({
  default: z.looseObject({ code: z.custom<(encounter: unknown) => Promise<object>>() }),
});

export interface Request {
  readonly request_id: string;
  readonly encounter: { readonly encounter_id: string };
}

export interface FilesRun {
  readonly folder: string;
  readonly scenarioFile: string;
  readonly out: string;
}

/** A scenario with a `files` engine in this folder, and beside it the module that answers for it. */
export function filesRunIn(folder: string, encounters: number, scenario = ""): FilesRun {
  writeFiles(folder, runFiles({ encounters, scenario, engineLine: filesLine, engine: steadyEngine }));
  return { folder, scenarioFile: join(folder, "scenario.yaml"), out: join(folder, "out") };
}

/** The same in a folder of its own, gone after the test. */
export function makeFilesRun(encounters: number, scenario = ""): FilesRun {
  return filesRunIn(makeRunFolder({}), encounters, scenario);
}

function readPart(file: string): string {
  const bytes = readFileSync(file);
  return (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
}

/** Every request of a drop, in order, each held against the protocol. */
export function readDrop(drop: string): Request[] {
  const parts = readdirSync(drop).filter((name) => name.startsWith("requests-"));
  return parts.sort().flatMap((name) =>
    readPart(join(drop, name))
      .split("\n")
      .slice(0, -1)
      .map((line) => engineRequestSchema.parse(JSON.parse(line))),
  );
}

/** The answer of the module to each request, a line each. */
export async function answerAll(folder: string, requests: readonly Request[]): Promise<string[]> {
  const imported: unknown = await import(pathToFileURL(join(folder, "engine.mjs")).href);
  const engine = engineSchema.parse(imported).default;
  return Promise.all(
    requests.map(async ({ request_id, encounter }) =>
      JSON.stringify({ request_id, ...(await engine.code(encounter)), engine: { version: "1" } }),
    ),
  );
}

export function codedLine(requestId: string, code: string): string {
  return JSON.stringify({ request_id: requestId, status: "coded", codes: [{ system: "ICD-10-CM", code }] });
}
