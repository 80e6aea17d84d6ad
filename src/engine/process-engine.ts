import type { ProcessEngineSpec } from "../domain/engine-spec.ts";
import { HarnessError } from "../errors.ts";
import { type ChildLines, startChild } from "./child-lines.ts";
import { describeThrown } from "./coder.ts";
import type { Engine } from "./engine.ts";
import type { EngineSurroundings } from "./engine-surroundings.ts";
import { createOpenRequests, type OpenRequests } from "./open-requests.ts";

const closingGraceMs = 5000;

async function start(
  spec: ProcessEngineSpec,
  { folder, clock, log }: EngineSurroundings,
  requests: OpenRequests,
  onEnd: (how: string) => void,
): Promise<ChildLines> {
  const onNotice = (line: string) => log(`engine ${line}`);
  try {
    return await startChild(spec.command, folder, clock, { onLine: requests.takeLine, onNotice, onEnd });
  } catch (cause) {
    const message = `the engine's command cannot be started: ${describeThrown(cause)}`;
    throw new HarnessError("engine-unusable", message.slice(0, 120), {
      hint: "check engine.command; it runs in the scenario's folder, without a shell",
      cause,
    });
  }
}

/**
 * One long-lived child, one JSON object per line each way, answers matched by request_id. A child that ends is
 * started again for the next request; its open requests are `retry`. Throws HarnessError `engine-unusable` where the
 * command cannot be started. Closing ends its standard input and gives it `graceMs` before it is killed.
 */
export async function openProcessEngine(
  spec: ProcessEngineSpec,
  surroundings: EngineSurroundings,
  graceMs: number = closingGraceMs,
): Promise<Engine> {
  const requests = createOpenRequests(surroundings.log);
  let child: ChildLines | null = null;
  let starting: Promise<ChildLines> | null = null;
  let isClosing = false;

  function handleEnd(how: string): void {
    child = null;
    starting = null;
    if (!isClosing) surroundings.log(`engine error: the child ${how}`);
    requests.retryAll(`the engine's process ${how}`);
  }

  async function startAgain(): Promise<ChildLines> {
    starting ??= start(spec, surroundings, requests, handleEnd);
    child = await starting;
    return child;
  }

  await startAgain();
  return {
    forgetsSignals: true,
    ask: async (request, signal) => {
      const running = child ?? (await startAgain());
      const reply = requests.open(request.request_id, signal);
      running.send(JSON.stringify(request));
      return reply;
    },
    close: async () => {
      isClosing = true;
      const running = child ?? (await starting);
      await running?.close(graceMs);
    },
  };
}
