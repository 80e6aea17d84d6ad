import type { Random } from "../effects.ts";
import { drawWhole, isDrawn } from "./chance.ts";
import { emCodeOf } from "./em-level.ts";
import type { ChargeLine, GivenCode } from "./encounter-truth.ts";
import { isPoaExempt } from "./poa.ts";
import type { Visit } from "./visits.ts";

export type ClaimType = "facility" | "professional";

/** Diagnoses that may have begun in hospital, and so may be absent on admission. */
const mayBeginInside = new Set(["N17.9", "J96.01", "D62", "E87.6", "F05", "G93.41", "E87.1"]);
/** Procedures whose line comes from the charge master in a hospital. */
const chargedProcedures = new Set(["93005", "71046", "96374", "96372"]);
const routineCharges: readonly string[] = ["36415", "80053", "85025"];

/** The true codes of one claim of a visit, in order: diagnoses, then external causes, then procedures. */
export function drawTrueCodes(random: Random, visit: Visit, claimType: ClaimType): readonly GivenCode[] {
  const withPoa = claimType === "facility" && visit.aCase.setting === "inpatient";
  const diagnoses = visit.diagnoses.map((code) => ({
    ...blankCode("ICD-10-CM", code, isExternalCause(code) ? "external_cause" : "diagnosis"),
    poa: withPoa ? drawPoa(random, code, visit) : "",
  }));
  return [
    ...diagnoses.filter(({ use }) => use === "diagnosis"),
    ...diagnoses.filter(({ use }) => use === "external_cause"),
    ...procedureCodes(visit, claimType),
    ...reasonCodes(visit, claimType),
  ];
}

function isExternalCause(code: string): boolean {
  return /^[VWXY]/.test(code);
}

function blankCode(system: string, code: string, use: GivenCode["use"]): GivenCode {
  return { system, code, use, poa: "", modifiers: "", units: null };
}

function drawPoa(random: Random, code: string, visit: Visit): string {
  if (isPoaExempt(code)) return "1";
  const isLater = mayBeginInside.has(code) && code !== visit.diagnoses[0];
  return isLater && isDrawn(random, 0.25) ? "N" : "Y";
}

function procedureCodes(visit: Visit, claimType: ClaimType): readonly GivenCode[] {
  const isInpatientStay = visit.aCase.setting === "inpatient";
  if (isInpatientStay && claimType === "facility")
    return visit.procedures.map((code) => blankCode("ICD-10-PCS", code, "procedure"));
  const done = isInpatientStay ? [] : visit.procedures.map(readProcedure);
  return [
    ...emCodes(visit, claimType, done.some(needsModifier)),
    ...done.filter(isDoneByHand).map((line) => ({ ...line, units: 1 })),
  ];
}

/** The level of the visit; modifier 25 where a procedure was done beside it. */
function emCodes(visit: Visit, claimType: ClaimType, hasProcedure: boolean): readonly GivenCode[] {
  const code = emCodeOf(visit);
  const isBilled = claimType === "professional" || visit.aCase.setting === "emergency";
  if (code === null || !isBilled) return [];
  return [{ ...blankCode("CPT", code, "procedure"), modifiers: hasProcedure ? "25" : "", units: 1 }];
}

function readProcedure(written: string): GivenCode {
  const [code = "", modifiers = ""] = written.split("+");
  return { ...blankCode("CPT", code, "procedure"), modifiers };
}

/** A tracing with its reading stands beside a visit without modifier 25. */
function needsModifier(given: GivenCode): boolean {
  return isDoneByHand(given) && given.code !== "93000";
}

function isDoneByHand({ code }: GivenCode): boolean {
  return !chargedProcedures.has(code);
}

/** Why the patient came, on facility claims: admitting diagnosis, or reason for an emergency visit. */
function reasonCodes({ aCase }: Visit, claimType: ClaimType): readonly GivenCode[] {
  if (claimType === "professional" || aCase.reason === "") return [];
  if (aCase.setting === "inpatient") return [blankCode("ICD-10-CM", aCase.reason, "admitting")];
  if (aCase.setting === "emergency") return [blankCode("ICD-10-CM", aCase.reason, "reason_for_visit")];
  return [];
}

/** Lines of the charge master on a hospital's claim; inpatient stays and professional claims have none. */
export function drawCharges(random: Random, visit: Visit, claimType: ClaimType): readonly ChargeLine[] {
  const { setting } = visit.aCase;
  if (claimType === "professional" || setting === "inpatient") return [];
  const routine = routineCharges.filter(() => isDrawn(random, 0.3));
  const done = visit.procedures.filter((code) => chargedProcedures.has(code));
  const lines: ChargeLine[] = [...routine, ...done].map((code) => ({ system: "CPT", code, units: 1 }));
  if (setting === "observation")
    lines.push({ system: "HCPCS", code: "G0378", units: drawWhole(random, 10, 46) });
  if (done.includes("96374")) lines.push({ system: "HCPCS", code: "J2405", units: 4 });
  if (done.includes("96372")) lines.push({ system: "HCPCS", code: "J1885", units: 2 });
  return lines;
}
