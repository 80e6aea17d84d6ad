import type { AnsweredCode, EngineAnswer } from "../../domain/engine-protocol.ts";
import type { JournalCode, JournalLine, JournalUsage } from "../../domain/journal-line.ts";

const errorCharacters = 200;

/** How an encounter was asked about until its final response; times in milliseconds, null as in the journal. */
export interface Asked {
  readonly requestId: string;
  readonly encounterId: string;
  readonly repeat: number;
  readonly round: number;
  readonly mode: JournalLine["mode"];
  readonly cached: boolean;
  readonly attempts: number;
  readonly timeouts: number;
  readonly latencyMs: number | null;
  readonly turnaroundMs: number | null;
  readonly intendedAt: Date | null;
  readonly lateMs: number | null;
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

function journalUsage(usage: EngineAnswer["usage"]): JournalUsage | null {
  if (!usage) return null;
  return {
    input_tokens: usage.input_tokens ?? null,
    output_tokens: usage.output_tokens ?? null,
    price: usage.price ?? null,
    currency: usage.currency ?? null,
  };
}

/** Microseconds are as much as a clock tells. */
function roundMs(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms * 1000) / 1000;
}

/** What was said of an encounter; null where nothing was. */
type Said = Pick<
  JournalLine,
  | "status"
  | "codes"
  | "confidence"
  | "reason"
  | "error"
  | "http_status"
  | "engine_name"
  | "engine_version"
  | "usage"
>;

/** Written out key by key: spreading costs twenty times as much, and this is made for every response. */
function lineOf(asked: Asked, said: Said): JournalLine {
  return {
    request_id: asked.requestId,
    encounter_id: asked.encounterId,
    repeat: asked.repeat,
    round: asked.round,
    status: said.status,
    codes: said.codes,
    confidence: said.confidence,
    reason: said.reason,
    error: said.error,
    http_status: said.http_status,
    engine_name: said.engine_name,
    engine_version: said.engine_version,
    mode: asked.mode,
    cached: asked.cached,
    attempts: asked.attempts,
    timeouts: asked.timeouts,
    latency_ms: roundMs(asked.latencyMs),
    turnaround_ms: roundMs(asked.turnaroundMs),
    intended_at: asked.intendedAt?.toISOString() ?? null,
    late_ms: roundMs(asked.lateMs),
    usage: said.usage,
    finished_at: asked.finishedAt.toISOString(),
  };
}

/** The journal line of an answer: its codes as they came, an abstention's too; null where the engine said nothing. */
export function answeredLine(asked: Asked, answer: EngineAnswer): JournalLine {
  return lineOf(asked, {
    status: answer.status,
    codes: (answer.codes ?? []).map(journalCode),
    confidence: answer.confidence ?? null,
    reason: answer.reason ?? null,
    error: null,
    http_status: null,
    engine_name: answer.engine?.name ?? null,
    engine_version: answer.engine?.version ?? null,
    usage: journalUsage(answer.usage),
  });
}

/** The journal line of an encounter that got no answer; `error` is cut to 200 characters. */
export function failedLine(asked: Asked, error: string, httpStatus: number | null = null): JournalLine {
  return lineOf(asked, {
    status: "failed",
    codes: [],
    confidence: null,
    reason: null,
    error: [...error.slice(0, 2 * errorCharacters)].slice(0, errorCharacters).join(""),
    http_status: httpStatus,
    engine_name: null,
    engine_version: null,
    usage: null,
  });
}
