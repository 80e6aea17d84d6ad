import { fault, type MetricDrafts, neutral, perRun, perSystem, ratio } from "./measure-drafts.ts";
import type { MetricDraft } from "./metric.ts";

function severityDrafts(level: "mcc" | "cc"): MetricDrafts {
  const name = level.toUpperCase();
  return {
    [`severity.${level}_precision`]: {
      ...perRun,
      ...ratio,
      title: `Precision of ${name}s`,
      definition: `Matched secondary diagnoses that are ${name} over the engine's. Nominal: exclusions are not applied.`,
      whenEmpty: `the engine gave no secondary diagnosis that is ${name} here`,
    },
    [`severity.${level}_recall`]: {
      ...perRun,
      ...ratio,
      title: `Recall of ${name}s`,
      definition: `Matched secondary diagnoses that are ${name} over the reference's. Nominal: exclusions are not applied.`,
      whenEmpty: `the reference holds no secondary diagnosis that is ${name} here`,
    },
  };
}

function severitySide(side: "engine" | "reference"): MetricDrafts {
  const discharge = { ...perRun, ...neutral, whenEmpty: "no inpatient facility encounter here" } as const;
  return {
    [`severity.mcc_rate.${side}`]: {
      ...discharge,
      title: `Discharges with an MCC, ${side}`,
      definition: `Share of inpatient discharges with at least one MCC among the ${side}'s secondary diagnoses.`,
    },
    [`severity.single_mcc.${side}`]: {
      ...discharge,
      title: `MCC resting on one code, ${side}`,
      definition: `Share of the ${side}'s discharges with an MCC in which exactly one code is one: what an auditor pulls.`,
      whenEmpty: `no discharge of the ${side} has an MCC here`,
    },
  };
}

export const hccModels = ["V24", "V28", "ESRD", "RxHCC"] as const;

const hcc: MetricDrafts = Object.fromEntries(
  hccModels.flatMap((model) => [
    [
      `hcc.precision.${model}`,
      {
        ...perRun,
        ...ratio,
        title: `Precision of HCCs, ${model}`,
        definition: `HCCs of both sides over the engine's, per patient and service year, model ${model}.`,
        whenEmpty: "the engine's codes give no HCC here",
      } satisfies MetricDraft,
    ],
    [
      `hcc.recall.${model}`,
      {
        ...perRun,
        ...ratio,
        title: `Recall of HCCs, ${model}`,
        definition: `HCCs of both sides over the reference's, per patient and service year, model ${model}.`,
        whenEmpty: "the reference's codes give no HCC here",
      } satisfies MetricDraft,
    ],
  ]),
);

const noJudged = "no loaded table tells it of an engine code here: shadowbench codeset add <file>";

const validity: MetricDrafts = {
  "validity.unknown": {
    ...perSystem,
    ...fault,
    title: "Codes that do not exist",
    definition:
      "Share of the engine's codes that no loaded table of their system knows, or that have not the form of a code.",
    whenEmpty: noJudged,
  },
  "validity.header": {
    ...perSystem,
    ...fault,
    title: "Codes that are not billable",
    definition: "Share of the engine's codes that are headers, of those that can be judged.",
    whenEmpty: noJudged,
  },
  "validity.expired": {
    ...perSystem,
    ...fault,
    title: "Codes not valid on the date",
    definition: "Share of the engine's codes that are billable at another date than the date of service.",
    whenEmpty: noJudged,
  },
  "sequence.unacceptable_first": {
    ...perRun,
    ...fault,
    title: "First-listed codes that may not be",
    definition:
      "Share of the engine's first-listed diagnoses that are an external cause, a manifestation or, inpatient, on the Code Editor's list.",
    whenEmpty:
      "no first-listed code here can be judged: the Code Editor's table is needed (shadowbench codeset add)",
  },
};

/** Figures that official tables decide. */
export const tableMetrics: MetricDrafts = {
  ...severityDrafts("mcc"),
  ...severityDrafts("cc"),
  ...severitySide("engine"),
  ...severitySide("reference"),
  ...hcc,
  ...validity,
};
