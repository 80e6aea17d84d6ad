import type { Analysis } from "../analysis/analyze.ts";
import { supportAsked } from "../domain/benchmark.ts";
import { engineVersions } from "../domain/engine-spec.ts";
import { type Results, type ResultsTables, resultsSchemaName } from "../domain/results.ts";
import type { Measured } from "./analyze-stage.ts";
import { capTables } from "./cap-tables.ts";
import { describeBaseline } from "./compare/baseline.ts";
import type { Inputs } from "./inputs.ts";
import { codeTablesOf } from "./load-library.ts";
import { repeatsOf } from "./load-run.ts";
import { readToolVersion } from "./tool-version.ts";

function countStatus(analysis: Analysis, status: string): number {
  return analysis.tables.responses
    .filter((row) => row.status === status)
    .reduce((sum, row) => sum + row.count, 0);
}

function wrongVersions(
  noun: "responses" | "repeats",
  versions: Analysis["versions"],
  allowed: readonly string[],
): readonly string[] {
  return versions.flatMap(({ version, responses }) =>
    version === null || allowed.includes(version)
      ? []
      : [
          `${responses} ${noun} came from version ${version} of the engine; the scenario names ${allowed.join(", ")}`,
        ],
  );
}

/** What is missing, and the command that brings it. */
function describeOpen(open: number, noun: "encounters" | "repeats", isInFiles: boolean): readonly string[] {
  if (open === 0) return [];
  if (isInFiles) return [`${open} ${noun} have no answer yet; import more with \`shadowbench import\``];
  return [`${open} ${noun} have no final response yet; go on with --resume`];
}

function incompleteRepeats(
  { repeats }: Analysis,
  allowed: readonly string[],
  isInFiles: boolean,
): readonly string[] {
  const { open, versions } = repeats;
  return [...describeOpen(open, "repeats", isInFiles), ...wrongVersions("repeats", versions, allowed)];
}

/** Why no verdict can stand on this run, in plain sentences; empty for a complete one. */
function incompleteReasons(
  analysis: Analysis,
  versions: readonly string[],
  isInFiles: boolean,
): readonly string[] {
  const open = countStatus(analysis, "open");
  const failed = countStatus(analysis, "failed");
  return [
    ...(analysis.encounters === 0 ? ["no encounter is in scope"] : []),
    ...(failed > 0 && failed === analysis.encounters ? ["every response failed: nothing was answered"] : []),
    ...describeOpen(open, "encounters", isInFiles),
    ...wrongVersions("responses", analysis.versions, versions),
    ...incompleteRepeats(analysis, versions, isInFiles),
    ...(analysis.assisted === 0
      ? []
      : [`on ${analysis.assisted} encounters a coder saw the engine under test: that is no shadow`]),
  ];
}

function describeAdjudication(review: Measured["review"]): Results["run"]["adjudication"] {
  if (review === null) return null;
  const { encounters, reviewers, arbiter, sha256, nonresponse } = review;
  const settled = encounters.filter(({ state }) => state === "settled").length;
  return { sha256, drawn: encounters.length, settled, reviewers: [...reviewers], arbiter, nonresponse };
}

function describeRun(inputs: Inputs, measured: Measured): Results["run"] {
  const { scenario, sha256 } = inputs.loaded;
  const { manifest } = inputs.inspection;
  const { analysis } = measured;
  const versions = [...engineVersions(scenario.engine)];
  const reasons = incompleteReasons(analysis, versions, scenario.engine.kind === "files");
  const rows: Readonly<Record<string, number>> = measured.rows;
  return {
    scenario: scenario.name,
    scenario_digest: sha256,
    dataset: manifest.name,
    dataset_version: manifest.version,
    provenance: manifest.provenance,
    tables: inputs.tables.map(({ table, file, sha256 }) => ({
      table,
      file,
      sha256,
      rows: rows[table] ?? null,
    })),
    engine: {
      kind: scenario.engine.kind,
      name: scenario.engine.name,
      version: versions,
      answered_versions: [...analysis.versions],
    },
    reference: { role: scenario.reference.role, sources: scenario.reference.sources ?? null },
    systems: [...measured.systems],
    slices: scenario.slices,
    unit: analysis.unit,
    seed: scenario.seed,
    confidence: scenario.gate?.confidence ?? 0.95,
    tool_version: readToolVersion(),
    code_tables: codeTablesOf(measured.library),
    frame: analysis.frame,
    baseline: describeBaseline(measured.baseline),
    min_support: supportAsked(scenario.gate?.benchmarks ?? []),
    adjudication: describeAdjudication(measured.review),
    repeats: repeatsOf(scenario),
    complete: reasons.length === 0,
    incomplete_because: [...reasons],
  };
}

/** Every table of results.json, whole. */
export function listTables({ analysis, documents }: Measured): ResultsTables {
  return { ...analysis.tables, documents: [...documents] };
}

/** Puts results.json together. Nothing in it depends on when, where or in how many sessions the run was made. */
export function buildResults(inputs: Inputs, measured: Measured): Results {
  const { analysis, latencies } = measured;
  return {
    schema: resultsSchemaName,
    run: describeRun(inputs, measured),
    figures: [...analysis.figures, ...latencies],
    ...capTables(listTables(measured)),
  };
}
