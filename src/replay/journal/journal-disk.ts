import { HarnessError } from "../../errors.ts";

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "no space is left on the device",
  EFBIG: "the file may not grow any larger",
  EDQUOT: "the disk quota is used up",
  EACCES: "permission is denied",
  EPERM: "permission is denied",
  EROFS: "the file system is read-only",
  EISDIR: "it is a folder",
  ENOENT: "there is no such file or folder",
  EIO: "the device reports an input/output error",
};

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
  return reasons[code] ?? cause.message;
}

const hints = {
  read: "check the path and its permissions",
  write: "make room or mend the permissions, then go on with --resume: what was written is kept",
} as const;

/** What the disk refused, as an error for people; `what` the file holds. */
export function diskError(
  verb: "read" | "write",
  file: string,
  cause: unknown,
  what = "the journal",
): HarnessError {
  const code = verb === "read" ? "file-unreadable" : "run-folder-invalid";
  const message = `cannot ${verb} ${what}: ${reasonOf(cause)}`.slice(0, 120);
  return new HarnessError(code, message, { where: { file }, hint: hints[verb], cause });
}
