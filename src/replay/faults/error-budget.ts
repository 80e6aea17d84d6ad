import type { ReplaySpec } from "../../domain/replay-spec.ts";

/** Whether a session that has so many final responses, of which so many failed, has spent its budget for errors. */
export function isOverBudget(
  { share, after }: ReplaySpec["error_budget"],
  { finished, failed }: { readonly finished: number; readonly failed: number },
): boolean {
  return finished >= after && failed > share * finished;
}
