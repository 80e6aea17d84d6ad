import type { VerdictWord } from "../domain/verdict.ts";
import { exitCodes } from "../errors.ts";

const codes: Record<VerdictWord, number> = {
  go: exitCodes.go,
  "no-go": exitCodes.noGo,
  inconclusive: exitCodes.inconclusive,
  incomplete: exitCodes.incomplete,
};

/** The exit code that a pipeline reads the verdict from. */
export function exitCodeOf(verdict: VerdictWord): number {
  return codes[verdict];
}
