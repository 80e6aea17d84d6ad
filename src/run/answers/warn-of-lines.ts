import type { RunManifest } from "../../domain/run-manifest.ts";
import type { Logger } from "../../effects.ts";
import { formatCount } from "../../terminal/numbers.ts";
import type { RunFolder } from "../run-folder.ts";

/** Says so where the journal has fewer lines than its last session left in it: their encounters are open again. */
export function warnOfLines(
  { journal }: Pick<RunFolder, "journal">,
  { responses }: Pick<RunManifest, "responses">,
  lines: number,
  logger: Logger,
): void {
  if (responses === null || lines >= responses) return;
  const missing = formatCount(responses - lines);
  logger.warn(
    `${missing} of the ${formatCount(responses)} lines that the last session left in ${journal} are gone: ` +
      "their encounters are open again. Restore it from a copy, or go on with --resume",
  );
}
