import { type EngineRequest, protocolName, type SentEncounter } from "../domain/engine-protocol.ts";
import type { JournalLine } from "../domain/journal-line.ts";
import type { ReplaySpec } from "../domain/replay-spec.ts";
import type { Clock, Random } from "../effects.ts";
import type { Engine, EngineReply } from "../engine/engine.ts";
import { answeredLine, failedLine, type LastAttempt } from "./final-response.ts";
import { retryDelayMs } from "./retry-delay.ts";
import type { TimeLimit } from "./time-limit.ts";

/** What asking needs; `stop` ends it, between attempts and within one. */
export interface Asking {
  readonly engine: Engine;
  readonly limit: TimeLimit;
  readonly spec: ReplaySpec;
  readonly systems: readonly string[];
  readonly requestId: (encounterId: string) => string;
  readonly clock: Clock;
  readonly random: Random;
  readonly stop: AbortSignal;
  readonly onRetry: () => void;
}

function requestFor(encounter: SentEncounter, asking: Asking): EngineRequest {
  return {
    protocol: protocolName,
    request_id: asking.requestId(encounter.encounter_id),
    encounter,
    systems: [...asking.systems],
  };
}

async function askOnce(request: EngineRequest, asking: Asking): Promise<EngineReply | null> {
  const window = asking.limit.open();
  try {
    return await Promise.race([asking.engine.ask(request, window.signal), window.over]);
  } finally {
    window.close();
  }
}

function finalLine(reply: EngineReply, attempt: LastAttempt): JournalLine {
  return reply.kind === "answer" ? answeredLine(attempt, reply.answer) : failedLine(attempt, reply.error);
}

/**
 * Asks about one encounter until an answer, a failure or the last retry. Null where the replay stopped first:
 * nothing is final then.
 */
export async function askUntilFinal(encounter: SentEncounter, asking: Asking): Promise<JournalLine | null> {
  const { clock, spec, stop } = asking;
  const request = requestFor(encounter, asking);
  for (let attempts = 1; ; attempts += 1) {
    const startedAt = clock.monotonicMs();
    const reply = await askOnce(request, asking);
    if (reply === null || (stop.aborted && reply.kind === "retry")) return null;
    if (reply.kind !== "retry" || attempts > spec.retries) {
      const latencyMs = clock.monotonicMs() - startedAt;
      const { request_id: requestId } = request;
      const finishedAt = clock.now();
      return finalLine(reply, {
        requestId,
        encounterId: encounter.encounter_id,
        attempts,
        latencyMs,
        finishedAt,
      });
    }
    asking.onRetry();
    await clock.sleep(retryDelayMs(attempts, spec.backoff_ms, reply.retryAfterMs, asking.random), stop);
    if (stop.aborted) return null;
  }
}
