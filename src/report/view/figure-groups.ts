import { hccModels } from "../../domain/table-metrics.ts";

/** A row of a group: its title, and a metric under each head; null leaves the place empty. */
export interface GroupRow {
  readonly title: string;
  readonly metrics: readonly (string | null)[];
}

/** Figures that are read together, as one table. */
export interface FigureGroup {
  readonly id: string;
  readonly title: string;
  readonly lede: string | null;
  readonly heads: readonly string[];
  readonly rows: readonly GroupRow[];
}

const single = ["Value and interval"];
const withAnswered = ["Every encounter", "Answered only"];

function alone(title: string, metric: string): GroupRow {
  return { title, metrics: [metric] };
}

function beside(title: string, metric: string): GroupRow {
  return { title, metrics: [metric, `${metric}.answered`] };
}

/** How near the codes are, beyond being the same. */
export const agreementGroups: readonly FigureGroup[] = [
  {
    id: "hierarchy",
    title: "Agreement by hierarchy",
    lede: "A near miss counts for something here: the same category, or part of the way down to the code.",
    heads: withAnswered,
    rows: [
      beside("Categories (F1)", "codes.category_f1"),
      beside("Categories, each code counted (F1)", "codes.category_f1.counted"),
      beside("Every level of the hierarchy (F1)", "codes.hierarchical_f1"),
    ],
  },
  {
    id: "lines",
    title: "Lines of the claim",
    lede: "A line is a code with its modifiers, units and service date; all must be the same.",
    heads: ["F1", "Precision", "Recall", "F1, answered only"],
    rows: [{ title: "Lines", metrics: ["lines.f1", "lines.precision", "lines.recall", "lines.f1.answered"] }],
  },
  {
    id: "chance",
    title: "Agreement corrected for chance",
    lede: "Read beside F1, never alone: how common the codes are moves these more than the engine does.",
    heads: ["Cohen's kappa", "Alpha (Jaccard)", "Alpha (MASI)"],
    rows: [
      {
        title: "Codes",
        metrics: ["agreement.kappa", "agreement.alpha.jaccard", "agreement.alpha.masi"],
      },
    ],
  },
  {
    id: "unleaked",
    title: "Without charts whose text names a code of the coders",
    lede: null,
    heads: ["F1", "Precision", "Recall", "Exactly alike"],
    rows: [
      {
        title: "Codes",
        metrics: [
          "codes.f1.unleaked",
          "codes.precision.unleaked",
          "codes.recall.unleaked",
          "encounters.exact_match.unleaked",
        ],
      },
    ],
  },
];

export const visitGroups: readonly FigureGroup[] = [
  {
    id: "em",
    title: "Levels of evaluation and management",
    lede: null,
    heads: withAnswered,
    rows: [
      beside("Same level", "em.agreement"),
      alone("Same family of visits", "em.family_agreement"),
      alone("Higher than the coder", "em.higher"),
      alone("Lower than the coder", "em.lower"),
      alone("Mean step, up less down", "em.distance"),
      alone("Emergency level of facilities: same", "em.facility.agreement"),
      alone("Emergency level of facilities: same family", "em.facility.family_agreement"),
      alone("Emergency level of facilities: higher", "em.facility.higher"),
      alone("Emergency level of facilities: lower", "em.facility.lower"),
      alone("Emergency level of facilities: mean step", "em.facility.distance"),
    ],
  },
];

export const drgGroups: readonly FigureGroup[] = [
  {
    id: "drg",
    title: "Same DRG",
    lede: null,
    heads: withAnswered,
    rows: [beside("Same DRG", "drg.agreement")],
  },
  {
    id: "drg-money",
    title: "Payment, over beside under",
    lede: "The net hides what an audit finds: errors in both directions stand beside it.",
    heads: ["Engine more", "Engine less", "Net"],
    rows: [
      { title: "Share of stays", metrics: ["drg.higher", "drg.lower", null] },
      {
        title: "Share of the engine's weight",
        metrics: ["drg.overpayment_rate", "drg.underpayment_rate", "drg.net_error_rate"],
      },
    ],
  },
  {
    id: "drg-mix",
    title: "Case-mix index",
    lede: null,
    heads: ["Engine", "Coders", "Mean shift"],
    rows: [
      {
        title: "Mean DRG weight",
        metrics: ["drg.cmi.engine", "drg.cmi.reference", "drg.weight_shift"],
      },
    ],
  },
];

