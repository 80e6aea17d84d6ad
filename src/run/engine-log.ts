import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";

export interface EngineLog {
  readonly write: (line: string) => void;
  readonly close: () => Promise<void>;
}

/**
 * What the engine said beside its answers, a line each; the file is there once something was said. Mode 0600. Where the
 * disk refuses it the run goes on without it: nothing that is measured depends on it.
 */
export function openEngineLog(file: string): EngineLog {
  let stream: ReturnType<typeof createWriteStream> | null = null;
  let isRefused = false;
  function open() {
    return createWriteStream(file, { flags: "a", mode: 0o600 }).on("error", () => {
      isRefused = true;
    });
  }
  return {
    write: (line) => {
      stream ??= open();
      if (!isRefused) stream.write(`${line}\n`);
    },
    close: async () => {
      if (stream === null || isRefused) return;
      stream.end();
      await finished(stream).catch(() => {});
    },
  };
}
