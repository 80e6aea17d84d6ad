import type { Figure } from "../../domain/figure.ts";
import type { Metric } from "../../domain/metric.ts";
import type { RatioOutlook } from "../../stats/power/planned-ratio.ts";
import { formatThreshold } from "../gate-words.ts";
import { type PlanInputs, type Sourced, statedBy } from "./plan-inputs.ts";

/** A ratio as far as it is known before the shadow period; `assumed` says in sentences what was assumed. */
export interface Outlook {
  readonly ratio: RatioOutlook;
  readonly designEffect: Sourced;
  readonly units: Sourced;
  readonly assumed: readonly string[];
}

const oneAChart =
  "The codes of a chart count as one trial, right or wrong together: nobody said how many there are, or how alike.";
const allAlike =
  "The codes of a chart are right or wrong together, the worst case: no design effect was given.";
const onePatient = "Each patient comes once.";

/** Whether a figure counts encounters rather than codes: `encounters.exact_match`, but not `codes.recall`. */
export function countsEncounters({ form, name }: Metric): boolean {
  return form === "proportion" || /(^|\.)encounters\./.test(name);
}

function tell(what: string, number: Sourced | null, where: string): readonly string[] {
  if (number === null) return [];
  const from = number.from === "option" ? "as given" : "as the scenario says";
  return [`${what} ${formatThreshold(number.value)}${where}, ${from}.`];
}

function assumedOfCodes({ spec, options }: PlanInputs): Outlook {
  const given = statedBy(options.codesPerEncounter, spec.codes_per_encounter);
  const units: Sourced = given ?? { value: 1, from: "assumed" };
  const effect = statedBy(options.designEffect, spec.design_effect);
  const designEffect: Sourced = effect ?? { value: Math.max(1, units.value), from: "assumed" };
  const clusters = Math.min(1, units.value / designEffect.value);
  const kish = given === null ? clusters : clusters * (units.value / (units.value + 1));
  const known =
    given === null
      ? []
      : ["The numbers of codes differ from chart to chart as counts by chance do (Poisson)."];
  const told = [
    ...tell("Design effect", effect, ""),
    ...tell("Figures over codes count", given, " in each encounter"),
  ];
  const missing = effect === null ? [given === null ? oneAChart : allAlike] : [];
  return {
    ratio: { units: units.value, clusters, kish, designEffect: designEffect.value, seen: null },
    designEffect,
    units,
    assumed: [...told, ...missing, ...known, onePatient],
  };
}

function assumedOfEncounters(): Outlook {
  const one: Sourced = { value: 1, from: "assumed" };
  return {
    ratio: { units: 1, clusters: 1, kish: 1, designEffect: 1, seen: null },
    designEffect: one,
    units: one,
    assumed: [onePatient],
  };
}

/** What a plan assumes of a ratio where no pilot tells. */
export function assumeOutlook(metric: Metric, inputs: PlanInputs): Outlook {
  return countsEncounters(metric) ? assumedOfEncounters() : assumedOfCodes(inputs);
}

function measuredEffect({ value, se, denominator }: Figure): number | null {
  if (value === null || se === null || denominator === null || value <= 0 || value >= 1) return null;
  return se === 0 ? null : (se ** 2 * denominator) / (value * (1 - value));
}

function chooseEffect(figure: Figure, metric: Metric, inputs: PlanInputs, units: number): Sourced {
  const stated = countsEncounters(metric)
    ? null
    : statedBy(inputs.options.designEffect, inputs.spec.design_effect);
  if (stated?.from === "option") return stated;
  const measured = measuredEffect(figure);
  if (measured !== null) return { value: measured, from: "pilot" };
  return stated ?? { value: Math.max(1, units), from: "assumed" };
}

function seenIn({ value, rare_clusters: rare }: Figure, clusters: number): RatioOutlook["seen"] {
  return value === null || rare === null ? null : { value, rareShare: rare / clusters };
}

/** A ratio as the pilot measured it; null where the pilot's figure lacks a part. */
export function readOutlook(figure: Figure, metric: Metric, inputs: PlanInputs): Outlook | null {
  const { denominator, encounters, clusters, n_effective: kish } = figure;
  if (!denominator || !encounters || !clusters || kish === null) return null;
  const option = countsEncounters(metric) ? null : inputs.options.codesPerEncounter;
  const units: Sourced =
    option === null ? { value: denominator / encounters, from: "pilot" } : { value: option, from: "option" };
  const designEffect = chooseEffect(figure, metric, inputs, denominator / clusters);
  const isGuess = designEffect.from === "assumed" && designEffect.value > 1;
  return {
    ratio: {
      units: units.value,
      clusters: clusters / encounters,
      kish: kish / encounters,
      designEffect: designEffect.value,
      seen: designEffect.from === "pilot" ? seenIn(figure, clusters) : null,
    },
    designEffect,
    units,
    assumed: isGuess ? [allAlike] : [],
  };
}
