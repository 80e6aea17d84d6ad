import { cutTornLine, openJournalFile } from "../journal/journal.ts";
import { sealLine } from "../journal/journal-crc.ts";
import { diskError } from "../journal/journal-disk.ts";
import { createBatchWriter } from "../journal/journal-writer.ts";
import { damaged, readSealedLines } from "../journal/read-journal.ts";
import { type OpenJob, openJobSchema } from "./open-job.ts";

const unflushedLinesAtMost = 4096;

/** The jobs of a run, open for more. */
export interface JobFile {
  /** The job that a request became; null where it became none. */
  readonly find: (requestId: string) => OpenJob | null;
  /** How many were open when it was opened. */
  readonly open: number;
  /** Adds a job; it is on its way to the disk when this resolves. */
  readonly keep: (job: OpenJob) => Promise<void>;
  readonly close: () => Promise<void>;
}

function parseJob(content: string, file: string, number: number): OpenJob {
  const parsed = openJobSchema.safeParse(JSON.parse(content));
  if (parsed.success) return parsed.data;
  throw damaged(file, number, "this line of the jobs is not of this version");
}

async function readJobs(file: string, isOpen: (requestId: string) => boolean) {
  const jobs = new Map<string, OpenJob>();
  let end = 0;
  const parse = (content: string, number: number) => parseJob(content, file, number);
  for await (const batch of readSealedLines(file, parse)) {
    for (const { line } of batch) if (isOpen(line.request_id)) jobs.set(line.request_id, line);
    end = batch.at(-1)?.end ?? end;
  }
  return { jobs, end };
}

/**
 * Opens `jobs.ndjson`, made where it is not there (mode 0600), its lines sealed as those of the journal; only jobs of
 * requests that `isOpen` are kept in memory. A torn last line is cut off: its request is submitted again under the
 * same request_id. Throws `journal-damaged` for other damage and `run-folder-invalid` for what the disk refuses.
 */
export async function openJobFile(file: string, isOpen: (requestId: string) => boolean): Promise<JobFile> {
  const handle = await openJournalFile(file);
  try {
    const { jobs, end } = await readJobs(file, isOpen);
    await cutTornLine(handle, end);
    const writer = createBatchWriter(handle, unflushedLinesAtMost, (cause) =>
      diskError("write", file, cause),
    );
    return {
      find: (requestId) => jobs.get(requestId) ?? null,
      open: jobs.size,
      keep: (job) => writer.add(sealLine(job)),
      close: async () => {
        try {
          await writer.flush();
        } finally {
          await handle.close();
        }
      },
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}
