import { createHash } from "node:crypto";
import type { JournalCode } from "../../domain/journal-line.ts";

/** All places that a code names in one document: the farthest end, null where any is empty or turned round. */
export interface EvidenceSummary {
  /** The first 16 digits of the md5 of the document's id, so that no words of an engine enter the database. */
  readonly key: string;
  readonly end: number | null;
}

function keyOf(documentId: string): string {
  return createHash("md5").update(documentId).digest("hex").slice(0, 16);
}

/** What it takes to tell whether every place lies in its document; empty where a code names none. */
export function summariseEvidence(evidence: JournalCode["evidence"]): readonly EvidenceSummary[] {
  const ends = new Map<string, number | null>();
  for (const { document_id: id, start, end } of evidence) {
    const before = ends.get(id) ?? 0;
    const isBroken = start >= end || (ends.has(id) && ends.get(id) === null);
    ends.set(id, isBroken ? null : Math.max(before, end));
  }
  return [...ends].map(([id, end]) => ({ key: keyOf(id), end }));
}
