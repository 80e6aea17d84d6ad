/** Exit codes of the program; the contract with every pipeline that calls it. */
export const exitCodes = {
  go: 0,
  noGo: 1,
  invalid: 2,
  incomplete: 3,
  inconclusive: 4,
  interrupted: 130,
  terminated: 143,
} as const;

/** What can go wrong that a person can mend, and the exit code each kind ends with. */
export const errorCodes = {
  "command-invalid": exitCodes.invalid,
  "scenario-invalid": exitCodes.invalid,
  "dataset-invalid": exitCodes.invalid,
  "provenance-refused": exitCodes.invalid,
  "data-invalid": exitCodes.invalid,
  "digest-differs": exitCodes.invalid,
  "run-folder-invalid": exitCodes.invalid,
  "journal-damaged": exitCodes.invalid,
  "engine-unusable": exitCodes.invalid,
  "file-unreadable": exitCodes.invalid,
  "shards-refused": exitCodes.invalid,
  "delivery-refused": exitCodes.invalid,
  "run-incomplete": exitCodes.incomplete,
  "run-stopped": exitCodes.incomplete,
  "engine-unreachable": exitCodes.incomplete,
  "run-interrupted": exitCodes.interrupted,
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** A place in a file, as people and editors write it. */
export interface Place {
  readonly file: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** One problem among several: what is wrong, where, and what to do about it. */
export interface Problem {
  readonly message: string;
  readonly where?: Place | undefined;
  readonly hint?: string | undefined;
}

export interface HarnessErrorOptions {
  readonly hint?: string | undefined;
  readonly where?: Place | undefined;
  readonly problems?: readonly Problem[] | undefined;
  readonly cause?: unknown;
}

/**
 * Something that a person must act on. A bug is not one of these: it crashes with its stack.
 * `problems` lists every finding where there are several; `message` then says how many.
 */
export class HarnessError extends Error {
  override readonly name = "HarnessError";
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly where: Place | undefined;
  readonly problems: readonly Problem[];

  constructor(code: ErrorCode, message: string, options: HarnessErrorOptions = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
    this.where = options.where;
    this.problems = options.problems ?? [];
  }

  get exitCode(): number {
    return errorCodes[this.code];
  }
}

/** `file:line:col`, as far as it is known. */
export function formatPlace(place: Place): string {
  return [place.file, place.line, place.column].filter((part) => part !== undefined).join(":");
}
