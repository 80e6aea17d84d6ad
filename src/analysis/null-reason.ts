import type { Scope } from "./slices/scopes.ts";

/** Why a ratio has nothing to divide by, in the words of the report. */
export function nullReason(scope: Scope, metric: string): string {
  if (scope.encounters === 0) return "no encounter in scope matches";
  if (metric.endsWith(".answered") && scope.answered === 0) return "no encounter was answered";
  if (metric.startsWith("codes.precision")) return "the engine gave no code here";
  if (metric.startsWith("principal.")) return "the reference lists no first diagnosis here";
  if (metric.startsWith("codes.recall") || metric.startsWith("codes.net_accuracy"))
    return "the reference holds no code here";
  return "neither side holds a code here";
}
