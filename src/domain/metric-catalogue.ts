import { answeredCodeMetrics, codeMetrics } from "./code-metrics.ts";
import { confidenceMetrics } from "./evidence-metrics.ts";
import { buildMetric, type Metric, type MetricDraft, share } from "./metric.ts";
import { selfMetrics } from "./self-metrics.ts";
import { serviceMetrics } from "./service-metrics.ts";

const comparisons: Readonly<Record<string, MetricDraft>> = {
  "codes.precision": {
    title: "Precision of codes",
    definition: "Matched codes over all the engine's codes: ΣTP / Σ(TP+FP).",
    form: "ratio",
    ...share,
  },
  "codes.recall": {
    title: "Recall of codes (code-over-code)",
    definition: "Matched codes over all the coders' codes: ΣTP / Σ(TP+FN).",
    form: "ratio",
    ...share,
  },
  "codes.f1": {
    title: "F1 of codes",
    definition: "Precision and recall in one: 2ΣTP / (2ΣTP+ΣFP+ΣFN).",
    form: "ratio",
    ...share,
  },
  "codes.net_accuracy": {
    title: "Code-over-code with extra codes deducted",
    definition: "(ΣTP − ΣFP) / Σ(TP+FN); may be negative.",
    form: "unbounded",
    ...share,
  },
  "encounters.exact_match": {
    title: "Encounters coded exactly alike (record-over-record)",
    definition: "Share of encounters with equal code sets, over those where either side has a code.",
    form: "proportion",
    ...share,
  },
  "encounters.jaccard": {
    title: "Mean overlap per encounter (Jaccard)",
    definition: "Mean of TP/(TP+FP+FN) over encounters where either side has a code.",
    form: "ratio",
    ...share,
  },
  "encounters.f1": {
    title: "Mean F1 per encounter",
    definition: "Mean of 2TP/(2TP+FP+FN) over encounters where either side has a code.",
    form: "ratio",
    ...share,
  },
  "principal.agreement": {
    title: "Principal or first-listed diagnosis",
    definition:
      "Share of encounters with the same sequence-1 diagnosis, over those where the reference has one.",
    form: "proportion",
    ...share,
    perSystem: false,
  },
};

const macros: Readonly<Record<string, MetricDraft>> = {
  "codes.f1_macro.reference": {
    title: "Macro F1 over codes of the reference",
    definition: "Mean of per-code F1 over codes that occur in the reference (Edin et al. 2023).",
    form: "macro",
    ...share,
  },
  "codes.f1_macro.union": {
    title: "Macro F1 over codes of either side",
    definition: "Mean of per-code F1 over codes that occur on either side.",
    form: "macro",
    ...share,
  },
  "codes.f1_macro.harmonic": {
    title: "Harmonic macro F1",
    definition:
      "Harmonic mean of macro precision and macro recall over codes of either side, 0/0 as 0 (Mullenbach et al. 2018).",
    form: "macro",
    ...share,
  },
};

const responses: Readonly<Record<string, MetricDraft>> = {
  "engine.error_rate": {
    title: "Failed responses",
    definition: "Encounters whose last response failed, over all encounters compared.",
    form: "proportion",
    ...share,
    better: "lower",
    perSystem: false,
  },
  "engine.abstention_rate": {
    title: "Abstentions",
    definition: "Encounters that the engine held for a person, over all encounters compared.",
    form: "proportion",
    ...share,
    better: "neither",
    perSystem: false,
  },
  "engine.answered_rate": {
    title: "Answered without a person",
    definition: "Encounters with a coded response, over all encounters compared.",
    form: "proportion",
    ...share,
    perSystem: false,
  },
};

function derive(
  drafts: Readonly<Record<string, MetricDraft>>,
  rename: (name: string) => string,
  change: (draft: MetricDraft) => MetricDraft,
) {
  return Object.entries(drafts).map(([name, draft]) => buildMetric(rename(name), change(draft)));
}

