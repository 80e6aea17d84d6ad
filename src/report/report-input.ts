import type { Results } from "../domain/results.ts";
import type { RunManifest } from "../domain/run-manifest.ts";
import type { Service } from "../domain/service.ts";
import type { Verdict } from "../domain/verdict.ts";

/**
 * The documents a report is made of. `service` is null where nothing was timed, `verdict` where no gate stands; without
 * `manifest` nothing is told of shards, sessions and kept answers.
 */
export interface ReportInput {
  readonly results: Results;
  readonly service: Service | null;
  readonly verdict: Verdict | null;
  readonly manifest?: RunManifest;
}
