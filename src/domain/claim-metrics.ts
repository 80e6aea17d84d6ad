import { fault, type MetricDrafts, neutral, perRun, perSystem, ratio } from "./measure-drafts.ts";

const weightScale = 10_000n;
const weights = "no encounter here has one weighted DRG on both sides";
const drgSystems = ["MS-DRG", "APR-DRG"] as const;
const drgShare = { ...perSystem, systems: drgSystems, whenEmpty: weights } as const;

/** The level itself; repeated over answered encounters, so kept apart. */
export const emAgreement = {
  ...perRun,
  form: "proportion",
  better: "higher",
  title: "Level of evaluation and management",
  definition:
    "Same level, over encounters where the reference has exactly one; another family or none disagrees.",
  whenEmpty: "no encounter here has exactly one level in the reference",
} as const;

const em: MetricDrafts = {
  "em.higher": {
    ...perRun,
    ...neutral,
    title: "Level higher than the coder's",
    definition:
      "Share of encounters with a higher level of the same family, over those where both sides have one of it.",
    whenEmpty: "no encounter here has one level of the same family on both sides",
  },
  "em.lower": {
    ...perRun,
    ...neutral,
    title: "Level lower than the coder's",
    definition:
      "Share of encounters with a lower level of the same family, over those where both sides have one of it.",
    whenEmpty: "no encounter here has one level of the same family on both sides",
  },
  "em.distance": {
    ...perRun,
    form: "unbounded",
    better: "neither",
    unit: "steps",
    title: "Mean signed step of levels",
    definition:
      "Mean of the engine's rank minus the coder's, in the family of that date, over encounters of one family.",
    whenEmpty: "no encounter here has one level of the same family on both sides",
  },
  "em.family_agreement": {
    ...perRun,
    form: "proportion",
    better: "higher",
    title: "Family of the level",
    definition:
      "Share of encounters with a level of the same family, over those where the reference has exactly one.",
    whenEmpty: "no encounter here has exactly one level in the reference",
  },
};

const drg: MetricDrafts = {
  "drg.higher": {
    ...drgShare,
    ...neutral,
    title: "DRG weighs more",
    definition: "Share where the engine's DRG weighs more than the coder's.",
  },
  "drg.lower": {
    ...drgShare,
    ...neutral,
    title: "DRG weighs less",
    definition: "Share where the engine's DRG weighs less than the coder's.",
  },
  "drg.weight_shift": {
    ...drgShare,
    form: "unbounded",
    better: "neither",
    unit: "weight",
    yScale: weightScale,
    title: "Mean shift of the DRG weight",
    definition:
      "Mean of the engine's weight minus the coder's, over encounters where both have exactly one DRG.",
  },
  "drg.cmi.engine": {
    ...drgShare,
    form: "unbounded",
    better: "neither",
    unit: "weight",
    yScale: weightScale,
    title: "Case-mix index of the engine",
    definition: "Mean DRG weight of the engine, over encounters where both sides have exactly one DRG.",
  },
  "drg.cmi.reference": {
    ...drgShare,
    form: "unbounded",
    better: "neither",
    unit: "weight",
    yScale: weightScale,
    title: "Case-mix index of the reference",
    definition: "Mean DRG weight of the reference, over encounters where both sides have exactly one DRG.",
  },
  "drg.overpayment_rate": {
    ...drgShare,
    ...fault,
    yScale: weightScale,
    xScale: weightScale,
    title: "Overpayment",
    definition: "Σmax(engine − reference, 0) over Σ engine weight.",
  },
  "drg.underpayment_rate": {
    ...drgShare,
    ...fault,
    yScale: weightScale,
    xScale: weightScale,
    form: "unbounded",
    title: "Underpayment",
    definition:
      "Σmax(reference − engine, 0) over Σ engine weight; above 1 where the engine gives less than half.",
  },
  "drg.net_error_rate": {
    ...drgShare,
    form: "unbounded",
    better: "neither",
    yScale: weightScale,
    xScale: weightScale,
    title: "Net payment error (netted, our convention)",
    definition: "Overpayment rate minus underpayment rate.",
  },
};

const noMatchedLine = "no CPT or HCPCS code is matched here";
const noIndicator = "no matched diagnosis of an inpatient facility encounter carries an indicator here";

const attributes: MetricDrafts = {
  "poa.agreement": {
    ...perRun,
    ...ratio,
    title: "Present on admission",
    definition:
      "Same indicator, over matched, non-exempt diagnoses of inpatient facility encounters where the reference has one.",
    whenEmpty: noIndicator,
  },
  "poa.n_to_y": {
    ...perRun,
    ...fault,
    title: "Present on admission: N made Y",
    definition:
      "Share of the reference's N that the engine calls Y, over matched, non-exempt diagnoses: hides what the stay caused.",
    whenEmpty: "no matched diagnosis has indicator N in the reference here",
  },
  "poa.y_to_n": {
    ...perRun,
    ...fault,
    title: "Present on admission: Y made N",
    definition: "Share of the reference's Y that the engine calls N, over matched, non-exempt diagnoses.",
    whenEmpty: "no matched diagnosis has indicator Y in the reference here",
  },
  "modifiers.agreement": {
    ...perRun,
    ...ratio,
    title: "Modifiers",
    definition: "Same set of modifiers, over matched CPT and HCPCS codes.",
    whenEmpty: noMatchedLine,
  },
  "modifiers.pricing": {
    ...perRun,
    ...ratio,
    title: "Modifiers that change the price",
    definition:
      "Same set of pricing modifiers (22 24 25 26 50–59 XE XP XS XU 62 76–80 82 AS TC LT RT), over matched CPT and HCPCS codes.",
    whenEmpty: noMatchedLine,
  },
  "units.agreement": {
    ...perRun,
    ...ratio,
    title: "Units",
    definition: "Same units, over matched CPT and HCPCS codes; units left blank are 1.",
    whenEmpty: noMatchedLine,
  },
  "units.difference": {
    ...perRun,
    form: "unbounded",
    better: "neither",
    unit: "units",
    yScale: 1000n,
    title: "Mean difference of units",
    definition: "Mean of the engine's units minus the reference's, over matched CPT and HCPCS codes.",
    whenEmpty: noMatchedLine,
  },
};

/** A facility's emergency levels follow its own rule: figures of their own, never pooled with professional ones. */
const facilityEm: MetricDrafts = Object.fromEntries(
  Object.entries({ "em.agreement": emAgreement, ...em }).map(([name, draft]) => [
    name.replace("em.", "em.facility."),
    {
      ...draft,
      title: `${draft.title}, facility`,
      definition: `${draft.definition} Emergency levels of facility claims.`,
    },
  ]),
);

/** Figures of levels, DRGs, indicators, modifiers and units. */
export const claimMetrics: MetricDrafts = { ...em, ...facilityEm, ...drg, ...attributes };
