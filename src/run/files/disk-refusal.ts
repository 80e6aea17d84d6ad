import { HarnessError } from "../../errors.ts";

/** What the disk refused while `file` was written, as an error for people; anything else as it is. */
export function diskRefusal(file: string, cause: unknown): unknown {
  const isOfDisk = cause instanceof Error && "code" in cause && "syscall" in cause;
  if (!isOfDisk) return cause;
  return new HarnessError("run-folder-invalid", `cannot write ${file}`.slice(-120), {
    hint: `${cause.message}; mend it and start the same command again: nothing is lost, nothing counts twice`,
    cause,
  });
}
