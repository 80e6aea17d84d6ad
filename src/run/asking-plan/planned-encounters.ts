import { open } from "node:fs/promises";
import { createTextReader, type DocumentPlace, type TextReader } from "../../dataset/read-document.ts";
import type { PlannedEncounter } from "../../replay/planned-encounter.ts";
import type { SendPolicy } from "../../sandbox/send-policy.ts";
import { type HeldDocument, viewEncounter } from "../../sandbox/view-encounter.ts";
import type { PlacedDocument } from "./plan.ts";
import { type PlanEntry, readPlan } from "./read-plan.ts";

/** Encounters whose documents are read at once: enough to hide the disk, little memory. */
const readAhead = 64;

export interface PlanReading {
  readonly planFile: string;
  /** Plain NDJSON that the plan's places point into; null without documents. */
  readonly documentsFile: string | null;
  readonly policy: SendPolicy;
  /** Encounters that are not needed are passed over: their documents are not read. */
  readonly isNeeded: (encounterId: string) => boolean;
}

type Texts = ReadonlyMap<DocumentPlace, string>;

function holdDocuments(placed: readonly PlacedDocument[], texts: Texts): HeldDocument[] {
  return placed.map((place) => {
    const { document_id, kind, authored_at } = place;
    const text = texts.get(place);
    if (text === undefined) throw new TypeError(`the text of document ${document_id} was not read`);
    return { document_id, kind, authored_at, text };
  });
}

function viewEntry(entry: PlanEntry, texts: Texts, policy: SendPolicy): PlannedEncounter {
  const row = { ...entry.columns, encounter_id: entry.encounter_id };
  const { documents, earlier, group } = entry;
  return {
    encounter: viewEncounter(row, holdDocuments(documents, texts), policy, holdDocuments(earlier, texts)),
    group: group === null ? null : String(group),
    signedAt: entry.signed_at,
  };
}

async function viewEntries(
  entries: readonly PlanEntry[],
  readTexts: TextReader | null,
  policy: SendPolicy,
): Promise<readonly PlannedEncounter[]> {
  const places = entries.flatMap((entry) => [...entry.documents, ...entry.earlier]);
  const texts: Texts = readTexts === null ? new Map() : await readTexts(places);
  return entries.map((entry) => viewEntry(entry, texts, policy));
}

async function* viewPlan(
  readTexts: TextReader | null,
  { planFile, policy, isNeeded }: PlanReading,
): AsyncGenerator<PlannedEncounter> {
  let batch: PlanEntry[] = [];
  for await (const entries of readPlan(planFile, isNeeded)) {
    for (const entry of entries) {
      batch.push(entry);
      if (batch.length < readAhead) continue;
      yield* await viewEntries(batch, readTexts, policy);
      batch = [];
    }
  }
  yield* await viewEntries(batch, readTexts, policy);
}

/** The encounters of a plan as the engine may see them, in its order; texts are read shortly before they are asked. */
export async function* readPlannedEncounters(reading: PlanReading): AsyncGenerator<PlannedEncounter> {
  const documents = reading.documentsFile === null ? null : await open(reading.documentsFile);
  try {
    yield* viewPlan(documents === null ? null : createTextReader(documents), reading);
  } finally {
    await documents?.close();
  }
}
