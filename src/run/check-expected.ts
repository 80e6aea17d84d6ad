import type { Gate } from "../domain/benchmark.ts";
import { findMetric } from "../domain/metric-catalogue.ts";
import { HarnessError } from "../errors.ts";
import type { PlanOptions } from "../gate/plan/plan-inputs.ts";
import { refuseValue } from "../scenario/metric-range.ts";

function checkValue(name: string, value: number): void {
  const metric = findMetric(name);
  const refusal = metric === undefined ? null : refuseValue(metric, "--expected", value);
  if (refusal === null) return;
  throw new HarnessError("command-invalid", refusal.message.slice(0, 120), { hint: refusal.hint });
}

/**
 * Throws `command-invalid` for a true value that its metric cannot take, such as 97 for a share: one given by name, and
 * one for all against each benchmark that it stands for.
 */
export function checkExpected({ expected, expectedOf }: PlanOptions, { benchmarks }: Gate): void {
  for (const [name, value] of expectedOf) checkValue(name, value);
  if (expected === null) return;
  const open = benchmarks.filter((one) => one.at_least !== undefined && one.expected === undefined);
  for (const { metric } of open) if (!expectedOf.has(metric)) checkValue(metric, expected);
}
