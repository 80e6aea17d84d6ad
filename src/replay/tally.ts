import type { ResponseStatus } from "../domain/vocabulary.ts";

/** Counts of this session: encounters asked, with a final response, of these failed and abstained; and retries. */
export interface ReplayProgress {
  readonly asked: number;
  readonly finished: number;
  readonly failed: number;
  readonly abstained: number;
  readonly retries: number;
}

/** Counts what a replay does and tells `onProgress` after every change. */
export interface Tally {
  readonly countAsked: () => void;
  readonly countRetry: () => void;
  readonly countFinal: (status: ResponseStatus) => void;
  readonly read: () => ReplayProgress;
}

export function createTally(onProgress: (progress: ReplayProgress) => void): Tally {
  const counts = { asked: 0, finished: 0, failed: 0, abstained: 0, retries: 0 };
  const read = () => ({ ...counts });
  const add = (key: keyof typeof counts) => {
    counts[key] += 1;
  };
  const tell = () => onProgress(read());
  return {
    countAsked: () => {
      add("asked");
      tell();
    },
    countRetry: () => {
      add("retries");
      tell();
    },
    countFinal: (status) => {
      add("finished");
      if (status !== "coded") add(status);
      tell();
    },
    read,
  };
}
