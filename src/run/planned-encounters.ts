import { type FileHandle, open } from "node:fs/promises";
import { readDocumentText } from "../dataset/read-document.ts";
import type { SentEncounter } from "../domain/engine-protocol.ts";
import type { SendPolicy } from "../sandbox/send-policy.ts";
import { type HeldDocument, viewEncounter } from "../sandbox/view-encounter.ts";
import { type PlannedEncounter, plannedEncounterSchema } from "./plan.ts";

/** Encounters whose documents are read at once: enough to hide the disk, little memory. */
const readAhead = 64;

export interface PlannedEncounters {
  readonly planFile: string;
  /** Plain NDJSON that the plan's places point into; null without documents. */
  readonly documentsFile: string | null;
  readonly policy: SendPolicy;
  /** Encounters that need no reading: they have their final response. */
  readonly answered: ReadonlySet<string>;
}

async function readTexts(planned: PlannedEncounter, documents: FileHandle | null): Promise<HeldDocument[]> {
  if (documents === null) return [];
  return Promise.all(
    (planned.documents ?? []).map(async ({ byte_offset, byte_length, ...document }) => ({
      ...document,
      text: await readDocumentText(documents, byte_offset, byte_length),
    })),
  );
}

async function* readPlan(
  file: FileHandle,
  answered: ReadonlySet<string>,
): AsyncGenerator<PlannedEncounter[]> {
  let batch: PlannedEncounter[] = [];
  for await (const line of file.readLines()) {
    const planned = plannedEncounterSchema.parse(JSON.parse(line));
    if (answered.has(planned.encounter_id)) continue;
    batch.push(planned);
    if (batch.length < readAhead) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

/** The encounters of a plan as the engine may see them, in its order; texts are read shortly before they are asked. */
export async function* readPlannedEncounters(request: PlannedEncounters): AsyncGenerator<SentEncounter> {
  const plan = await open(request.planFile);
  const documents = request.documentsFile === null ? null : await open(request.documentsFile);
  const view = async (planned: PlannedEncounter) => {
    const row = { ...planned.columns, encounter_id: planned.encounter_id };
    return viewEncounter(row, await readTexts(planned, documents), request.policy);
  };
  try {
    for await (const batch of readPlan(plan, request.answered)) yield* await Promise.all(batch.map(view));
  } finally {
    await plan.close();
    await documents?.close();
  }
}
