import { readFile, rm, writeFile } from "node:fs/promises";
import { z } from "zod";
import { isProcessAlive, ownProcess } from "../effects.ts";
import { HarnessError } from "../errors.ts";
import { makeFolder, type RunFolder } from "./run-folder.ts";

const holderSchema = z.object({ pid: z.int(), host: z.string() });
type Holder = z.infer<typeof holderSchema>;

async function readHolder(file: string): Promise<Holder | null> {
  const text = await readFile(file, "utf8").catch(() => "");
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** A lock whose process of this machine is gone was left by a kill; one of another machine cannot be told. */
function isLeftBehind(holder: Holder | null): boolean {
  return holder !== null && holder.host === ownProcess.host && !isProcessAlive(holder.pid);
}

function refuseLocked(folder: RunFolder, holder: Holder | null): HarnessError {
  const who = holder === null ? "another process" : `process ${holder.pid} on ${holder.host}`;
  return new HarnessError("run-folder-invalid", `${who} works in ${folder.path}`.slice(0, 120), {
    hint: `wait until it has ended; if there is no such process, remove ${folder.lock}`,
  });
}

async function writeLock(file: string): Promise<boolean> {
  return writeFile(file, JSON.stringify(ownProcess), { flag: "wx", mode: 0o600 }).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
      throw error;
    },
  );
}

/**
 * Takes a run's folder for this process alone, makes it where it is not there, and gives what lets go of it. A lock
 * that a killed process of this machine left is taken over. Throws `run-folder-invalid` where another works in it.
 */
export async function lockFolder(folder: RunFolder): Promise<() => Promise<void>> {
  await makeFolder(folder.path);
  if (!(await writeLock(folder.lock))) {
    const holder = await readHolder(folder.lock);
    if (!isLeftBehind(holder)) throw refuseLocked(folder, holder);
    await rm(folder.lock, { force: true });
    if (!(await writeLock(folder.lock))) throw refuseLocked(folder, null);
  }
  return () => rm(folder.lock, { force: true });
}
