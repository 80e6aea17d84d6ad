import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { parseYaml } from "../domain/parse-yaml.ts";
import type { YamlPath } from "../domain/yaml-place.ts";
import { HarnessError, type Place, type Problem } from "../errors.ts";
import { checkScenario, warnOfScenario } from "./check-scenario.ts";
import type { Finding } from "./finding.ts";
import { readGateFiles } from "./read-gate-files.ts";
import { resolveGate } from "./resolve-gate.ts";
import { type Scenario, type ScenarioSpec, scenarioSchema } from "./schema.ts";

/**
 * A scenario as read from its file. `file` is the name it was asked by, `folder` and `datasetFolder` are absolute,
 * `sha256` is of the file's bytes. `locate` gives the place of a value; `warnings` are allowed but likely mistakes.
 */
export interface LoadedScenario {
  readonly file: string;
  readonly folder: string;
  readonly text: string;
  readonly sha256: string;
  readonly scenario: Scenario;
  readonly datasetFolder: string;
  readonly warnings: readonly Problem[];
  readonly locate: (path: YamlPath) => Place;
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}

async function readScenario(file: string): Promise<Buffer> {
  if (await isFolder(file)) {
    const hint = "give the scenario's YAML file, for example scenarios/demo.yaml";
    throw new HarnessError("scenario-invalid", `${file} is a folder, not a scenario`, { hint });
  }
  return readFile(file).catch((cause: unknown) => {
    const hint = "check the path; `shadowbench init <folder>` writes a scenario to start from";
    throw new HarnessError("file-unreadable", `cannot read the scenario ${file}`, { hint, cause });
  });
}

function place(findings: readonly Finding[], locate: (path: YamlPath) => Place): Problem[] {
  return findings.map(({ path, message, hint }) => ({ message, hint, where: locate(path) }));
}

/** Problems in the order of their file, those of the scenario before those of the files it extends. */
function sortProblems(problems: readonly Problem[], file: string): Problem[] {
  const key = ({ where }: Problem) => (where === undefined || where.file === file ? "" : where.file);
  return problems.toSorted((a, b) => {
    if (key(a) !== key(b)) return key(a) < key(b) ? -1 : 1;
    const lines = (a.where?.line ?? 0) - (b.where?.line ?? 0);
    return lines === 0 ? (a.where?.column ?? 0) - (b.where?.column ?? 0) : lines;
  });
}

interface Resolved {
  readonly scenario: Scenario;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly locate: (path: YamlPath) => Place;
}

/** The scenario with its whole gate; `locate` finds what an extended file states in that file. */
async function resolveScenario(
  { gate: spec, ...scenario }: ScenarioSpec,
  file: string,
  locate: (path: YamlPath) => Place,
): Promise<Resolved> {
  if (spec === undefined) return { scenario, problems: [], warnings: [], locate };
  const locateOwn = (path: YamlPath) => locate(["gate", ...path]);
  const own = { file, path: resolve(file), spec, locate: locateOwn };
  const { gate, problems, warnings, locate: locateGate } = resolveGate(await readGateFiles(own));
  return {
    scenario: { ...scenario, gate },
    problems,
    warnings,
    locate: (path) => (path[0] === "gate" ? locateGate(path.slice(1)) : locate(path)),
  };
}

/**
 * Reads a scenario with the files that its gate extends, and checks everything that can be told without its dataset.
 * Throws HarnessError `file-unreadable`, or `scenario-invalid` with every problem at its line and column.
 */
export async function loadScenario(file: string): Promise<LoadedScenario> {
  const bytes = await readScenario(file);
  const text = bytes.toString("utf8");
  const written = parseYaml(text, file, scenarioSchema, "scenario-invalid");
  const { scenario, locate, ...resolved } = await resolveScenario(written.value, file, written.locate);
  const found = [...resolved.problems, ...place(checkScenario(scenario, locate), locate)];
  const problems = sortProblems(found, file);
  if (problems.length > 0) {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    throw new HarnessError("scenario-invalid", `${count} in ${file}`, { problems });
  }
  const folder = dirname(resolve(file));
  return {
    file,
    folder,
    text,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    scenario,
    datasetFolder: resolve(folder, scenario.dataset),
    warnings: sortProblems([...resolved.warnings, ...place(warnOfScenario(scenario), locate)], file),
    locate,
  };
}
