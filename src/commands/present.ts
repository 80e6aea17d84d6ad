import type { Shell } from "./shell.ts";

export interface Presentation {
  /** What `--json` prints, as one JSON document. */
  readonly document: unknown;
  /** The same for people. */
  readonly lines: readonly string[];
}

/** Prints a command's result: for people on stdout, or with `--json` one document there and the lines on stderr. */
export function present(shell: Shell, asJson: boolean | undefined, { document, lines }: Presentation): void {
  const text = lines.map((line) => `${line}\n`).join("");
  if (asJson) shell.say(text);
  shell.stdout.write(asJson ? `${JSON.stringify(document, null, 2)}\n` : text);
}
