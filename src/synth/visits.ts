import type { Random } from "../effects.ts";
import type { Books } from "./books.ts";
import { type Case, isSided, type VisitSetting } from "./case-book.ts";
import { drawWhole, isDrawn, pickSome, pickWeighted } from "./chance.ts";
import { categoryOf } from "./code-book.ts";
import { combineCodes } from "./combination.ts";
import type { Distractor } from "./distractor-book.ts";
import { drawDay, type LastingCondition, type Patient } from "./patients.ts";
import type { Period } from "./period.ts";
import type { Facility } from "./roster.ts";

/** One visit of one patient: what is true of it, and what else the notes will mention. */
export interface Visit {
  readonly visitId: string;
  readonly patient: Patient;
  readonly aCase: Case;
  readonly facility: Facility;
  readonly startDay: number;
  readonly endDay: number;
  readonly isNewPatient: boolean;
  /** What brought the patient: not the conditions that were there before. */
  readonly own: readonly string[];
  /** True diagnoses, the principal or first-listed one first, combined as the guidelines say. */
  readonly diagnoses: readonly string[];
  /** Procedure codes, with modifiers after a plus sign. */
  readonly procedures: readonly string[];
  readonly medications: readonly string[];
  readonly distractors: readonly Distractor[];
  /** Level of evaluation and management by its rank in the family; 0 where none is billed. */
  readonly level: number;
  /** From which the main notes are written, so that both claims of a visit carry the same ones. */
  readonly noteSeed: number;
}

const settingWeights: readonly { readonly setting: VisitSetting; readonly weight: number }[] = [
  { setting: "inpatient", weight: 37 },
  { setting: "observation", weight: 10 },
  { setting: "emergency", weight: 18 },
  { setting: "office", weight: 44 },
  { setting: "outpatient", weight: 10 },
];

/** Share of mentions in which the notes leave out the side, the severity or the kind. */
const vagueShare = 0.15;

/** Share of lasting conditions that a visit takes up, by its setting. */
const takenUp: Readonly<Record<VisitSetting, number>> = {
  inpatient: 0.92,
  observation: 0.8,
  emergency: 0.5,
  office: 0.6,
  outpatient: 0.35,
};

/** Where a period is given, the day drawn is the one on which the visit ends. */
export function drawVisit(
  random: Random,
  visitId: string,
  patient: Patient,
  books: Books,
  period: Period | null = null,
): Visit {
  const aCase = drawCase(random, patient, books.cases);
  const day = drawDay(random, period);
  const side = random() < 0.5 ? 0 : 1;
  const lasting = patient.lasting.filter((condition) => isTakenUp(random, condition, aCase));
  const procedures = aCase.procedures.filter(({ share }) => isDrawn(random, share)).map(({ value }) => value);
  const own = drawOwn(random, aCase, side, procedures.some(isSided), books);
  const diagnoses = joinDiagnoses(random, own, lasting, books);
  return {
    visitId,
    patient,
    aCase,
    facility: pickWeighted(
      random,
      books.roster.facilities.filter(({ settings }) => settings.includes(aCase.setting)),
    ),
    ...placeInTime(day, drawStay(random, aCase.setting), period),
    isNewPatient: isDrawn(random, 0.2),
    own,
    diagnoses,
    procedures: procedures.map((written) => takeSide(written, side)),
    medications: lasting.map(({ medication }) => medication).filter((medication) => medication !== ""),
    distractors: drawDistractors(random, aCase, diagnoses, books.distractors),
    level: drawLevel(random, aCase),
    noteSeed: drawWhole(random, 0, 2 ** 32 - 1),
  };
}

function drawCase(random: Random, patient: Patient, cases: readonly Case[]): Case {
  const { setting } = pickWeighted(random, settingWeights);
  const isFit = (aCase: Case) =>
    patient.age >= aCase.min_age &&
    patient.age <= aCase.max_age &&
    (aCase.sex === "" || aCase.sex === patient.sex);
  const fitting = cases.filter((aCase) => aCase.setting === setting && isFit(aCase));
  if (fitting.length > 0) return pickWeighted(random, fitting);
  return pickWeighted(
    random,
    cases.filter((aCase) => aCase.setting === "emergency" && isFit(aCase)),
  );
}

/** In obstetrics lasting conditions would need codes of the pregnancy chapter: only statuses are taken up. */
function isTakenUp(random: Random, { code }: LastingCondition, aCase: Case): boolean {
  const isStatus = code.startsWith("Z");
  return isDrawn(random, takenUp[aCase.setting]) && (isStatus || aCase.specialty !== "obstetrics");
}

/** Where a procedure says the side, the notes cannot leave it out. */
function drawOwn(
  random: Random,
  aCase: Case,
  side: number,
  isSideKnown: boolean,
  books: Books,
): readonly string[] {
  const principal = aCase.principal[side] ?? aCase.principal[0] ?? "";
  const companions = aCase.companions.filter(({ share }) => isDrawn(random, share)).map(({ value }) => value);
  return [principal, ...companions].map((code) =>
    code === principal && isSideKnown ? code : blur(random, code, books),
  );
}

function joinDiagnoses(
  random: Random,
  own: readonly string[],
  lasting: readonly LastingCondition[],
  books: Books,
): readonly string[] {
  const others = lasting
    .filter(({ code }) => isCompatible(code, own))
    .flatMap((condition) => [blur(random, condition.code, books), ...condition.with]);
  return combineCodes([...new Set([...own, ...others])]);
}

function blur(random: Random, code: string, books: Books): string {
  const vaguer = books.codes.vaguerOf(code);
  return vaguer !== null && isDrawn(random, vagueShare) ? vaguer : code;
}

/** A lasting condition gives way to a code of its own category, and end stage kidney disease to acute failure. */
function isCompatible(code: string, own: readonly string[]): boolean {
  if (code === "N18.6" && own.includes("N17.9")) return false;
  return code.startsWith("Z") || own.every((other) => categoryOf(other) !== categoryOf(code));
}

function takeSide(written: string, side: number): string {
  const sides = written.split("/");
  return sides[side] ?? sides[0] ?? written;
}

function drawDistractors(
  random: Random,
  { complaint, hpi, reason }: Case,
  diagnoses: readonly string[],
  from: readonly Distractor[],
): readonly Distractor[] {
  const categories = new Set([...diagnoses, reason].map(categoryOf));
  const story = `${complaint} ${hpi}`.toLowerCase();
  const apart = from.filter(
    ({ code, tells }) => !categories.has(categoryOf(code)) && !tells.some((tell) => story.includes(tell)),
  );
  return pickSome(random, apart, drawWhole(random, 3, 5));
}

function drawStay(random: Random, setting: VisitSetting): number {
  if (setting === "inpatient") return drawWhole(random, 2, 8);
  return setting === "observation" ? drawWhole(random, 1, 2) : 0;
}

function drawLevel(random: Random, { level, setting }: Case): number {
  if (level === 0) return 0;
  const step = isDrawn(random, 0.3) ? pickStep(random) : 0;
  const [lowest, highest] = setting === "inpatient" || setting === "observation" ? [1, 3] : [2, 5];
  return Math.min(highest, Math.max(lowest, level + step));
}

function placeInTime(day: number, stay: number, period: Period | null): Pick<Visit, "startDay" | "endDay"> {
  return period === null ? { startDay: day, endDay: day + stay } : { startDay: day - stay, endDay: day };
}

function pickStep(random: Random): number {
  return random() < 0.5 ? -1 : 1;
}
