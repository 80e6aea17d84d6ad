import { rulesOf } from "./system-rules.ts";

/**
 * The one form of a code that every comparison uses: trimmed, upper case, then the system's own form
 * (`e119` is `E11.9`, `65` is MS-DRG `065`). Unknown systems: trimmed and upper case. Twice is the same as once.
 */
export function canonicalCode(system: string, rawCode: string): string {
  return rulesOf(system).canonical(rawCode.trim().toUpperCase());
}
