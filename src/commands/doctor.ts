import type { Command } from "commander";
import { exitCodes } from "../errors.ts";
import type { BlockStyle } from "../terminal/verdict-block.ts";
import type { Examination } from "./examine-machine.ts";
import { formatExamples } from "./examples.ts";
import { present } from "./present.ts";
import type { Shell } from "./shell.ts";
import { textStyle } from "./text-style.ts";

const examples = formatExamples([["shadowbench doctor", "Say what is missing or wrong on this machine."]]);

function describe({ name, outcome, detail, hint }: Examination, { palette }: BlockStyle): string[] {
  const colour = { good: palette.green, bad: palette.red, note: palette.yellow }[outcome];
  const word = { good: "ok   ", bad: "WRONG", note: "note " }[outcome];
  const line = `${colour(word)}  ${name.padEnd(12)} ${detail}`;
  return hint === null ? [line] : [line, `       ${" ".repeat(12)} ${hint}`];
}

async function diagnose(options: { json?: boolean }, shell: Shell): Promise<void> {
  const { examine } = await import("./examine-machine.ts");
  const findings = await examine(shell.nodeVersion);
  const isWell = findings.every(({ outcome }) => outcome !== "bad");
  const style = textStyle(shell);
  const summary = isWell ? "This machine can run shadowbench." : "Mend what is marked WRONG first.";
  present(shell, options.json, {
    document: { ok: isWell, checks: findings },
    lines: [...findings.flatMap((finding) => describe(finding, style)), "", summary],
  });
  shell.finish(isWell ? exitCodes.go : exitCodes.invalid);
}

/** `shadowbench doctor`: whether this machine can run the harness. */
export function declareDoctor(command: Command, shell: Shell): void {
  command
    .option("--json", "print the findings as one JSON document")
    .addHelpText("before", examples)
    .action((options: { json?: boolean }) => diagnose(options, shell));
}