function answered(draft: MetricDraft): MetricDraft {
  return {
    ...draft,
    title: `${draft.title}, answered only`,
    definition: `${draft.definition} Over coded responses only: what the engine answered without a person.`,
  };
}

function human(draft: MetricDraft): MetricDraft {
  return {
    ...draft,
    title: `${draft.title}, second coder`,
    definition: `${draft.definition} The second coder against the coder of record, on doubly coded encounters.`,
  };
}

function excess(draft: MetricDraft): MetricDraft {
  return {
    ...draft,
    title: `${draft.title}, second coder less engine`,
    definition: `${draft.definition} Second coder's figure minus the engine's on the same doubly coded encounters.`,
    unit: "difference",
    form: "difference",
    better: "lower",
  };
}

/** Ratios of sums or means over encounters that two runs, or an engine and the truth, can be compared by. */
function isComparable(draft: MetricDraft): boolean {
  const { form, stage } = draft;
  return stage !== "service" && (form === "ratio" || form === "proportion" || form === "unbounded");
}

function change(draft: MetricDraft): MetricDraft {
  return {
    ...draft,
    title: `${draft.title}, change`,
    definition: `${draft.definition} This run less the baseline, on the same encounters.`,
    unit: draft.unit === "share" ? "difference" : (draft.unit ?? "difference"),
    form: "difference",
    isMeasure: false,
  };
}

function supported(draft: MetricDraft): MetricDraft {
  return {
    ...draft,
    title: `${draft.title}, frequent codes`,
    definition: `${draft.definition} Codes with fewer encounters in the reference than min_support left out.`,
  };
}

/** What reviewers settle can be held against: sets of codes. */
const truths = Object.fromEntries(
  ["codes.precision", "codes.recall", "codes.f1", "codes.net_accuracy", "encounters.exact_match"].flatMap(
    (name) => {
      const draft = comparisons[name];
      return draft === undefined ? [] : [[name, draft]];
    },
  ),
);

function truth(whose: string, draft: MetricDraft): MetricDraft {
  return {
    ...draft,
    title: `${draft.title}: ${whose} accuracy`,
    definition: `${draft.definition} Against adjudicated truth, by prediction-powered inference.`,
    form: draft.form === "proportion" ? "ratio" : draft.form,
  };
}

const comparable = Object.fromEntries(
  Object.entries({ ...comparisons, ...answeredCodeMetrics, ...codeMetrics, ...responses }).filter(
    ([, draft]) => isComparable(draft),
  ),
);

/** Every metric of the harness, in the order of the reports. */
export const metricCatalogue: readonly Metric[] = [
  ...derive(
    { ...comparisons, ...macros, ...answeredCodeMetrics, ...codeMetrics },
    (name) => name,
    (draft) => draft,
  ),
  ...derive({ ...comparisons, ...macros, ...answeredCodeMetrics }, (name) => `${name}.answered`, answered),
  ...derive(
    responses,
    (name) => name,
    (draft) => draft,
  ),
  ...derive(
    serviceMetrics,
    (name) => name,
    (draft) => draft,
  ),
  ...derive(comparisons, (name) => `human.${name}`, human),
  ...derive(comparisons, (name) => `excess.${name}`, excess),
  ...derive(
    selfMetrics,
    (name) => name,
    (draft) => draft,
  ),
  ...derive(macros, (name) => `${name}.supported`, supported),
  ...derive(comparable, (name) => `change.${name}`, change),
  ...derive(
    truths,
    (name) => `true.${name}`,
    (draft) => truth("the engine's", draft),
  ),
  ...derive(
    truths,
    (name) => `true.coder.${name}`,
    (draft) => truth("the coders'", draft),
  ),
  ...derive(
    confidenceMetrics,
    (name) => name,
    (draft) => draft,
  ),
];

const byName = new Map(metricCatalogue.map((metric) => [metric.name, metric]));

export function findMetric(name: string): Metric | undefined {
  return byName.get(name);
}
