import { findMetric, metricCatalogue } from "../domain/metric-catalogue.ts";
import { nearestName } from "../domain/nearest-name.ts";
import { HarnessError } from "../errors.ts";
import type { PlanOptions } from "../gate/plan/plan-inputs.ts";

export interface PlanCommandOptions {
  readonly pilot?: string;
  readonly expected?: readonly string[];
  readonly designEffect?: string;
  readonly codesPerEncounter?: string;
  readonly perWeek?: string;
  readonly out?: string;
  readonly json?: boolean;
}

function refuse(message: string, hint: string): HarnessError {
  return new HarnessError("command-invalid", message.slice(0, 120), { hint });
}

function readNumber(text: string, option: string): number {
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isFinite(number)) return number;
  throw refuse(`${option} takes a number, not "${text}"`, "write it with a point, such as 0.97");
}

function readAbove(text: string | undefined, option: string, least: number, isAllowed: boolean) {
  if (text === undefined) return null;
  const number = readNumber(text, option);
  if (number > least || (isAllowed && number === least)) return number;
  throw refuse(`${option} is ${number}`, isAllowed ? `it is ${least} or more` : `it is more than ${least}`);
}

function readNamed(text: string): readonly [metric: string, value: number] {
  const at = text.indexOf("=");
  const metric = text.slice(0, at);
  if (findMetric(metric) !== undefined) return [metric, readNumber(text.slice(at + 1), "--expected")];
  const nearest = nearestName(
    metric,
    metricCatalogue.map(({ name }) => name),
  );
  const hint = nearest === null ? "`shadowbench metrics` lists every metric" : `did you mean "${nearest}"?`;
  throw refuse(`unknown metric "${metric}" in --expected`, hint);
}

/** The options of `plan` as numbers. Throws HarnessError `command-invalid`. */
export function readPlanOptions(options: PlanCommandOptions): PlanOptions {
  const expected = options.expected ?? [];
  const bare = expected.filter((text) => !text.includes("="));
  const [only, second] = bare;
  if (second !== undefined)
    throw refuse(`--expected is given twice without a metric: ${bare.join(", ")}`, "write metric=number");
  return {
    expected: only === undefined ? null : readNumber(only, "--expected"),
    expectedOf: new Map(expected.filter((text) => text.includes("=")).map(readNamed)),
    designEffect: readAbove(options.designEffect, "--design-effect", 1, true),
    codesPerEncounter: readAbove(options.codesPerEncounter, "--codes-per-encounter", 0, false),
    perWeek: readAbove(options.perWeek, "--per-week", 0, false),
  };
}
