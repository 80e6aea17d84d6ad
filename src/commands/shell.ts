import type { Readable, Writable } from "node:stream";
import type { Clock, Random } from "../effects.ts";

/** All that a command may know of the process it runs in. Only cli.ts makes one. */
export interface Shell {
  readonly stdin: Readable;
  readonly stdout: Writable;
  /** Writes text for people, or progress, to stderr. */
  readonly say: (text: string) => void;
  /** Whether stderr is a terminal that a person looks at. */
  readonly isTerminal: boolean;
  readonly columns: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly environment: (name: string) => string | undefined;
  readonly nodeVersion: string;
  /** Aborted by the first Ctrl-C or SIGTERM; a command that never looks at it is ended by them as usual. */
  readonly signal: AbortSignal;
  /** Sets the exit code; the process ends once nothing is left to do. */
  readonly finish: (exitCode: number) => void;
}
