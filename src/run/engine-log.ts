import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";

export interface EngineLog {
  readonly write: (line: string) => void;
  readonly close: () => Promise<void>;
}

/** What the engine said beside its answers, a line each; the file is there once something was said. Mode 0600. */
export function openEngineLog(file: string): EngineLog {
  let stream: ReturnType<typeof createWriteStream> | null = null;
  return {
    write: (line) => {
      stream ??= createWriteStream(file, { flags: "a", mode: 0o600 });
      stream.write(`${line}\n`);
    },
    close: async () => {
      if (stream === null) return;
      stream.end();
      await finished(stream);
    },
  };
}
