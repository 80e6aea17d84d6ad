import type { ResultsRun } from "../domain/results.ts";

function versionReasons({ engine }: ResultsRun): string[] {
  return engine.answered_versions.flatMap(({ version, responses }) =>
    version === null || responses === 0 || engine.version.includes(version)
      ? []
      : [
          `version ${version} of the engine gave ${responses} responses; the scenario names ${engine.version.join(", ")}`,
        ],
  );
}

/**
 * Why a run decides nothing, in plain words; empty for a complete run.
 * A run that calls itself complete although another engine version answered is incomplete all the same.
 */
export function findIncompleteReasons(run: ResultsRun): string[] {
  if (run.incomplete_because.length > 0) return [...run.incomplete_because];
  return run.complete ? versionReasons(run) : ["the run is not complete"];
}
