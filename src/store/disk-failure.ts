import { HarnessError } from "../errors.ts";

/** What the system says of a disk that refuses, as DuckDB repeats it (strerror) and as Node.js names it. */
const reasons = [
  { code: "ENOSPC", text: "No space left on device", words: "the disk is full", isRoom: true },
  { code: "EDQUOT", text: "Disk quota exceeded", words: "the disk quota is used up", isRoom: true },
  { code: "EFBIG", text: "File too large", words: "a file may not be so large here", isRoom: true },
  { code: "EROFS", text: "Read-only file system", words: "the file system is read-only", isRoom: false },
  { code: "EACCES", text: "Permission denied", words: "permission denied", isRoom: false },
  { code: "EPERM", text: "Operation not permitted", words: "not permitted", isRoom: false },
  { code: "EIO", text: "Input/output error", words: "the disk fails", isRoom: false },
] as const;

type Reason = (typeof reasons)[number];

const ofDuckDb = new RegExp(`"([^"]+)": (${reasons.map(({ text }) => text).join("|")})`);
/** A write that ended early: what did not fit is not there. */
const halfWritten = /Could not write all bytes to file "([^"]+)"/;
const outOfMemory = /Out of Memory Error/;
/** DuckDB keeps to nine tenths of the free room for what does not fit into its memory. */
const outOfSpill = /failed to offload data block/;

const again = "start the same command again; a run goes on with --resume";

function refuse(message: string, hint: string, cause: unknown): HarnessError {
  return new HarnessError("run-folder-invalid", message.slice(0, 120), { hint, cause });
}

function refuseFile({ words, isRoom }: Reason, doing: string, file: string, cause: unknown): HarnessError {
  const mend = isRoom ? "make room" : "make the folder writable for this user, or name another with --out";
  return refuse(`${words}: cannot ${doing} ${file}`, `${mend}, then ${again}`, cause);
}

function readDuckDbFailure(message: string, cause: unknown): HarnessError | null {
  const [, file, text] = ofDuckDb.exec(message) ?? halfWritten.exec(message) ?? [];
  const reason = reasons.find((each) => each.text === text) ?? reasons[0];
  if (file !== undefined) return refuseFile(reason, /open/i.test(message) ? "open" : "write", file, cause);
  if (!outOfMemory.test(message)) return null;
  if (outOfSpill.test(message))
    return refuse("the disk is full: no room beside the run for what memory does not hold", again, cause);
  const hint =
    "leave out columns and documents that the scenario does not use, or ask in shards; please report the tables' sizes";
  return refuse("the database needs more memory than it may take", hint, cause);
}

function isOfFile(cause: Error): cause is Error & { code: string; syscall: string; path?: unknown } {
  if (!("code" in cause && "syscall" in cause && typeof cause.syscall === "string")) return false;
  return !/^(spawn|connect|listen|bind|kill)/.test(cause.syscall);
}

/**
 * Why the disk, or DuckDB's memory, refused, as `run-folder-invalid` for people, from what DuckDB or Node.js threw;
 * null for anything else. `target` is what was to be written, where the caller knows it better than the error.
 */
export function readDiskFailure(cause: unknown, target: string | null = null): HarnessError | null {
  if (!(cause instanceof Error) || cause instanceof HarnessError) return null;
  if (!isOfFile(cause)) return readDuckDbFailure(cause.message, cause);
  const reason = reasons.find(({ code }) => code === cause.code);
  if (reason === undefined) return null;
  if (target !== null) return refuseFile(reason, "write to", target, cause);
  const path = typeof cause.path === "string" ? cause.path : "a file";
  return refuseFile(reason, /open|scandir|stat/.test(cause.syscall) ? "open" : "write", path, cause);
}
