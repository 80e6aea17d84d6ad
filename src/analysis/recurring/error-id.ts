import { createHash } from "node:crypto";

/**
 * `RE-` and 8 hex digits, the same in every run: system, class and the codes that were tested, in canonical form, decide
 * it alone. What the engine oftenest lists first instead of `from` is no part of it.
 */
export function errorId(system: string, errorClass: string, from: string | null, to: string | null): string {
  const digest = createHash("sha256").update([system, errorClass, from ?? "", to ?? ""].join("|"));
  return `RE-${digest.digest("hex").slice(0, 8)}`;
}
