import { basename } from "node:path";
import { journalLineSchema } from "../../domain/journal-line.ts";
import type { RunManifest } from "../../domain/run-manifest.ts";
import { HarnessError } from "../../errors.ts";
import { openJournal } from "../../replay/journal/journal.ts";
import { readRawLines } from "../../replay/journal/journal-bytes.ts";
import { writeManifest } from "../manifest.ts";
import type { RunContext } from "../run-context.ts";
import type { RunFolder } from "../run-folder.ts";
import type { DeliveryCounts } from "./check-delivery.ts";

/** Throws `run-interrupted` where the import is to stop. */
export function stopIfAsked({ signal }: RunContext): void {
  if (!signal.aborted) return;
  throw new HarnessError("run-interrupted", "stopped while answers were imported; none counts twice", {
    hint: "start the same command again",
  });
}

async function appendAll(folder: RunFolder, spool: string, context: RunContext): Promise<void> {
  const journal = await openJournal(folder.journal);
  try {
    for await (const lines of readRawLines(spool)) {
      stopIfAsked(context);
      for (const { bytes } of lines)
        await journal.append(journalLineSchema.parse(JSON.parse(bytes.toString())));
    }
  } finally {
    await journal.close();
  }
}

/** The manifest before answers go into the journal: documents of an earlier analysis no longer speak for the run. */
function withoutDocuments(manifest: RunManifest): RunManifest {
  return { ...manifest, status: "replaying", results_sha256: null, service_sha256: null };
}

/** The manifest that tells of the deliveries; with no request open the run is replayed. */
export function withDeliveries(
  manifest: RunManifest,
  deliveries: readonly DeliveryCounts[],
  open: number,
  at: string,
): RunManifest {
  const told = deliveries.map(({ file, sha256, answers, taken }) => ({
    at,
    file: basename(file),
    sha256,
    answers,
    taken,
  }));
  const status = open === 0 && manifest.status === "replaying" ? "replayed" : manifest.status;
  return { ...manifest, status, deliveries: [...manifest.deliveries, ...told] };
}

/** The journal first, then what the manifest tells of it: between the two the same import finds all of it held. */
export async function takeAll(
  folder: RunFolder,
  manifest: RunManifest,
  deliveries: readonly DeliveryCounts[],
  spool: string,
  context: RunContext,
): Promise<RunManifest> {
  if (deliveries.every(({ taken }) => taken === 0)) return manifest;
  const begun = withoutDocuments(manifest);
  await writeManifest(folder, begun);
  await appendAll(folder, spool, context);
  return begun;
}
