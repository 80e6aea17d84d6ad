import { z } from "zod";
import type { JournalLine } from "../../domain/journal-line.ts";
import { parseAnswer } from "../../engine/parse-answer.ts";
import type { Problem } from "../../errors.ts";
import { type Asked, answeredLine, failedLine } from "../../replay/asking/final-response.ts";
import type { NameRequest } from "../../replay/journal/held-requests.ts";
import type { AskedRequest, AskedRequests } from "./asked-requests.ts";
import { readDelivery } from "./delivery-lines.ts";
import type { HeldAnswers } from "./held-answers.ts";

/** What the answers of one file come to. `sha256` is of the file as it lies there. */
export interface DeliveryCounts {
  readonly file: string;
  readonly sha256: string;
  readonly answers: number;
  /** Answers that are new to the journal, and those among them that are failed responses. */
  readonly taken: number;
  readonly failed: number;
  /** Answers that were held before, and answers to requests that this run never made. */
  readonly repeated: number;
  readonly foreign: number;
  /** Where the first foreign answers stand, a line of the log each. */
  readonly foreignPlaces: readonly string[];
}

export interface Checking {
  readonly asked: AskedRequests;
  readonly held: HeldAnswers;
  readonly nameRequest: NameRequest;
  readonly importedAt: Date;
  /** Told of every line for which its delivery must be refused. */
  readonly refuse: (problem: Problem) => void;
}

const addressedSchema = z.looseObject({ request_id: z.string().min(1) });
const foreignShown = 20;
const idCharacters = 64;
const decoder = new TextDecoder("utf-8", { fatal: true });

type ReadLine = { readonly requestId: string; readonly value: unknown } | { readonly why: string };

function readLine(bytes: Buffer): ReadLine {
  try {
    const value: unknown = JSON.parse(decoder.decode(bytes));
    const parsed = addressedSchema.safeParse(value);
    return parsed.success ? { requestId: parsed.data.request_id, value } : { why: "it has no request_id" };
  } catch {
    return { why: "it is not JSON" };
  }
}

function describeAsked(request: AskedRequest, { held, nameRequest, importedAt }: Checking): Asked {
  const { encounterId, repeat } = request;
  const round = held.roundOf(request.place) + 1;
  return {
    requestId: nameRequest(encounterId, repeat, round),
    encounterId,
    repeat,
    round,
    mode: "files",
    cached: false,
    attempts: 1,
    timeouts: 0,
    latencyMs: null,
    turnaroundMs: null,
    intendedAt: null,
    lateMs: null,
    finishedAt: importedAt,
  };
}

/** What the journal would say of an answer: one that breaks the protocol is a failed response. */
function finalLine(value: unknown, requestId: string, asked: Asked): JournalLine {
  const reply = parseAnswer(value, requestId);
  if (reply.kind === "answer") return answeredLine(asked, reply.answer);
  return failedLine(asked, "error" in reply ? reply.error : "no answer");
}

function describeForeign(file: string, number: number, requestId: string): string {
  return `${file}:${number}: no request of this run has the id ${JSON.stringify(requestId.slice(0, idCharacters))}`;
}

/**
 * Holds the answers of a file against the requests and the answers before them. `lines` gives those that are new, for
 * the journal; `counts` is there once they are read to their end. Throws as `readDelivery` does.
 */
export function checkDelivery(file: string, checking: Checking) {
  const { asked, held, refuse } = checking;
  const reading = readDelivery(file);
  const counts = { answers: 0, taken: 0, failed: 0, repeated: 0, foreign: 0 };
  const foreignPlaces: string[] = [];

  function check(bytes: Buffer, number: number): JournalLine | null {
    const where = { file, line: number };
    const read = readLine(bytes);
    counts.answers += 1;
    if ("why" in read) {
      refuse({ message: read.why, where });
      return null;
    }
    const { requestId, value } = read;
    const request = asked.find(requestId);
    if (request === null) {
      counts.foreign += 1;
      if (counts.foreign <= foreignShown) foreignPlaces.push(describeForeign(file, number, requestId));
      return null;
    }
    const line = finalLine(value, requestId, describeAsked(request, checking));
    const taking = held.take(request.place, line);
    if (taking === "contradicts")
      refuse({ message: `request ${requestId} was answered otherwise before`, where });
    if (taking === "repeated") counts.repeated += 1;
    if (taking !== "new") return null;
    counts.taken += 1;
    if (line.status === "failed") counts.failed += 1;
    return line;
  }

  async function* listNew(): AsyncGenerator<JournalLine> {
    for await (const batch of reading.lines) {
      for (const { bytes, number } of batch) {
        const line = bytes.toString("latin1").trim() === "" ? null : check(bytes, number);
        if (line !== null) yield line;
      }
    }
  }

  return {
    lines: listNew(),
    counts: (): DeliveryCounts => ({ file, sha256: reading.sha256(), ...counts, foreignPlaces }),
  };
}
