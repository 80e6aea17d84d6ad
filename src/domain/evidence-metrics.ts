import type { MetricDraft } from "./metric.ts";
import { share } from "./metric.ts";

const overCodes = "confidence against correctness of each engine code";
const overEncounters = "confidence against exact match of each encounter";

function calibration(
  suffix: "" | ".encounters",
  over: string,
  perSystem: boolean,
): Record<string, MetricDraft> {
  const of = suffix === "" ? "of codes" : "of encounters";
  return {
    [`calibration.ece${suffix}`]: {
      title: `Expected calibration error ${of}`,
      definition: `Mean distance of ${over} over 15 bins of equal mass; equal confidences share a bin.`,
      form: "distribution",
      ...share,
      better: "lower",
      perSystem,
    },
    [`calibration.brier${suffix}`]: {
      title: `Brier score ${of}`,
      definition: `Mean squared distance of ${over}.`,
      form: "distribution",
      ...share,
      better: "lower",
      perSystem,
    },
    [`calibration.aurc${suffix}`]: {
      title: `Area under the risk–coverage curve ${of}`,
      definition: `Mean risk over all coverages, by ${over}, in expectation under random order within ties.`,
      form: "distribution",
      ...share,
      better: "lower",
      perSystem,
    },
  };
}

/** Whether an engine's confidence means what it says, and what it lets go direct to bill. */
export const confidenceMetrics: Readonly<Record<string, MetricDraft>> = {
  ...calibration("", overCodes, true),
  ...calibration(".encounters", overEncounters, false),
  "automation.threshold": {
    title: "Automation threshold",
    definition:
      "Least confidence at which accepted encounters are proved to err no oftener than the target (Learn-then-Test).",
    form: "distribution",
    ...share,
    better: "neither",
    perSystem: false,
  },
  "automation.coverage": {
    title: "Share that may go direct to bill",
    definition: "Encounters accepted at the automation threshold over all, on the half it was not chosen on.",
    form: "proportion",
    ...share,
    perSystem: false,
  },
  "automation.precision": {
    title: "Exact match above the threshold",
    definition:
      "Accepted encounters coded exactly alike over all accepted, on the half it was not chosen on.",
    form: "proportion",
    ...share,
    perSystem: false,
  },
};
