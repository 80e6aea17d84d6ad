import { createHash } from "node:crypto";
import type { JournalLine } from "../../domain/journal-line.ts";

/** Whether an answer is the first or follows a failed one, was held before, or contradicts the one that stands. */
export type Taking = "new" | "repeated" | "contradicts";

/** What is held of the answers to each request, by the request's place. */
export interface HeldAnswers {
  /** Holds an answer, in the round after those before it. */
  readonly hold: (place: number, line: JournalLine) => void;
  /** Holds it where it is new. */
  readonly take: (place: number, line: JournalLine) => Taking;
  /** The round of the last answer; 0 where there is none. */
  readonly roundOf: (place: number) => number;
  /** Requests without any answer. */
  readonly countOpen: () => number;
}

/** 64 bits of the MD5 digest of what an answer says, whenever it came and under whichever id. */
function digestAnswer(line: JournalLine): bigint {
  const codes = line.codes.map((code) => [
    code.system,
    code.code,
    code.sequence,
    code.use,
    code.poa,
    code.modifiers,
    code.units,
    code.service_date,
    code.confidence,
    code.version,
    code.evidence.map(({ document_id: document, start, end }) => [document, start, end]),
  ]);
  const { status, confidence, reason, error, engine_name: name, engine_version: version, usage } = line;
  const cost = usage && [usage.input_tokens, usage.output_tokens, usage.price, usage.currency];
  const said = JSON.stringify([status, codes, confidence, reason, error, name, version, cost]);
  return createHash("md5").update(said).digest().readBigUInt64LE(0);
}

/** Holds answers to `size` requests in 13 bytes each; those that failed and came again in some 100 bytes more. */
export function createHeldAnswers(size: number): HeldAnswers {
  const rounds = new Uint32Array(size);
  const failed = new Uint8Array(size);
  const digests = new BigUint64Array(size);
  const earlier = new Map<number, bigint[]>();
  let open = size;

  function hold(place: number, line: JournalLine, digest: bigint): void {
    const round = rounds[place] ?? 0;
    if (round === 0) open -= 1;
    else earlier.set(place, [...(earlier.get(place) ?? []), digests[place] ?? 0n]);
    rounds[place] = round + 1;
    digests[place] = digest;
    failed[place] = line.status === "failed" ? 1 : 0;
  }

  function compare(place: number, digest: bigint): Taking {
    if (rounds[place] === 0) return "new";
    if (digests[place] === digest || earlier.get(place)?.includes(digest)) return "repeated";
    return failed[place] === 1 ? "new" : "contradicts";
  }

  return {
    hold: (place, line) => hold(place, line, digestAnswer(line)),
    take: (place, line) => {
      const digest = digestAnswer(line);
      const taking = compare(place, digest);
      if (taking === "new") hold(place, line, digest);
      return taking;
    },
    roundOf: (place) => rounds[place] ?? 0,
    countOpen: () => open,
  };
}
