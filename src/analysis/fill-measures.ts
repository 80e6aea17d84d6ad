import type { Store } from "../store/store.ts";
import type { AnalysisInput } from "./analysis-input.ts";
import { fillAttributes } from "./attributes/attributes.ts";
import { fillClaimReady } from "./claim-ready/claim-ready.ts";
import { fillDrg } from "./drg/drg.ts";
import { fillEm } from "./em/em.ts";
import { fillAxes } from "./errors/errors.ts";
import { fillEvidence } from "./evidence/evidence.ts";
import { fillHcc } from "./hcc/hcc.ts";
import { fillHierarchy } from "./hierarchy/hierarchy.ts";
import { fillLines } from "./lines/lines.ts";
import type { Unavailable } from "./measures/unavailable.ts";
import { fillPoa } from "./poa/poa.ts";
import { fillSeverity } from "./severity/severity.ts";
import { fillValidity } from "./validity/validity.ts";

type Fill = (store: Store, input: AnalysisInput) => Promise<Unavailable>;

/** Every question whose answers are ratios of the table `measures`. */
const fills: readonly Fill[] = [
  fillHierarchy,
  fillLines,
  fillClaimReady,
  fillAxes,
  fillEm,
  fillDrg,
  fillSeverity,
  fillHcc,
  fillPoa,
  fillAttributes,
  fillValidity,
  fillEvidence,
];

/** Fills `measures`, and says which metrics the whole run cannot give, and why. */
export async function fillMeasures(store: Store, input: AnalysisInput): Promise<Unavailable> {
  const unavailable = new Map<string, string>();
  for (const fill of fills)
    for (const [metric, reason] of await fill(store, input)) unavailable.set(metric, reason);
  return unavailable;
}
