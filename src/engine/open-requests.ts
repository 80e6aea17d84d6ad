import type { EngineReply } from "./engine.ts";
import { parseAnswer } from "./parse-answer.ts";

const shownCharacters = 200;

/** The requests that a child has not answered yet. */
export interface OpenRequests {
  /** Opens a request; an aborted `signal` closes it unanswered. */
  readonly open: (requestId: string, signal: AbortSignal) => Promise<EngineReply>;
  /** Takes one line of the child: an answer, or something for the log. */
  readonly takeLine: (line: string) => void;
  readonly retryAll: (error: string) => void;
}

type Settle = (reply: EngineReply) => void;

function readLine(line: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(line) };
  } catch {
    return null;
  }
}

function readRequestId(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("request_id" in value)) return null;
  return typeof value.request_id === "string" ? value.request_id : null;
}

/** `log` hears of lines that are no answer to an open request: not JSON, never asked, given up or answered before. */
export function createOpenRequests(log: (line: string) => void): OpenRequests {
  const settles = new Map<string, Settle>();

  /** Settles the request that `line` answers; what is wrong with the line otherwise, for the log. */
  function settleWith(line: string): string | null {
    const parsed = readLine(line);
    if (parsed === null) return `a line that is not JSON: ${line.slice(0, shownCharacters)}`;
    const requestId = readRequestId(parsed.value);
    if (requestId === null) return `an answer without request_id: ${line.slice(0, shownCharacters)}`;
    const settle = settles.get(requestId);
    if (!settle) return `an answer to a request that is not open: ${requestId.slice(0, shownCharacters)}`;
    settles.delete(requestId);
    settle(parseAnswer(parsed.value, requestId));
    return null;
  }

  return {
    open: (requestId, signal) =>
      new Promise((resolve) => {
        const onAbort = () => {
          settles.delete(requestId);
          resolve({
            kind: "retry",
            error: "the attempt was ended",
            retryAfterMs: null,
            cause: "unavailable",
          });
        };
        if (signal.aborted) return onAbort();
        signal.addEventListener("abort", onAbort, { once: true });
        settles.set(requestId, (reply) => {
          signal.removeEventListener("abort", onAbort);
          resolve(reply);
        });
      }),
    takeLine: (line) => {
      const problem = line.trim() === "" ? null : settleWith(line);
      if (problem !== null) log(`engine error: ${problem}`);
    },
    retryAll: (error) => {
      const open = [...settles.values()];
      settles.clear();
      for (const settle of open) settle({ kind: "retry", error, retryAfterMs: null, cause: "unavailable" });
    },
  };
}
