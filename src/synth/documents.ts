import { type Random, seededRandom } from "../effects.ts";
import { formatMoment } from "./calendar.ts";
import { drawWhole, isDrawn } from "./chance.ts";
import type { CodeBook } from "./code-book.ts";
import { writeMainNotes } from "./main-notes.ts";
import { writeSideNotes } from "./side-notes.ts";
import type { ClaimType } from "./true-codes.ts";
import type { Visit } from "./visits.ts";

/** One document of the chart, as a row of `documents`. */
export interface Document {
  readonly encounter_id: string;
  readonly document_id: string;
  readonly kind: string;
  readonly authored_at: string;
  readonly signed_at: string;
  readonly author_role: string;
  readonly text: string;
}

/** A text before it has an id and a time; `day` counts from the first day of the visit. */
export interface Note {
  readonly kind: string;
  readonly role: string;
  readonly day: number;
  readonly text: string;
}

/** The chart of one claim: the notes that carry the evidence, then those beside them. */
export function drawDocuments(
  random: Random,
  visit: Visit,
  book: CodeBook,
  encounterId: string,
  claimType: ClaimType,
): readonly Document[] {
  const main = writeMainNotes({ random: seededRandom(visit.noteSeed), visit, book }, claimType);
  const notes = [...main, ...writeSideNotes({ random, visit, book }, claimType)];
  return notes.map((note, at) =>
    signNote(random, visit.startDay, note, `${encounterId}-${at + 1}`, encounterId),
  );
}

function signNote(
  random: Random,
  startDay: number,
  note: Note,
  documentId: string,
  encounterId: string,
): Document {
  const minute = drawWhole(random, 420, 1300);
  const isLate = isDrawn(random, 0.1);
  return {
    encounter_id: encounterId,
    document_id: documentId,
    kind: note.kind,
    authored_at: formatMoment(startDay + note.day, minute),
    signed_at: formatMoment(startDay + note.day, minute + (isLate ? 720 : 25)),
    author_role: note.role,
    text: note.text,
  };
}
