import { exitCodes, HarnessError } from "../errors.ts";
import { readDiskFailure } from "../store/disk-failure.ts";
import { describeError, renderError } from "../terminal/error-text.ts";
import type { Shell } from "./shell.ts";
import { textStyle } from "./text-style.ts";

/** What a bug ends with (EX_SOFTWARE of sysexits.h): none of the codes that mean something about the run. */
const bugExitCode = 70;

const bugDocument = {
  schema: "shadowbench.error/1",
  error: { code: "bug", message: "a bug in shadowbench; its stack is on stderr", exit_code: bugExitCode },
};

function describeBug(thrown: unknown): string {
  const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return `${stack}\n\nThis is a bug in shadowbench, not in your data. Please report it with the lines above.\n`;
}

function exitCodeOf(error: HarnessError, shell: Shell): number {
  if (error.code === "run-interrupted" && shell.signal.reason === "SIGTERM") return exitCodes.terminated;
  return error.exitCode;
}

/**
 * Tells a person, and with `--json` a machine, what went wrong; returns the exit code. A disk that refuses is no bug,
 * wherever it does; a bug keeps its stack.
 */
export function fail(cause: unknown, shell: Shell, asJson: boolean): number {
  const thrown = readDiskFailure(cause) ?? cause;
  if (!(thrown instanceof HarnessError)) {
    shell.say(describeBug(thrown));
    if (asJson) shell.stdout.write(`${JSON.stringify(bugDocument)}\n`);
    return bugExitCode;
  }
  shell.say(`${renderError(thrown, textStyle(shell).palette).join("\n")}\n`);
  const exitCode = exitCodeOf(thrown, shell);
  if (asJson) shell.stdout.write(`${JSON.stringify(describeError(thrown, exitCode), null, 2)}\n`);
  return exitCode;
}