export const severityGroups: readonly FigureGroup[] = [
  {
    id: "severity",
    title: "Complications that raise payment (CC and MCC)",
    lede: "Recall alone rewards upcoding; precision says how many of the engine's the coders gave too. Nominal: the CC exclusion lists are not applied.",
    heads: ["Precision", "Recall"],
    rows: [
      { title: "MCC", metrics: ["severity.mcc_precision", "severity.mcc_recall"] },
      { title: "CC", metrics: ["severity.cc_precision", "severity.cc_recall"] },
    ],
  },
  {
    id: "severity-rates",
    title: "Stays with an MCC",
    lede: null,
    heads: ["Engine", "Coders"],
    rows: [
      { title: "With an MCC", metrics: ["severity.mcc_rate.engine", "severity.mcc_rate.reference"] },
      {
        title: "Of these, resting on one code",
        metrics: ["severity.single_mcc.engine", "severity.single_mcc.reference"],
      },
    ],
  },
];

export const hccGroups: readonly FigureGroup[] = [
  {
    id: "hcc",
    title: "Risk categories (HCC) by patient and year",
    lede: null,
    heads: ["Precision", "Recall"],
    rows: hccModels.map((model) => ({
      title: model,
      metrics: [`hcc.precision.${model}`, `hcc.recall.${model}`],
    })),
  },
];

/** The same without ESRD, for a run in which its figures are those of V24. */
export const hccGroupsWithoutEsrd: readonly FigureGroup[] = hccGroups.map((group) => ({
  ...group,
  lede: "ESRD: the same as V24.",
  rows: group.rows.filter(({ title }) => title !== "ESRD"),
}));

/** What stands beside a code on the claim. */
export const claimGroups: readonly FigureGroup[] = [
  {
    id: "poa",
    title: "Present on admission",
    lede: null,
    heads: single,
    rows: [
      alone("Same indicator", "poa.agreement"),
      alone("N made Y: hides what the stay caused", "poa.n_to_y"),
      alone("Y made N", "poa.y_to_n"),
    ],
  },
  {
    id: "modifiers",
    title: "Modifiers and units",
    lede: null,
    heads: single,
    rows: [
      alone("Same modifiers", "modifiers.agreement"),
      alone("Same modifiers among those that change the price", "modifiers.pricing"),
      alone("Same units", "units.agreement"),
      alone("Mean difference of units, engine less coders", "units.difference"),
    ],
  },
  {
    id: "pcs",
    title: "Details of procedures (ICD-10-PCS)",
    lede: "Over procedures of one table on both sides, the same ones included.",
    heads: ["All four", "Character 4", "Character 5", "Character 6", "Character 7"],
    rows: [
      {
        title: "Same value",
        metrics: [
          "pcs.axis_agreement",
          "pcs.axis_agreement.4",
          "pcs.axis_agreement.5",
          "pcs.axis_agreement.6",
          "pcs.axis_agreement.7",
        ],
      },
    ],
  },
  {
    id: "validity",
    title: "Codes of the engine that no payer would take",
    lede: null,
    heads: ["Do not exist", "Not billable", "Not valid on the day"],
    rows: [
      { title: "Share of its codes", metrics: ["validity.unknown", "validity.header", "validity.expired"] },
    ],
  },
  {
    id: "sequence",
    title: "First-listed diagnosis",
    lede: null,
    heads: single,
    rows: [alone("May not be listed first", "sequence.unacceptable_first")],
  },
  {
    id: "evidence",
    title: "Evidence in the documents",
    lede: null,
    heads: ["Names a place", "Place lies in a document", "Coders' codes named in the text"],
    rows: [{ title: "Codes", metrics: ["evidence.present", "evidence.valid", "data.leakage"] }],
  },
];
