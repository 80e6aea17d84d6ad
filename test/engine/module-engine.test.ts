import { join } from "node:path";
import { expect, test } from "vitest";
import { openEngine } from "../../src/engine/open-engine.ts";
import { HarnessError } from "../../src/errors.ts";
import { ask, surroundingsIn } from "./asking.ts";

const surroundings = surroundingsIn(join(import.meta.dirname, "fixtures"));

function open(path: string) {
  return openEngine({ kind: "module", name: "fixture", version: "2.1", path }, surroundings);
}

async function refusalOf(path: string): Promise<HarnessError> {
  const refusal = await open(path).then(
    () => null,
    (error: unknown) => error,
  );
  if (refusal instanceof HarnessError) return refusal;
  throw new Error(`${path} was not refused`);
}

test("a module answers with request_id and engine filled in, its path relative to the scenario", async () => {
  const engine = await open("./coder.mjs");
  expect(await ask(engine, "e1")).toEqual({
    kind: "answer",
    answer: {
      request_id: "r-e1",
      status: "coded",
      codes: [{ system: "ICD-10-CM", code: "I50.23" }],
      engine: { name: "fixture", version: "2.1" },
    },
  });
});

test("what a module says of its version stands", async () => {
  const reply = await ask(await open("./coder.mjs"), "own-version");
  expect(reply).toMatchObject({ kind: "answer", answer: { engine: { version: "9" } } });
});

test("a throw is a failed response with its message", async () => {
  const reply = await ask(await open("./coder.mjs"), "thrown");
  expect(reply).toEqual({ kind: "failed", error: "no model for this specialty" });
});

test("an answer that is no object is a failed response", async () => {
  const reply = await ask(await open("./coder.mjs"), "text");
  expect(reply).toMatchObject({
    kind: "failed",
    error: expect.stringMatching(/^answer breaks the protocol/),
  });
});

test("a default export that is no engine is refused with what it lacks", async () => {
  const refusal = await refusalOf("./half-a-coder.mjs");
  expect(refusal.code).toBe("engine-unusable");
  expect(refusal.message).toBe("the engine module's default export lacks version (text), code (a function)");
  expect(refusal.where).toEqual({ file: "./half-a-coder.mjs" });
});

test("a module without a default export is refused", async () => {
  expect((await refusalOf("./no-default.mjs")).message).toBe("the engine module has no default export");
});

test("a module that cannot be loaded is refused with the reason", async () => {
  expect((await refusalOf("./broken.mjs")).message).toBe("cannot load the engine module: licence expired");
  expect((await refusalOf("./absent.mjs")).message).toMatch(/^cannot load the engine module: /);
});
