import type { JournalLine } from "../../domain/journal-line.ts";
import type { ResponseStatus } from "../../domain/vocabulary.ts";

/** Encounters, each repeat by itself, by the status of their last response. */
export type ResponseCounts = Readonly<Record<ResponseStatus, number>>;

/** Counts the lines of a journal as they come; a further round takes the place of the failed response before it. */
export function createResponseCounts(): {
  readonly add: (line: JournalLine) => void;
  readonly read: () => ResponseCounts;
} {
  const counts = { coded: 0, abstained: 0, failed: 0 };
  return {
    add: ({ status, round }) => {
      if (round > 1) counts.failed -= 1;
      counts[status] += 1;
    },
    read: () => ({ ...counts }),
  };
}
