import { claimMetrics, emAgreement } from "./claim-metrics.ts";
import { fault, type MetricDrafts, perRun, perSystem, ratio } from "./measure-drafts.ts";
import type { MetricDraft } from "./metric.ts";
import { tableMetrics } from "./table-metrics.ts";

const diagnosisAndProcedure = ["ICD-10-CM", "ICD-10-PCS", "ICD-10", "ICD-9-CM"] as const;
const lineSystems = ["CPT", "HCPCS"] as const;

/** Figures of codes that are answered again over coded responses alone (`.answered`). */
export const answeredCodeMetrics: MetricDrafts = {
  "codes.category_f1": {
    ...perSystem,
    ...ratio,
    title: "F1 of categories",
    definition: "Micro F1 after cutting ICD codes to three characters, as sets.",
    systems: diagnosisAndProcedure,
  },
  "codes.category_f1.counted": {
    ...perSystem,
    ...ratio,
    title: "F1 of categories, counted",
    definition:
      "The same with multiplicities: TP = Σmin, FP = Σmax(p−r,0), FN = Σmax(r−p,0) (Falis et al. 2021).",
    systems: diagnosisAndProcedure,
  },
  "codes.hierarchical_f1": {
    ...perSystem,
    ...ratio,
    title: "F1 over every level of the hierarchy",
    definition:
      "The counted form summed over code, each header above it and chapter; PCS: section, body system, table, code (Falis et al. 2021).",
    systems: diagnosisAndProcedure,
  },
  "lines.precision": {
    ...perSystem,
    ...ratio,
    title: "Precision of lines",
    definition:
      "Precision over multisets of (code, modifiers, units, service date if both sides record any) of CPT and HCPCS.",
    systems: lineSystems,
    whenEmpty: "the engine gave no line here",
  },
  "lines.recall": {
    ...perSystem,
    ...ratio,
    title: "Recall of lines",
    definition:
      "Recall over multisets of (code, modifiers, units, service date if both sides record any) of CPT and HCPCS.",
    systems: lineSystems,
    whenEmpty: "the reference holds no line here",
  },
  "lines.f1": {
    ...perSystem,
    ...ratio,
    title: "F1 of lines",
    definition:
      "F1 over multisets of (code, modifiers, units, service date if both sides record any) of CPT and HCPCS.",
    systems: lineSystems,
    whenEmpty: "neither side holds a line here",
  },
  "encounters.claim_ready": {
    ...perRun,
    form: "proportion",
    better: "higher",
    title: "Claims ready without a touch",
    definition:
      "Share of encounters exact in every system, and first-listed, modifiers, units and POA too, as far as the reference records them.",
  },
  "em.agreement": emAgreement,
  "drg.agreement": {
    ...perSystem,
    form: "proportion",
    better: "higher",
    title: "Same DRG (case-over-case)",
    definition:
      "Share of encounters with the same DRG, over those where the reference has exactly one; other grouper versions aside.",
    systems: ["MS-DRG", "APR-DRG"],
    whenEmpty: "no encounter here has one DRG in the reference that can be compared",
  },
};

const pcs: MetricDrafts = {
  "pcs.axis_agreement": {
    ...perRun,
    ...ratio,
    title: "Axes of paired procedures",
    definition:
      "Share of equal values of characters 4 to 7, over paired PCS codes of one table, matched ones included.",
    whenEmpty: "no procedures of one table are paired here",
  },
  ...Object.fromEntries(
    [4, 5, 6, 7].map((character) => [
      `pcs.axis_agreement.${character}`,
      {
        ...perRun,
        form: "proportion",
        better: "higher",
        title: `Character ${character} of paired procedures`,
        definition: `Share of equal values of character ${character}, over paired PCS codes of one table.`,
        whenEmpty: "no procedures of one table are paired here",
      } satisfies MetricDraft,
    ]),
  ),
};

const evidence: MetricDrafts = {
  "evidence.present": {
    ...perSystem,
    ...ratio,
    title: "Codes with evidence",
    definition: "Share of the engine's codes that name a place in a document.",
    whenEmpty: "the engine gave no code here",
  },
  "evidence.valid": {
    ...perSystem,
    ...ratio,
    title: "Evidence that lies in a document",
    definition: "Share of codes with evidence whose every place lies inside a document that was sent.",
    whenEmpty: "no code carries evidence here",
  },
  "data.leakage": {
    ...perSystem,
    ...fault,
    title: "Codes that stand in the text",
    definition: "Share of the reference's codes that stand literally in the text that was sent.",
    whenEmpty: "no text was sent here, or the reference holds no code",
  },
};

const unleaked: MetricDrafts = Object.fromEntries(
  [
    ["codes.precision", "Precision of codes", "ratio"],
    ["codes.recall", "Recall of codes", "ratio"],
    ["codes.f1", "F1 of codes", "ratio"],
    ["encounters.exact_match", "Encounters coded exactly alike", "proportion"],
  ].map(([name, title, form]) => [
    `${name}.unleaked`,
    {
      ...perSystem,
      better: "higher",
      form: form === "ratio" ? "ratio" : "proportion",
      title: `${title}, without leaked charts`,
      definition:
        "The figure repeated without encounters in which a reference code stands in the text that was sent.",
      whenEmpty: "no encounter without a leaked code here",
    } satisfies MetricDraft,
  ]),
);

const chanceCorrected: MetricDrafts = {
  "agreement.kappa": {
    form: "alpha",
    better: "higher",
    title: "Cohen's kappa over cells",
    definition:
      "Kappa over encounter × code cells of the run's codes. Prevalence dominates it: read it beside F1, never alone.",
  },
  "agreement.alpha.jaccard": {
    form: "alpha",
    better: "higher",
    title: "Krippendorff's alpha, Jaccard",
    definition:
      "Alpha over code sets, distance 1 − Jaccard; encounters empty on both sides left out; whole run only.",
  },
  "agreement.alpha.masi": {
    form: "alpha",
    better: "higher",
    title: "Krippendorff's alpha, MASI",
    definition:
      "Alpha over code sets, distance 1 − J·m, m ∈ {1, 2/3, 1/3, 0} (Passonneau 2006); whole run only.",
  },
};

/** Every further figure of codes, in the order of the reports. */
export const codeMetrics: MetricDrafts = {
  ...pcs,
  ...claimMetrics,
  ...tableMetrics,
  ...evidence,
  ...unleaked,
  ...chanceCorrected,
};
