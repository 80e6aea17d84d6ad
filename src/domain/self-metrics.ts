import { type MetricDraft, share } from "./metric.ts";

/** The engine against itself, where the run asked every encounter several times. */
export const selfMetrics: Readonly<Record<string, MetricDraft>> = {
  "self.f1": {
    title: "F1 between repeats",
    definition:
      "Codes that two repeats of one encounter share, twice, over all codes of the two; summed over every pair of repeats.",
    form: "ratio",
    ...share,
    whenEmpty: "no repeat gave a code here",
  },
  "self.jaccard": {
    title: "Mean overlap between repeats (Jaccard)",
    definition:
      "Mean over encounters of the mean over pairs of repeats of shared over all codes of the two, where any repeat has a code.",
    form: "ratio",
    ...share,
    yScale: 1_099_511_627_776n,
    whenEmpty: "no repeat gave a code here",
  },
  "self.exact_match": {
    title: "Exact match between repeats",
    definition:
      "Share of encounters whose repeats all gave the same codes, over those where any repeat has one.",
    form: "proportion",
    ...share,
    whenEmpty: "no repeat gave a code here",
  },
  "self.noise_share": {
    title: "Own noise as a share of disagreement",
    definition:
      "Half the codes in which two repeats differ over the codes in which a repeat differs from the reference, means over pairs and repeats: the share of its errors that would not come back if it were asked again.",
    form: "ratio",
    ...share,
    better: "neither",
    whenEmpty: "no repeat differs from the reference here",
  },
  "self.status_agreement": {
    title: "Status agreement between repeats",
    definition: "Share of encounters whose repeats were all coded, all held for a person, or all failed.",
    form: "proportion",
    ...share,
    perSystem: false,
    whenEmpty: "no encounter here has all its repeats",
  },
};
