import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { z } from "zod";
import { type Clock, isProcessAlive, ownProcess, systemClock } from "../effects.ts";
import { HarnessError } from "../errors.ts";
import { exists, makeFolder, type RunFolder, refuseFolder } from "./run-folder.ts";

const beatMs = 5000;
const abandonedAfterMs = 30_000;

const holderSchema = z.object({ pid: z.int(), host: z.string() });
type Holder = z.infer<typeof holderSchema>;

function readLock(file: string): Promise<string> {
  return readFile(file, "utf8").catch(() => "");
}

function parseHolder(text: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** A lock whose process of this machine is gone was left by a kill. */
function isLeftBehind(holder: Holder | null): boolean {
  return holder !== null && holder.host === ownProcess.host && !isProcessAlive(holder.pid);
}

/** Of a process of this machine that is there, and is not this one: a container gives its number again. */
function isHeldHere(holder: Holder | null): boolean {
  return holder !== null && holder.host === ownProcess.host && holder.pid !== ownProcess.pid;
}

async function touchedAt(file: string): Promise<number | null> {
  return stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );
}

/** Watches a lock of a process that cannot be seen from here: one that nobody touches any more was left behind. */
async function isUntouched(file: string, clock: Clock): Promise<boolean> {
  const before = await touchedAt(file);
  for (let waited = 0; waited < abandonedAfterMs; waited += beatMs) {
    await clock.sleep(beatMs);
    if ((await touchedAt(file)) !== before) return false;
  }
  return true;
}

/** Touches the lock every few seconds until `over` aborts, so that other machines see that its holder is alive. */
async function keepTouched(file: string, clock: Clock, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    await clock.sleep(beatMs, over);
    const now = clock.now();
    if (!over.aborted) await utimes(file, now, now).catch(() => {});
  }
}

function refuseLocked(folder: RunFolder, holder: Holder | null): HarnessError {
  const who = holder === null ? "another process" : `process ${holder.pid} on ${holder.host}`;
  return new HarnessError("run-folder-invalid", `${who} works in ${folder.path}`.slice(0, 120), {
    hint: `wait until it has ended; if there is no such process, remove ${folder.lock}`,
  });
}

/** Whether a process works in the folder, as far as this machine can tell. Takes nothing. */
export async function isLocked(folder: RunFolder): Promise<boolean> {
  return (await exists(folder.lock)) && !isLeftBehind(parseHolder(await readLock(folder.lock)));
}

async function writeLock({ lock, path }: RunFolder): Promise<boolean> {
  return writeFile(lock, JSON.stringify(ownProcess), { flag: "wx", mode: 0o600 }).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
      throw refuseFolder(path, error);
    },
  );
}

/** Takes a lock away that says `text`; of two who try, one finds it gone, or another's new one, which it puts back. */
async function takeAway({ lock }: RunFolder, text: string): Promise<boolean> {
  const aside = `${lock}.${randomUUID()}`;
  await rename(lock, aside).catch(() => {});
  const taken = await readLock(aside);
  if (taken !== text) await link(aside, lock).catch(() => {});
  await rm(aside, { force: true });
  return taken === text;
}

async function takeOver(folder: RunFolder, clock: Clock): Promise<void> {
  const text = await readLock(folder.lock);
  const holder = parseHolder(text);
  const isFree = isLeftBehind(holder) || (!isHeldHere(holder) && (await isUntouched(folder.lock, clock)));
  if (!isFree) throw refuseLocked(folder, holder);
  const isTaken = (await takeAway(folder, text)) && (await writeLock(folder));
  if (!isTaken) throw refuseLocked(folder, null);
}

/**
 * Takes a run's folder for this process alone, makes it where it is not there, and gives what lets go of it. A lock
 * that a killed process of this machine left is taken over at once; one of another machine or container, once it was
 * not touched for half a minute. Throws `run-folder-invalid` where another works in it, or nothing
 * can be written there.
 */
export async function lockFolder(
  folder: RunFolder,
  clock: Clock = systemClock,
): Promise<() => Promise<void>> {
  await makeFolder(folder.path);
  if (!(await writeLock(folder))) await takeOver(folder, clock);
  const over = new AbortController();
  void keepTouched(folder.lock, clock, over.signal);
  return async () => {
    over.abort();
    await rm(folder.lock, { force: true });
  };
}
