import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { ModuleEngineSpec } from "../domain/engine-spec.ts";
import { HarnessError } from "../errors.ts";
import { type Coder, describeThrown } from "./coder.ts";
import { createCoderEngine } from "./coder-engine.ts";
import type { Engine } from "./engine.ts";
import type { EngineSurroundings } from "./engine-surroundings.ts";

const shapeHint = "an engine module has the default export {name, version, code(encounter, {signal})}";

function isCoder(exported: object): exported is Coder {
  return missingParts(exported).length === 0;
}

function missingParts(exported: object): string[] {
  const missing: string[] = [];
  if (!("name" in exported) || typeof exported.name !== "string") missing.push("name (text)");
  if (!("version" in exported) || typeof exported.version !== "string") missing.push("version (text)");
  if (!("code" in exported) || typeof exported.code !== "function") missing.push("code (a function)");
  return missing;
}

async function importModule(path: string, shownPath: string): Promise<object> {
  try {
    return await import(pathToFileURL(path).href);
  } catch (cause) {
    const message = `cannot load the engine module: ${describeThrown(cause).split("\n")[0]}`;
    throw new HarnessError("engine-unusable", message.slice(0, 120), {
      where: { file: shownPath },
      hint: shapeHint,
      cause,
    });
  }
}

function readCoder(module: object, shownPath: string): Coder {
  const exported = "default" in module ? module.default : undefined;
  const where = { file: shownPath };
  if (typeof exported !== "object" || exported === null) {
    throw new HarnessError("engine-unusable", "the engine module has no default export", {
      where,
      hint: shapeHint,
    });
  }
  if (isCoder(exported)) return exported;
  const missing = missingParts(exported).join(", ");
  throw new HarnessError("engine-unusable", `the engine module's default export lacks ${missing}`, {
    where,
    hint: shapeHint,
  });
}

/**
 * Loads the ES module at `spec.path`, relative to the scenario's folder.
 * Throws HarnessError `engine-unusable` where it cannot be loaded or its default export is no engine.
 */
export async function openModuleEngine(
  spec: ModuleEngineSpec,
  surroundings: EngineSurroundings,
): Promise<Engine> {
  const module = await importModule(resolve(surroundings.folder, spec.path), spec.path);
  return createCoderEngine(readCoder(module, spec.path));
}
