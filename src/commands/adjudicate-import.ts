import { HarnessError } from "../errors.ts";
import { describeStatus } from "./adjudicate-status.ts";
import { present } from "./present.ts";
import type { Shell } from "./shell.ts";

export interface ImportCommandOptions {
  readonly reviewer: string;
  readonly role: string;
  readonly replace?: boolean;
  readonly json?: boolean;
}

function readRole(role: string) {
  if (role === "reviewer" || role === "arbiter") return role;
  throw new HarnessError("command-invalid", `--role ${role}: reviewer or arbiter`.slice(0, 120));
}

/** `shadowbench adjudicate import`: keeps one reviewer's answers. */
export async function importReview(
  run: string,
  file: string,
  options: ImportCommandOptions,
  shell: Shell,
): Promise<void> {
  const { reviewer, replace } = options;
  const role = readRole(options.role);
  const { describeWarning } = await import("../run/inputs.ts");
  const { importAnswers } = await import("../run/review/adjudicate-import.ts");
  const { answers, status, warnings, replaced } = await importAnswers(run, file, { reviewer, role, replace });
  for (const warning of warnings) shell.say(`warning: ${describeWarning(warning)}\n`);
  const next = status.settled === status.drawn ? [`Next: shadowbench analyze ${run}`] : [];
  present(shell, options.json, {
    document: {
      imported: { reviewer, role, encounters: answers.encounters.length },
      status,
      warnings,
      replaced,
    },
    lines: [
      `Imported ${answers.encounters.length} encounters of ${reviewer}`,
      ...(replaced === null ? [] : [`The answers of before lie in ${replaced}`]),
      "",
      ...describeStatus(status, shell),
      ...next,
    ],
  });
}
