import { type EngineRequest, protocolName } from "../../domain/engine-protocol.ts";
import { HarnessError } from "../../errors.ts";
import { listAsks, type Missing } from "../../replay/asking/list-asks.ts";
import { openJournal } from "../../replay/journal/journal.ts";
import { sendPolicy } from "../../sandbox/send-policy.ts";
import { readPlannedEncounters } from "../asking-plan/planned-encounters.ts";
import type { Plan } from "../replay/make-plan.ts";
import { requestIdOf } from "../request-id.ts";
import { announce, type RunContext } from "../run-context.ts";
import type { RunFolder } from "../run-folder.ts";
import type { Target } from "../target.ts";

function refuseInterrupted(): HarnessError {
  return new HarnessError("run-interrupted", "stopped while the requests were written", {
    hint: "start the same command again: no part counts before manifest.json is there",
  });
}

/** What the journal says is missing; the journal is there from now on. */
export async function findMissing(folder: RunFolder, run: string, retryFailed: boolean): Promise<Missing> {
  const requestId = requestIdOf(run);
  const journal = await openJournal(folder.journal, requestId);
  await journal.close();
  return { stateOf: journal.stateOf, requestId, retryFailed };
}

/** The requests that are still to be made, a line each, just as an engine over HTTP would get them. */
export async function* formatRequests(
  target: Target,
  plan: Plan,
  missing: Missing,
  context: RunContext,
): AsyncGenerator<string> {
  const { replay, send } = target.inputs.loaded.scenario;
  const { batchFile: planFile, documentsFile } = plan;
  if (planFile === null) return;
  const read = (isNeeded: (encounterId: string) => boolean) =>
    readPlannedEncounters({ planFile, documentsFile, policy: sendPolicy(send), isNeeded });
  const total = plan.encounters * replay.repeats;
  const systems = [...plan.systems];
  announce(context, "export");
  let done = 0;
  for await (const asks of listAsks(read, replay.repeats, missing)) {
    if (context.signal.aborted) throw refuseInterrupted();
    for (const { encounter, requestId } of asks) {
      const request: EngineRequest = { protocol: protocolName, request_id: requestId, encounter, systems };
      yield `${JSON.stringify(request)}\n`;
    }
    done += asks.length;
    context.onProgress({ stage: "export", done, total, failed: 0, retries: 0 });
  }
}
