import { isDrawn } from "./chance.ts";
import type { Note } from "./documents.ts";
import { describeLevel, emCodeOf } from "./em-level.ts";
import {
  type NoteSource,
  writeAllergies,
  writeAssessment,
  writeComplaint,
  writeExam,
  writeFamilyAndSocial,
  writeMedications,
  writePastHistory,
  writeProcedures,
  writeStory,
} from "./note-sections.ts";
import type { ClaimType } from "./true-codes.ts";

/** Share of office visits billed by time rather than by the complexity of decisions. */
const timedShare = 0.25;

/** The notes that carry the evidence for every true code of a claim. */
export function writeMainNotes(source: NoteSource, claimType: ClaimType): readonly Note[] {
  const { visit } = source;
  switch (visit.aCase.setting) {
    case "emergency":
      return [physicianNote("ed_note", 0, [...history(source), ...closing(source, "MDM/Dx")])];
    case "office":
      return [physicianNote("progress_note", 0, [...history(source), ...closing(source, "A/P")])];
    case "outpatient":
      return [physicianNote("operative_report", 0, operation(source))];
    default:
      return claimType === "professional"
        ? [physicianNote("history_and_physical", 0, [...history(source), ...closing(source, "A&P")])]
        : stayNotes(source, visit.endDay - visit.startDay);
  }
}

function physicianNote(kind: string, day: number, sections: readonly string[]): Note {
  return { kind, role: "physician", day, text: sections.join("\n") };
}

function stayNotes(source: NoteSource, lastDay: number): readonly Note[] {
  return [
    physicianNote("history_and_physical", 0, history(source)),
    physicianNote("discharge_summary", lastDay, [
      `Admitted for ${source.visit.aCase.complaint}.`,
      writeAssessment(source, "Discharge diagnoses"),
      ...present(writeProcedures(source)),
    ]),
  ];
}

function history(source: NoteSource): readonly string[] {
  return [
    writeComplaint(source),
    writeStory(source),
    writePastHistory(source),
    writeMedications(source),
    writeAllergies(source),
    writeFamilyAndSocial(source),
    writeExam(source),
  ];
}

function closing(source: NoteSource, heading: string): readonly string[] {
  const { visit, random } = source;
  const level = describeLevel(visit, isDrawn(random, timedShare));
  return [
    writeAssessment(source, heading),
    ...(visit.aCase.setting === "inpatient" ? [] : present(writeProcedures(source))),
    ...(emCodeOf(visit) === null ? [] : [level]),
  ];
}

function operation(source: NoteSource): readonly string[] {
  return [
    `Indication: ${source.visit.aCase.complaint}`,
    writeStory(source),
    writePastHistory(source),
    writeMedications(source),
    writeAllergies(source),
    writeFamilyAndSocial(source),
    writeExam(source),
    writeAssessment(source, "Postoperative diagnoses"),
    ...present(writeProcedures(source)),
    "No complications.",
  ];
}

function present(section: string | null): readonly string[] {
  return section === null ? [] : [section];
}
