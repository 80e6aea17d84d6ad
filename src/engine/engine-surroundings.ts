import type { Clock } from "../effects.ts";

/** What an engine adapter is given of the world. */
export interface EngineSurroundings {
  /** The scenario's folder; paths and commands of the engine are relative to it. */
  readonly folder: string;
  readonly environment: (name: string) => string | undefined;
  /** One line of the run's log. */
  readonly log: (line: string) => void;
  readonly clock: Clock;
}
