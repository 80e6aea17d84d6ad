import { type FileHandle, open } from "node:fs/promises";
import { readDocumentText } from "../dataset/read-document.ts";
import type { PlannedEncounter } from "../replay/planned-encounter.ts";
import type { SendPolicy } from "../sandbox/send-policy.ts";
import { type HeldDocument, viewEncounter } from "../sandbox/view-encounter.ts";
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

async function readTexts(
  placed: readonly PlacedDocument[],
  documents: FileHandle | null,
): Promise<HeldDocument[]> {
  if (documents === null) return [];
  return Promise.all(
    placed.map(async ({ byte_offset, byte_length, ...document }) => ({
      ...document,
      text: await readDocumentText(documents, byte_offset, byte_length),
    })),
  );
}

async function viewEntry(
  entry: PlanEntry,
  documents: FileHandle | null,
  policy: SendPolicy,
): Promise<PlannedEncounter> {
  const row = { ...entry.columns, encounter_id: entry.encounter_id };
  const texts = await readTexts(entry.documents, documents);
  const earlier = await readTexts(entry.earlier, documents);
  return {
    encounter: viewEncounter(row, texts, policy, earlier),
    group: entry.group === null ? null : String(entry.group),
    signedAt: entry.signed_at,
  };
}

async function* viewPlan(
  plan: FileHandle,
  documents: FileHandle | null,
  { policy, isNeeded }: PlanReading,
): AsyncGenerator<PlannedEncounter> {
  let batch: PlanEntry[] = [];
  const view = () => Promise.all(batch.map((entry) => viewEntry(entry, documents, policy)));
  for await (const entry of readPlan(plan, isNeeded)) {
    batch.push(entry);
    if (batch.length < readAhead) continue;
    yield* await view();
    batch = [];
  }
  yield* await view();
}

/** The encounters of a plan as the engine may see them, in its order; texts are read shortly before they are asked. */
export async function* readPlannedEncounters(reading: PlanReading): AsyncGenerator<PlannedEncounter> {
  const plan = await open(reading.planFile);
  try {
    const documents = reading.documentsFile === null ? null : await open(reading.documentsFile);
    try {
      yield* viewPlan(plan, documents, reading);
    } finally {
      await documents?.close();
    }
  } finally {
    await plan.close();
  }
}
