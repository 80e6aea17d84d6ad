import type { PlanSpec } from "../../domain/automation-spec.ts";
import type { Gate } from "../../domain/benchmark.ts";
import type { PlanSource } from "../../domain/plan-document.ts";
import type { Results } from "../../domain/results.ts";
import type { Measurements } from "../find-figure.ts";

/** What a command may say against scenario and pilot. `expected` by metric, or for every `at_least` without its own. */
export interface PlanOptions {
  readonly expected: number | null;
  readonly expectedOf: ReadonlyMap<string, number>;
  readonly designEffect: number | null;
  readonly codesPerEncounter: number | null;
  readonly perWeek: number | null;
}

/** All that a plan is made of: the gate, what the scenario assumes, what a pilot run measured, what a person says. */
export interface PlanInputs {
  readonly scenario: string;
  readonly gate: Gate;
  readonly spec: PlanSpec;
  readonly pilot: Measurements | null;
  readonly options: PlanOptions;
}

/** A number, and where it comes from. */
export interface Sourced {
  readonly value: number;
  readonly from: PlanSource;
}

export const noPlanOptions: PlanOptions = {
  expected: null,
  expectedOf: new Map(),
  designEffect: null,
  codesPerEncounter: null,
  perWeek: null,
};

/** What the option says, else what the scenario does; null where neither. */
export function statedBy(option: number | null, written: number | undefined): Sourced | null {
  if (option !== null) return { value: option, from: "option" };
  return written === undefined ? null : { value: written, from: "scenario" };
}

/** The pilot's measurements with its own baseline counted as present, so that its `change.*` figures can be read. */
export function openPilot({ results, service }: Pick<Measurements, "results" | "service">): Measurements {
  const { baseline } = results.run;
  return { results, service, baseline };
}

/** Encounters that the pilot compared. */
export function countCompared({ tables }: Results): number {
  const step = tables.flow.find(({ step }) => step === "compared");
  return step?.encounters ?? 0;
}
