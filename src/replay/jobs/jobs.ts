import type { PollSpec } from "../../domain/engine-spec.ts";
import type { JournalLine } from "../../domain/journal-line.ts";
import type { Ask } from "../asking/ask.ts";
import type { Asking } from "../asking/asking.ts";
import { createLanes } from "../pace/lanes.ts";
import { followJob } from "./follow-job.ts";
import type { JobFile } from "./job-file.ts";
import type { OpenJob } from "./open-job.ts";

/** The jobs of a session: each is followed beside the asking, so many at once as the scenario allows. */
export interface Jobs {
  /** The job that a request became in an earlier session, or null. */
  readonly find: (requestId: string) => OpenJob | null;
  /** Resolves when one more job may be open, and takes its place; followed by `open`, `follow` or `leave`. */
  readonly enter: () => Promise<void> | undefined;
  /** Gives the place back: the request became no job. */
  readonly leave: () => void;
  /** Keeps a new job in the run folder and follows it. */
  readonly open: (ask: Ask, job: OpenJob) => Promise<void>;
  /** Follows a job that is in the run folder already. */
  readonly follow: (ask: Ask, job: OpenJob) => void;
  /** How many have no final response yet, those of earlier sessions too. */
  readonly countOpen: () => number;
  /** Resolves when none is open, or the replay has stopped. */
  readonly settled: () => Promise<void>;
}

interface JobsParts {
  readonly file: JobFile;
  readonly spec: PollSpec;
  readonly asking: Asking;
  /** Takes a job's final line; null: the replay stopped first. */
  readonly take: (line: JournalLine | null) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

export function createJobs({ file, spec, asking, take, onError }: JobsParts): Jobs {
  const lanes = createLanes(() => spec.open_at_most);
  const { poll } = asking.engine;
  let open = file.open;

  async function run(ask: Ask, job: OpenJob): Promise<void> {
    try {
      if (poll === undefined) throw new TypeError("this engine cannot be polled");
      const line = await followJob(ask, job, poll, spec, asking);
      await take(line);
      if (line !== null) open -= 1;
    } catch (error) {
      onError(error);
    } finally {
      lanes.leave();
    }
  }

  function follow(ask: Ask, job: OpenJob): void {
    void run(ask, job);
  }

  return {
    find: file.find,
    enter: lanes.enter,
    leave: lanes.leave,
    open: async (ask, job) => {
      await file.keep(job).catch((error: unknown) => {
        lanes.leave();
        throw error;
      });
      open += 1;
      follow(ask, job);
    },
    follow,
    countOpen: () => open,
    settled: lanes.empty,
  };
}
