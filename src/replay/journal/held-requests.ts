import { createIdTable } from "./id-table.ts";

/** What the journal holds of one request: a response that stands, or a failed one that may be asked for anew. */
export type HeldState = "final" | "failed";

/** Names a request: the same encounter, repeat and round of the same run give the same id, in every session. */
export type NameRequest = (encounterId: string, repeat: number, round: number) => string;

/** The requests that a journal holds a line for. */
export interface HeldRequests {
  /** Gives whether the request is new. */
  readonly add: (requestId: string, state: HeldState) => boolean;
  /** Null for a request that has no line. */
  readonly stateOf: (requestId: string) => HeldState | null;
}

export function createHeldRequests(): HeldRequests {
  const table = createIdTable();
  const failed = new Set<number>();
  return {
    add: (requestId, state) => {
      const index = table.add(requestId);
      if (index === -1) return false;
      if (state === "failed") failed.add(index);
      return true;
    },
    stateOf: (requestId) => {
      const index = table.indexOf(requestId);
      if (index === -1) return null;
      return failed.has(index) ? "failed" : "final";
    },
  };
}
