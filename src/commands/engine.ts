import type { Command } from "commander";
import type { Coder } from "../engine/coder.ts";
import { HarnessError } from "../errors.ts";
import { formatExamples } from "./examples.ts";
import type { Shell } from "./shell.ts";

interface LexicalOptions {
  readonly titles?: readonly string[];
  readonly listen?: string;
}

const examples = formatExamples([
  ["shadowbench engine lexical", "A request a line on stdin, an answer a line on stdout."],
  ["shadowbench engine lexical --listen 8801", "One POST a request, on http://127.0.0.1:8801/."],
  ["shadowbench engine lexical --titles icd10cm-order.zip", "With the titles of an official CMS table."],
]);

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  const hint = "a port is a whole number up to 65535; 0 takes any that is free";
  throw new HarnessError("command-invalid", `--listen ${text} is no port`, { hint });
}

async function untilStopped(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

async function listen(coder: Coder, port: number, shell: Shell): Promise<void> {
  const { serveHttp } = await import("../engine/serve.ts");
  const service = await serveHttp(coder, port).catch((cause: unknown) => {
    const hint = "another program may have it; --listen 0 takes any that is free";
    throw new HarnessError("command-invalid", `cannot listen on port ${port}`, { hint, cause });
  });
  shell.say(`${coder.name} ${coder.version} answers on ${service.url}; Ctrl-C ends it\n`);
  await untilStopped(shell.signal);
  await service.close();
}

async function answerLines(coder: Coder, shell: Shell): Promise<void> {
  const { serveStdio } = await import("../engine/serve.ts");
  shell.signal.addEventListener("abort", () => shell.stdin.destroy(), { once: true });
  await serveStdio(coder, shell.stdin, shell.stdout).catch((cause: unknown) => {
    if (shell.signal.aborted) return;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const hint = "`shadowbench schema engine-request` prints what a request is";
    throw new HarnessError("command-invalid", `a line on stdin is no request: ${reason}`, { hint, cause });
  });
}

async function serve(options: LexicalOptions, shell: Shell): Promise<void> {
  const port = options.listen === undefined ? null : readPort(options.listen);
  const { openLexicalCoder } = await import("../engine/lexical-engine.ts");
  const coder = openLexicalCoder(options.titles ?? []);
  await (port === null ? answerLines(coder, shell) : listen(coder, port, shell));
}

/** `shadowbench engine lexical`: the built-in baseline behind the engine protocol, for vendors to compare with. */
export function declareEngine(command: Command, shell: Shell): void {
  command.addHelpText("before", examples);
  command
    .command("lexical")
    .description("the built-in baseline: finds the titles of codes in the notes")
    .option(
      "--titles <file...>",
      "official CMS title tables (default: the catalogue of about 500 codes carried)",
    )
    .option("--listen <port>", "serve HTTP on 127.0.0.1 instead of lines on stdin and stdout")
    .addHelpText("before", examples)
    .action((options: LexicalOptions) => serve(options, shell));
}
