#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { commandList } from "./commands/command-list.ts";
import type { Shell } from "./commands/shell.ts";

const examples = `Examples:
  $ shadowbench init pilot
      Write a small dataset and a scenario to start from, in the folder pilot.
  $ shadowbench validate pilot/scenario.yaml
      Check the scenario, the dataset's manifest and the tables' headers.
  $ shadowbench run pilot/scenario.yaml
      Replay the encounters through the engine, compare, decide, and write the report.
`;

const exitCodeHelp = `
Exit codes: 0 go · 1 no-go · 2 command, scenario or data is wrong · 3 incomplete · 4 inconclusive
            130 / 143 interrupted, go on with --resume · 70 a bug in shadowbench
`;

function readVersion(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return /"version": "([^"]+)"/.exec(text)?.[1] ?? "unknown";
}

/** Stops cleanly at the first signal; the second one ends the process at once. */
function listenForSignals(): AbortSignal {
  const controller = new AbortController();
  for (const [name, exitCode] of [["SIGINT", 130] as const, ["SIGTERM", 143] as const])
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(exitCode);
      controller.abort(name);
    });
  return controller.signal;
}

function ignoreClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit();
    throw error;
  });
}

/** Node would end an unexpected error with 1, which means no-go here. */
function endBugs(): void {
  process.on("uncaughtException", (error) => {
    process.stderr.write(`${error.stack ?? String(error)}\n`);
    process.exit(70);
  });
}

async function openShell(): Promise<Shell> {
  const { readEnvironment, systemClock, systemRandom } = await import("./effects.ts");
  let signal: AbortSignal | null = null;
  ignoreClosedPipe(process.stdout);
  ignoreClosedPipe(process.stderr);
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    say: (text) => process.stderr.write(text),
    isTerminal: process.stderr.isTTY ?? false,
    columns: process.stderr.columns || 100,
    clock: systemClock,
    random: systemRandom,
    environment: readEnvironment,
    nodeVersion: process.versions.node,
    get signal() {
      signal ??= listenForSignals();
      return signal;
    },
    finish: (exitCode) => {
      process.exitCode = exitCode;
    },
  };
}

function createProgram(): Command {
  return new Command("shadowbench")
    .description("Replays historical encounters through a coding engine in shadow, and gates its go-live.")
    .version(readVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "show help; `shadowbench <command> -h` tells of one command")
    .helpCommand("help [command]", "show the help of a command")
    .addHelpText("before", examples)
    .addHelpText("after", exitCodeHelp)
    .showHelpAfterError("(add -h for help)")
    .exitOverride();
}

/** Only the command that is called is loaded; the others are known by name and summary. */
async function declareCommands(program: Command, args: readonly string[]): Promise<Shell | null> {
  const words = args.filter((arg) => !arg.startsWith("-"));
  const called = words[0] === "help" ? words[1] : words[0];
  let shell: Shell | null = null;
  for (const entry of commandList) {
    const command = program.command(entry.name).summary(entry.summary).description(entry.summary);
    if (entry.name !== called) continue;
    shell = await openShell();
    (await entry.load())(command, shell);
  }
  return shell;
}

function endUsage(error: CommanderError, asJson: boolean): void {
  const isHelp = error.exitCode === 0;
  if (!isHelp && asJson) {
    const message = error.message.replace(/^error: /, "");
    const document = {
      schema: "shadowbench.error/1",
      error: { code: "command-invalid", message, exit_code: 2 },
    };
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  }
  process.exitCode = isHelp ? 0 : 2;
}

async function main(args: readonly string[]): Promise<void> {
  const program = createProgram();
  const asJson = args.includes("--json");
  const shell = await declareCommands(program, args);
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return endUsage(error, asJson);
    if (shell === null) throw error;
    const { fail } = await import("./commands/fail.ts");
    shell.finish(fail(error, shell, asJson));
  }
}

endBugs();
await main(process.argv.slice(2));
