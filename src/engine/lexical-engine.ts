import { resolve } from "node:path";
import { readCarriedCatalogue } from "../codeset/catalogue.ts";
import type { CatalogueEntry } from "../codeset/catalogue-entry.ts";
import { protocolName } from "../domain/engine-protocol.ts";
import type { LexicalEngineSpec } from "../domain/engine-spec.ts";
import type { Coder } from "./coder.ts";
import { createCoderEngine } from "./coder-engine.ts";
import type { Engine } from "./engine.ts";
import type { EngineSurroundings } from "./engine-surroundings.ts";
import { createLexicalCoder, lexicalEngineName, lexicalEngineVersion } from "./lexical/lexical-coder.ts";
import { readOfficialTitles } from "./lexical/official-titles.ts";

/** The entries of official CMS tables at `paths`, or the catalogue that the project carries where there are none. */
function readEntries(paths: readonly string[]): readonly CatalogueEntry[] {
  return paths.length === 0 ? readCarriedCatalogue() : paths.flatMap((path) => readOfficialTitles(path));
}

/** The built-in baseline as a coder, to be asked here or served. `paths` are official CMS tables; none: the carried catalogue. */
export function openLexicalCoder(paths: readonly string[]): Coder {
  const answer = createLexicalCoder(readEntries(paths));
  return {
    name: lexicalEngineName,
    version: lexicalEngineVersion,
    code: (encounter, { systems }) =>
      answer({ protocol: protocolName, request_id: "", encounter, systems: [...systems] }),
  };
}

/** The built-in baseline with the titles of `spec`, whose paths are relative to the scenario's folder. */
export function openLexicalEngine(spec: LexicalEngineSpec, surroundings: EngineSurroundings): Engine {
  const titles = typeof spec.titles === "string" ? [spec.titles] : (spec.titles ?? []);
  return createCoderEngine(openLexicalCoder(titles.map((path) => resolve(surroundings.folder, path))));
}
