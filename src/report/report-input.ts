import type { Results } from "../domain/results.ts";
import type { Service } from "../domain/service.ts";
import type { Verdict } from "../domain/verdict.ts";

/** The three documents a report is made of. `service` is null where nothing was timed, `verdict` where no gate stands. */
export interface ReportInput {
  readonly results: Results;
  readonly service: Service | null;
  readonly verdict: Verdict | null;
}
