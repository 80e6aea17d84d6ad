import type { Random } from "../effects.ts";
import type { Books } from "./books.ts";
import { formatDate, formatMoment, releaseOn } from "./calendar.ts";
import type { VisitSetting } from "./case-book.ts";
import { drawWhole, isDrawn, pick, pickWeighted } from "./chance.ts";
import { drawDocuments } from "./documents.ts";
import type { EncounterRow, EncounterTruth } from "./encounter-truth.ts";
import { type Period, weekOf } from "./period.ts";
import { providersOf } from "./roster.ts";
import { type ClaimType, drawCharges, drawTrueCodes } from "./true-codes.ts";
import type { Visit } from "./visits.ts";

/** Which claims a visit leads to, and how often, by its setting. */
const claimShares: Readonly<Record<VisitSetting, Readonly<Record<ClaimType, number>>>> = {
  inpatient: { facility: 1, professional: 0.3 },
  observation: { facility: 1, professional: 0.4 },
  emergency: { facility: 1, professional: 0.7 },
  office: { facility: 0, professional: 1 },
  outpatient: { facility: 1, professional: 0 },
};

/** Place of service codes of CMS. */
const places: Readonly<Record<VisitSetting, string>> = {
  inpatient: "21",
  observation: "22",
  emergency: "23",
  office: "11",
  outpatient: "22",
};

/** Discharge status codes of the uniform bill: home, home health, nursing facility, died. */
const dispositions = [
  { value: "01", weight: 70 },
  { value: "06", weight: 14 },
  { value: "03", weight: 13 },
  { value: "20", weight: 3 },
];

/** The claims that a visit leads to, the facility's first. */
export function drawClaimTypes(random: Random, visit: Visit): readonly ClaimType[] {
  const shares = claimShares[visit.aCase.setting];
  const claimTypes: readonly ClaimType[] = ["facility", "professional"];
  return claimTypes.filter((claimType) => isDrawn(random, shares[claimType]));
}

export function drawEncounter(
  random: Random,
  encounterId: string,
  visit: Visit,
  claimType: ClaimType,
  books: Books,
  period: Period | null = null,
): EncounterTruth {
  const signedDay = visit.endDay + drawWhole(random, 0, 3);
  return {
    row: drawRow(random, encounterId, visit, claimType, signedDay, books),
    signedDay,
    week: period === null ? null : weekOf(period, visit.endDay),
    codes: drawTrueCodes(random, visit, claimType),
    charges: drawCharges(random, visit, claimType),
    documents: drawDocuments(random, visit, books.codes, encounterId, claimType),
    denied: visit.distractors.filter(({ kind }) => kind === "denied").map(({ code }) => code),
  };
}

function drawRow(
  random: Random,
  encounterId: string,
  visit: Visit,
  claimType: ClaimType,
  signedDay: number,
  books: Books,
): EncounterRow {
  const { aCase, facility, patient } = visit;
  const serviceEnd = formatDate(visit.endDay);
  return {
    encounter_id: encounterId,
    visit_id: visit.visitId,
    patient_id: patient.patientId,
    claim_type: claimType,
    setting: aCase.setting === "office" ? "outpatient" : aCase.setting,
    service_start: formatDate(visit.startDay),
    service_end: serviceEnd,
    code_release: releaseOn(serviceEnd),
    signed_at: formatMoment(signedDay, drawWhole(random, 480, 1380)),
    age: String(Math.min(patient.age, 90)),
    sex: patient.sex,
    place_of_service: claimType === "professional" ? places[aCase.setting] : "",
    discharge_disposition: drawDisposition(random, aCase.setting, claimType),
    facility: facility.name,
    specialty: aCase.specialty,
    payer: patient.payer,
    provider_id: pick(random, providersOf(books.roster, aCase.specialty, facility.name)),
    race: patient.race,
    ethnicity: patient.ethnicity,
    language: patient.language,
  };
}

function drawDisposition(random: Random, setting: VisitSetting, claimType: ClaimType): string {
  if (claimType === "professional") return "";
  return setting === "inpatient" ? pickWeighted(random, dispositions).value : "01";
}
