import type { Scope } from "./slices/scopes.ts";

/** Why a ratio has nothing to divide by, in the words of the report; `notGiven` names a DRG the engine never gives. */
export function nullReason(scope: Scope, metric: string, notGiven: string | null = null): string {
  if (scope.encounters === 0) return "no encounter in scope matches";
  if (notGiven !== null) return `the engine gives no ${notGiven}`;
  if (metric.endsWith(".answered") && scope.answered === 0) return "no encounter was answered";
  if (metric.startsWith("codes.precision")) return "the engine gave no code here";
  if (metric.startsWith("principal.")) return "the reference lists no first diagnosis here";
  if (metric.startsWith("codes.recall") || metric.startsWith("codes.net_accuracy"))
    return "the reference holds no code here";
  return "neither side holds a code here";
}
