import type { Gate } from "../domain/benchmark.ts";
import type { ResultsRun } from "../domain/results.ts";

const counts = new Intl.NumberFormat("en-US");

/** The protocol leaves a version to the engine, so an answer without one is taken at the scenario's word. */
function noteVersions({ engine }: ResultsRun): readonly string[] {
  const nameless = engine.answered_versions.find(({ version }) => version === null)?.responses ?? 0;
  if (nameless === 0) return [];
  const responses = nameless === 1 ? "1 response names" : `${counts.format(nameless)} responses name`;
  return [
    `${responses} no version of the engine: that it is ${engine.version.join(", ")} is the scenario's word`,
  ];
}

/** What a reader of the verdict must know beside its reasons: what the gate holds less strictly, and takes on trust. */
export function listNotes(run: ResultsRun, gate: Gate): readonly string[] {
  return [...(gate.notes ?? []), ...noteVersions(run)];
}
