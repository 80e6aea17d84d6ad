import { join } from "node:path";
import { whyInvalid } from "../../analysis/service/generator.ts";
import { type MeasuredService, measureService } from "../../analysis/service/service.ts";
import { failureRowSchema } from "../../domain/service.ts";
import type { Store } from "../../store/store.ts";
import { formatQuantity } from "../../terminal/numbers.ts";
import type { RunContext } from "../run-context.ts";
import { type RunFolder, writeWhole } from "../run-folder.ts";
import { requireRun, type Target } from "../target.ts";
import { formatTable } from "../write-tables.ts";

/** How the live engine of a run served, from the journal that `store` holds; `unit` names a cluster. */
export function measureRunService(
  store: Store,
  target: Target,
  unit: string,
  confidence: number,
): Promise<MeasuredService> {
  const { scenario } = target.inputs.loaded;
  return measureService(store, {
    sessions: requireRun(target).sessions,
    cost: scenario.cost ?? null,
    rateLimit: scenario.replay.rate_limit?.per_second ?? null,
    unit,
    confidence,
  });
}

/** Writes the encounters that got no answer to `tables/failures.csv`; its header alone for none. */
export async function writeFailures(folder: RunFolder, service: MeasuredService | null): Promise<void> {
  const text = formatTable(Object.keys(failureRowSchema.shape), service?.failures ?? []);
  await writeWhole(join(folder.tables, "failures.csv"), text);
}

/** Says what spoils the service figures, and how many encounters were set aside. */
export function warnOfService(service: MeasuredService | null, { logger }: RunContext): void {
  if (service === null) return;
  const invalid = whyInvalid(service.generator);
  if (invalid !== null) logger.warn(invalid);
  const failed = service.failures.length;
  if (failed === 0) return;
  const who = formatQuantity(failed, "response");
  logger.warn(`${who} failed for good: see tables/failures.csv in the run folder`);
}
