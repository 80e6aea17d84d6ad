import type { SentEncounter } from "../../domain/engine-protocol.ts";

/** One request that is to be made, until a final response. */
export interface Ask {
  readonly encounter: SentEncounter;
  /** Which of the scenario's repeats, from 1, and which round of it. */
  readonly repeat: number;
  readonly round: number;
  readonly requestId: string;
  readonly signedAt: number | null;
}

/** When a request of an open loop should leave, in milliseconds of the monotonic clock, and by the calendar. */
export interface IntendedStart {
  readonly monotonicMs: number;
  readonly at: Date;
}
