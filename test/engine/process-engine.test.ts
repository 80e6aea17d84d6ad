import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { Engine, EngineReply } from "../../src/engine/engine.ts";
import { openProcessEngine } from "../../src/engine/process-engine.ts";
import { HarnessError } from "../../src/errors.ts";
import { ask, never, requestOf, surroundingsIn } from "./asking.ts";

const fixtures = join(import.meta.dirname, "fixtures");
const hasPython = spawnSync("python3", ["--version"]).status === 0;
const engines: Engine[] = [];

afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close();
});

async function open(command = ["python3", "-u", "engine.py"], graceMs = 3000) {
  const surroundings = surroundingsIn(fixtures);
  const spec = { kind: "process", name: "python", version: "1", command } as const;
  const engine = await openProcessEngine(spec, surroundings, graceMs);
  engines.push(engine);
  return { engine, lines: surroundings.lines };
}

function childOf(reply: EngineReply): string {
  return (reply.kind === "answer" && reply.answer.engine?.version) || `no answer but ${reply.kind}`;
}

function isAlive(child: string): boolean {
  return spawnSync("kill", ["-0", child]).status === 0;
}

describe.skipIf(!hasPython)("a process engine in Python (skipped where python3 is absent)", () => {
  test("answers that come out of order reach the requests they answer, from one child", async () => {
    const { engine } = await open();
    const replies = await Promise.all(["hold-1", "hold-2", "hold-3", "plain"].map((id) => ask(engine, id)));
    const ids = replies.map((reply) => reply.kind === "answer" && reply.answer.request_id);
    expect(ids).toEqual(["r-hold-1", "r-hold-2", "r-hold-3", "r-plain"]);
    expect(new Set(replies.map(childOf)).size).toBe(1);
  });

  test("a child that dies is started again, and its open requests are worth another attempt", async () => {
    const { engine, lines } = await open();
    const first = childOf(await ask(engine, "plain"));
    const [silent, dead] = await Promise.all([ask(engine, "silent"), ask(engine, "die")]);
    const retry = {
      kind: "retry",
      error: "the engine's process ended with exit code 3",
      retryAfterMs: null,
      cause: "unavailable",
    };
    expect([silent, dead]).toEqual([retry, retry]);
    const second = childOf(await ask(engine, "plain"));
    expect(second).toMatch(/^\d+$/);
    expect(second).not.toBe(first);
    expect(lines).toContain("engine stderr: out of memory");
    expect(lines).toContain("engine error: the child ended with exit code 3");
  });

  test("half a line that a dying child leaves is no answer and harms no later one", async () => {
    const { engine } = await open();
    expect(await ask(engine, "half-line")).toMatchObject({ kind: "retry" });
    expect((await ask(engine, "plain")).kind).toBe("answer");
  });

  test("garbage, answers never asked for and second answers are errors in the log, never replies", async () => {
    const { engine, lines } = await open();
    expect((await ask(engine, "garbage")).kind).toBe("answer");
    await ask(engine, "plain");
    expect(lines).toEqual([
      "engine error: a line that is not JSON: Loading model ...",
      'engine error: an answer without request_id: ["no", "request_id"]',
      "engine error: an answer to a request that is not open: r-never-sent",
      "engine error: an answer to a request that is not open: r-garbage",
    ]);
  });

  test("an answer that breaks the protocol is a failed response that names the field", async () => {
    const { engine } = await open();
    expect(await ask(engine, "breach")).toMatchObject({
      kind: "failed",
      error: expect.stringMatching(/^answer breaks the protocol at codes\[0\]\.units: /),
    });
  });

  test("notes larger than the pipe go through, many at once and in both directions", async () => {
    const { engine } = await open();
    const text = "é".repeat(400_000);
    const requests = [1, 2, 3, 4, 5, 6].map((n) => ({ ...requestOf("large", text), request_id: `r-${n}` }));
    const replies = await Promise.all(requests.map((request) => engine.ask(request, never)));
    expect(replies.map((reply) => reply.kind)).toEqual(Array(6).fill("answer"));
  });

  test("an aborted attempt ends at once, and the same request can be asked again", async () => {
    const { engine } = await open();
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    await engine.ask(requestOf("silent"), controller.signal);
    const again = { ...requestOf("plain"), request_id: "r-silent" };
    expect((await engine.ask(again, never)).kind).toBe("answer");
  });

  test("closing ends the child's input, and the child ends with it", async () => {
    const { engine } = await open();
    const child = childOf(await ask(engine, "plain"));
    expect(isAlive(child)).toBe(true);
    await engine.close();
    expect(isAlive(child)).toBe(false);
  });

  test("a child that does not end is killed after the grace", async () => {
    const { engine } = await open(undefined, 200);
    const child = childOf(await ask(engine, "plain"));
    void ask(engine, "deaf");
    await new Promise((resolve) => setTimeout(resolve, 100));
    await engine.close();
    expect(isAlive(child)).toBe(false);
  });
});

test("a command that cannot be started is refused", async () => {
  const refusal = await open(["no-such-program-7"]).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(HarnessError);
  expect(refusal).toMatchObject({
    code: "engine-unusable",
    message: "the engine's command cannot be started: spawn no-such-program-7 ENOENT",
  });
});

test("the command is no shell's: what a shell would expand stays as it is", async () => {
  const script = "process.stderr.write(process.argv[1] + '\\n')";
  const { engine, lines } = await open([process.execPath, "-e", script, "$HOME; echo *"]);
  expect(await ask(engine, "e1")).toMatchObject({ kind: "retry" });
  expect(lines).toContain("engine stderr: $HOME; echo *");
});
