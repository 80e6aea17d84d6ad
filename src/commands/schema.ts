import type { Command } from "commander";
import { nearestName } from "../domain/nearest-name.ts";
import { HarnessError } from "../errors.ts";
import { formatExamples } from "./examples.ts";
import { present } from "./present.ts";
import { publicSchemas } from "./public-schemas.ts";
import type { Shell } from "./shell.ts";

const names = Object.keys(publicSchemas);

const examples = formatExamples([
  ["shadowbench schema", "The names of the formats."],
  ["shadowbench schema scenario > scenario.schema.json", "For an editor that checks YAML as you type."],
]);

async function print(name: string | undefined, options: { json?: boolean }, shell: Shell): Promise<void> {
  if (name === undefined) return present(shell, options.json, { document: { schemas: names }, lines: names });
  const load = publicSchemas[name];
  if (load === undefined) {
    const nearest = nearestName(name, names);
    const hint = nearest === null ? `formats: ${names.join(", ")}` : `did you mean "${nearest}"?`;
    throw new HarnessError("command-invalid", `no format is called "${name}"`, { hint });
  }
  const { z } = await import("zod");
  const document = z.toJSONSchema(await load(), { io: "input" });
  shell.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}

/** `shadowbench schema`: JSON Schema of every public file format. */
export function declareSchema(command: Command, shell: Shell): void {
  command
    .argument("[format]", names.join(", "))
    .option("--json", "print JSON; a format is JSON with or without it")
    .addHelpText("before", examples)
    .action((name: string | undefined, options: { json?: boolean }) => print(name, options, shell));
}
