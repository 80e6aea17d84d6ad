import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import type { Writable } from "node:stream";
import type { Clock } from "../effects.ts";
import { createLineSplitter } from "./line-splitter.ts";

const lineCharactersAtMost = 10 * 1024 * 1024;
const drainGraceMs = 1000;

export interface ChildEvents {
  readonly onLine: (line: string) => void;
  /** For the log: the child's standard error, and lines too long to be read. */
  readonly onNotice: (line: string) => void;
  /** Once, after the last line: how the child ended, in words. */
  readonly onEnd: (how: string) => void;
}

/** A child that speaks in lines. */
export interface ChildLines {
  readonly send: (line: string) => void;
  /** Ends its standard input, waits `graceMs` for it to end, then kills it. */
  readonly close: (graceMs: number) => Promise<void>;
}

/** Gathers lines for one write a turn of the event loop, and holds them back while the pipe is full. */
function createSender(stdin: Writable): (line: string) => void {
  let gathered: string[] = [];
  let isWaiting = false;

  function write(): void {
    isWaiting = false;
    if (gathered.length === 0) return;
    const text = gathered.join("");
    gathered = [];
    if (stdin.write(text)) return;
    isWaiting = true;
    stdin.once("drain", write);
  }

  return (line) => {
    gathered.push(line, "\n");
    if (isWaiting) return;
    isWaiting = true;
    setImmediate(write);
  };
}

function describeEnd(code: number | null, signal: string | null): string {
  return signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
}

function listen(child: ChildProcessWithoutNullStreams, clock: Clock, events: ChildEvents): Promise<void> {
  const tooLong = () => events.onNotice("error: a line longer than 10 MB was dropped");
  child.stdout
    .setEncoding("utf8")
    .on("data", createLineSplitter(lineCharactersAtMost, events.onLine, tooLong));
  child.stderr.setEncoding("utf8").on(
    "data",
    createLineSplitter(lineCharactersAtMost, (line) => events.onNotice(`stderr: ${line}`), tooLong),
  );
  child.on("error", (error) => events.onNotice(`error: ${error.message}`));
  child.stdin.on("error", () => child.kill("SIGKILL"));
  child.stdout.on("end", () => child.kill("SIGKILL"));
  return new Promise((resolve) => {
    child.once("exit", async (code, signal) => {
      const drained = new AbortController();
      child.once("close", () => drained.abort());
      await clock.sleep(drainGraceMs, drained.signal);
      events.onEnd(describeEnd(code, signal));
      resolve();
    });
  });
}

/**
 * Starts `command` in `folder`, without a shell. Rejects with the system's error where it cannot be started.
 */
export async function startChild(
  command: readonly string[],
  folder: string,
  clock: Clock,
  events: ChildEvents,
): Promise<ChildLines> {
  const [program = "", ...parameters] = command;
  const child = spawn(program, parameters, { cwd: folder, stdio: "pipe", windowsHide: true });
  await once(child, "spawn");
  const ended = listen(child, clock, events);
  const send = createSender(child.stdin);
  return {
    send,
    close: async (graceMs) => {
      const isOver = new AbortController();
      void ended.then(() => isOver.abort());
      child.stdin.end();
      await clock.sleep(graceMs, isOver.signal);
      if (!isOver.signal.aborted) child.kill("SIGKILL");
      await ended;
    },
  };
}
