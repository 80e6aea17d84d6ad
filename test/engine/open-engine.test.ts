import { join } from "node:path";
import { expect, test } from "vitest";
import { engineSpecSchema } from "../../src/domain/engine-spec.ts";
import { isLiveEngine, openEngine } from "../../src/engine/open-engine.ts";
import { ask, surroundingsIn } from "./asking.ts";

async function openAndAsk(given: unknown) {
  const spec = engineSpecSchema.parse(given);
  if (!isLiveEngine(spec)) throw new Error("not live");
  const engine = await openEngine(spec, surroundingsIn(join(import.meta.dirname, "fixtures")));
  const reply = await ask(engine, "e1");
  await engine.close();
  return reply;
}

test("each live kind is opened by its adapter", async () => {
  const named = { name: "v", version: "1" };
  const script = `process.stdin.on("data", (line) => {
    const { request_id } = JSON.parse(line);
    console.log(JSON.stringify({ request_id, status: "abstained", reason: "out_of_scope" }));
  })`;
  const over = await openAndAsk({ ...named, kind: "process", command: [process.execPath, "-e", script] });
  expect(over).toMatchObject({ kind: "answer", answer: { reason: "out_of_scope" } });
  expect(await openAndAsk({ ...named, kind: "module", path: "coder.mjs" })).toMatchObject({ kind: "answer" });
  expect(await openAndAsk({ ...named, kind: "http", url: "http://127.0.0.1:1/" })).toMatchObject({
    kind: "retry",
  });
  expect(await openAndAsk({ kind: "lexical" })).toMatchObject({ kind: "answer" });
});

test("a recorded engine is not live", () => {
  const spec = engineSpecSchema.parse({
    kind: "recorded",
    name: "v",
    version: "1",
    tables: { codes: "c.csv" },
  });
  expect(isLiveEngine(spec)).toBe(false);
});
