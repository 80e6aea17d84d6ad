import type { AnsweredCode, EngineAnswer } from "../domain/engine-protocol.ts";
import type { JournalCode, JournalLine } from "../domain/journal-line.ts";

const errorCharacters = 200;

/** How the last attempt at an encounter went. */
export interface LastAttempt {
  readonly requestId: string;
  readonly encounterId: string;
  readonly attempts: number;
  readonly latencyMs: number;
  readonly finishedAt: Date;
}

function journalCode(code: AnsweredCode): JournalCode {
  return {
    system: code.system,
    code: code.code,
    sequence: code.sequence ?? null,
    use: code.use ?? null,
    poa: code.poa ?? null,
    modifiers: code.modifiers ?? [],
    units: code.units ?? null,
    service_date: code.service_date ?? null,
    confidence: code.confidence ?? null,
    version: code.version ?? null,
    evidence: (code.evidence ?? []).map(({ document_id, start, end }) => ({ document_id, start, end })),
  };
}

function describeAttempt(attempt: LastAttempt) {
  return {
    attempts: attempt.attempts,
    latency_ms: Math.round(attempt.latencyMs * 1000) / 1000,
    finished_at: attempt.finishedAt.toISOString(),
  };
}

/** The journal line of an answer: its codes as they came, an abstention's too; null where the engine said nothing. */
export function answeredLine(attempt: LastAttempt, answer: EngineAnswer): JournalLine {
  return {
    request_id: attempt.requestId,
    encounter_id: attempt.encounterId,
    status: answer.status,
    codes: (answer.codes ?? []).map(journalCode),
    confidence: answer.confidence ?? null,
    reason: answer.reason ?? null,
    error: null,
    engine_name: answer.engine?.name ?? null,
    engine_version: answer.engine?.version ?? null,
    ...describeAttempt(attempt),
  };
}

/** The journal line of an encounter that got no answer; `error` is cut to 200 characters. */
export function failedLine(attempt: LastAttempt, error: string): JournalLine {
  return {
    request_id: attempt.requestId,
    encounter_id: attempt.encounterId,
    status: "failed",
    codes: [],
    confidence: null,
    reason: null,
    error: [...error.slice(0, 2 * errorCharacters)].slice(0, errorCharacters).join(""),
    engine_name: null,
    engine_version: null,
    ...describeAttempt(attempt),
  };
}
