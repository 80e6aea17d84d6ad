import type { Random } from "../effects.ts";
import { drawWhole, isDrawn, pick } from "./chance.ts";
import { type CodeBook, categoryOf } from "./code-book.ts";
import type { Distractor } from "./distractor-book.ts";
import type { Visit } from "./visits.ts";

/** What the sections of a note are written from. */
export interface NoteSource {
  readonly random: Random;
  readonly visit: Visit;
  readonly book: CodeBook;
}

const plainPlans = ["stable, monitor", "continue current treatment", "at goal, no change"];
const relatives = ["father", "mother", "brother", "sister"];

function mention({ random, book }: NoteSource, code: string): string {
  return pick(random, book.phrasesOf(code));
}

function mentionAll(source: NoteSource, isMeant: (code: string) => boolean): string {
  return source.visit.diagnoses
    .filter(isMeant)
    .map((code) => mention(source, code))
    .join(", ");
}

function isStatus(code: string): boolean {
  return code.startsWith("Z") && !/^Z(00|12|23|37|47)/.test(code);
}
const isExternal = (code: string) => /^[WXY]/.test(code);
const isSmoking = (code: string) => code === "Z87.891" || categoryOf(code) === "F17";
const isDrug = (code: string) => categoryOf(code) === "Z79";
const isAllergy = (code: string) => categoryOf(code) === "Z88";
const isBodyFact = (code: string) => categoryOf(code) === "Z68";
const isPast = (code: string) =>
  isStatus(code) && !isSmoking(code) && !isDrug(code) && !isAllergy(code) && !isBodyFact(code);

function ofKind({ visit }: NoteSource, kind: Distractor["kind"]): readonly Distractor[] {
  return visit.distractors.filter((distractor) => distractor.kind === kind);
}

function listPhrases(distractors: readonly Distractor[]): string {
  return distractors.map(({ phrase }) => phrase).join(", ");
}

export function writeComplaint({ visit }: NoteSource): string {
  return `CC: ${visit.aCase.complaint}`;
}

/** The story, with what is denied and how an injury came about. */
export function writeStory(source: NoteSource): string {
  const { random, visit } = source;
  const person = visit.patient.sex === "F" ? "F" : "M";
  const story = visit.aCase.hpi.replace("{days}", String(drawWhole(random, 2, 6)));
  const causes = mentionAll(source, isExternal);
  const denied = listPhrases(ofKind(source, "denied"));
  return [
    `HPI: ${Math.min(visit.patient.age, 90)}yo ${person}${writeBackground(source)}. ${story}`,
    causes === "" ? "" : `Mechanism: ${causes}.`,
    denied === "" ? "" : pick(random, [`Denies ${denied}.`, `No ${denied.replaceAll(", ", ", no ")}.`]),
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

/** Up to three conditions the patient came with, as the story opens. */
function writeBackground(source: NoteSource): string {
  const { own, diagnoses } = source.visit;
  const known = diagnoses.filter((code) => !isStatus(code) && !isExternal(code) && !own.includes(code));
  const named = known.slice(0, 3).map((code) => mention(source, code));
  return named.length === 0 ? "" : ` with ${named.join(", ")}`;
}

export function writePastHistory(source: NoteSource): string {
  const past = listPhrases(ofKind(source, "past"));
  const year = drawWhole(source.random, 2015, 2023);
  const parts = [mentionAll(source, isPast), past === "" ? "" : `${past} in ${year}, resolved`];
  return `PMH: ${parts.filter((part) => part !== "").join("; ") || "as below"}`;
}

export function writeMedications(source: NoteSource): string {
  const parts = [...source.visit.medications, mentionAll(source, isDrug)].filter((part) => part !== "");
  return `Meds: ${parts.join(", ") || "none"}`;
}

export function writeAllergies(source: NoteSource): string {
  return `Allergies: ${mentionAll(source, isAllergy) || "NKDA"}`;
}

export function writeFamilyAndSocial(source: NoteSource): string {
  const family = ofKind(source, "family").map(
    ({ phrase }) => `${pick(source.random, relatives)} with ${phrase}`,
  );
  return `FHx: ${family.join(", ") || "noncontributory"}. SH: ${mentionAll(source, isSmoking) || "never smoker"}.`;
}

export function writeExam(source: NoteSource): string {
  const { random, visit } = source;
  const systolic = drawWhole(random, 104, 168);
  const pressure = `${systolic}/${Math.round(systolic * 0.58)}`;
  const isHypoxic = visit.diagnoses.some((code) => code.startsWith("J96"));
  const saturation = isHypoxic ? drawWhole(random, 82, 88) : drawWhole(random, 94, 99);
  const body = mentionAll(source, isBodyFact);
  const looks = isDrawn(random, 0.5) ? "NAD, A&Ox3" : "Alert, RRR";
  return `Exam: BP ${pressure}, HR ${drawWhole(random, 62, 118)}, SpO2 ${saturation}%${body === "" ? "" : `, ${body}`}. ${looks}.`;
}

/** The numbered assessment: each diagnosis with its plan, then what was excluded. */
export function writeAssessment(source: NoteSource, heading: string): string {
  const listed = source.visit.diagnoses.filter((code) => !isStatus(code) && !isExternal(code));
  const lines = listed.map(
    (code, at) =>
      `${at + 1}. ${mention(source, code)} - ${source.book.planOf(code) ?? pick(source.random, plainPlans)}`,
  );
  const excluded = listPhrases(ofKind(source, "excluded"));
  return [`${heading}:`, ...lines, ...(excluded === "" ? [] : [`No evidence of ${excluded}.`])].join("\n");
}

/** What was done, sides included; null where nothing was. */
export function writeProcedures(source: NoteSource): string | null {
  const done = source.visit.procedures.map((written) => {
    const [code = "", side = ""] = written.split("+");
    const phrase = mention(source, code);
    return side === "" ? phrase : `${phrase}, ${side === "RT" ? "right" : "left"} side`;
  });
  return done.length === 0 ? null : `Procedures: ${done.join("; ")}`;
}
