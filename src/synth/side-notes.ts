import { drawWhole, isDrawn, pick } from "./chance.ts";
import type { Note } from "./documents.ts";
import type { NoteSource } from "./note-sections.ts";
import type { ClaimType } from "./true-codes.ts";

/** Notes beside the main ones, each in a share of the charts; some of them are never to be sent. */
export function writeSideNotes(source: NoteSource, claimType: ClaimType): readonly Note[] {
  const writers = claimType === "facility" ? facilityWriters : professionalWriters;
  return writers.flatMap(({ share, write }) => (isDrawn(source.random, share) ? write(source) : []));
}

interface SideWriter {
  readonly share: number;
  readonly write: (source: NoteSource) => readonly Note[];
}

const professionalWriters: readonly SideWriter[] = [
  { share: 0.1, write: writeSocialHistory },
  { share: 0.05, write: writeCodingSummary },
];

const facilityWriters: readonly SideWriter[] = [
  { share: 0.25, write: writeNursingNote },
  { share: 0.2, write: writeLabResult },
  { share: 0.3, write: writeImaging },
  { share: 0.1, write: writeSocialHistory },
  { share: 0.1, write: writeCodingSummary },
  { share: 0.1, write: writeChargeSheet },
];

type Range = readonly [low: number, high: number];

/** Blood values in tenths of their usual units, and what a diagnosis makes of them. */
const analytes: readonly {
  readonly name: string;
  readonly normal: Range;
  readonly changes: readonly { readonly prefix: string; readonly range: Range }[];
}[] = [
  {
    name: "Na",
    normal: [1360, 1430],
    changes: [
      { prefix: "E87.0", range: [1480, 1550] },
      { prefix: "E87.1", range: [1240, 1310] },
    ],
  },
  {
    name: "K",
    normal: [37, 48],
    changes: [
      { prefix: "E87.5", range: [56, 64] },
      { prefix: "E87.6", range: [27, 33] },
    ],
  },
  {
    name: "Cr",
    normal: [7, 11],
    changes: [
      { prefix: "N17", range: [19, 38] },
      { prefix: "N18", range: [15, 28] },
    ],
  },
  {
    name: "Hgb",
    normal: [125, 152],
    changes: [
      { prefix: "D62", range: [66, 82] },
      { prefix: "D50", range: [85, 105] },
      { prefix: "D63", range: [90, 108] },
      { prefix: "D64", range: [85, 105] },
    ],
  },
];

function writeNursingNote({ random, visit }: NoteSource): readonly Note[] {
  const text = `Triage: ${visit.aCase.complaint}. Pain ${drawWhole(random, 0, 8)}/10. Side rails up, call light in reach.`;
  return [{ kind: "nursing_note", role: "nurse", day: 0, text }];
}

function writeLabResult({ random, visit }: NoteSource): readonly Note[] {
  const values = analytes.map(({ name, normal, changes }) => {
    const change = changes.find(({ prefix }) => visit.diagnoses.some((code) => code.startsWith(prefix)));
    const [low, high] = change?.range ?? normal;
    return `${name} ${(drawWhole(random, low, high) / 10).toFixed(1)}`;
  });
  return [{ kind: "lab_result", role: "laboratory", day: 0, text: values.join(", ") }];
}

/** A film's report names the finding of an injury, a pneumonia or a stone; other cases have none. */
function writeImaging({ random, visit, book }: NoteSource): readonly Note[] {
  const found = visit.diagnoses.find((code) => /^(S|J18|N20)/.test(code));
  if (found === undefined) return [];
  const text = `Impression: ${pick(random, book.phrasesOf(found))}. No other acute finding.`;
  return [{ kind: "radiology_report", role: "radiologist", day: 0, text }];
}

function writeSocialHistory({ random, visit }: NoteSource): readonly Note[] {
  const home = pick(random, ["alone", "with spouse", "with family", "in assisted living"]);
  const text = `Lives ${home}. Works or worked as ${visit.patient.occupation}. Transport ${pick(random, ["available", "unreliable"])}.`;
  return [{ kind: "social_history", role: "social_worker", day: 0, text }];
}

function writeCodingSummary({ visit }: NoteSource): readonly Note[] {
  const text = `Working codes: ${visit.diagnoses.join(" ")}`;
  return [{ kind: "coding_summary", role: "coder", day: visit.endDay - visit.startDay, text }];
}

function writeChargeSheet({ visit }: NoteSource): readonly Note[] {
  if (visit.aCase.setting === "inpatient") return [];
  const text = `Charges: ${visit.procedures.join(" ") || "visit only"}`;
  return [{ kind: "charge_sheet", role: "clerk", day: 0, text }];
}
