import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import { httpEngineSchema } from "../../src/domain/engine-spec.ts";
import type { Coder } from "../../src/engine/coder.ts";
import { createCoderEngine } from "../../src/engine/coder-engine.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { openHttpEngine } from "../../src/engine/http-engine.ts";
import { openLexicalCoder } from "../../src/engine/lexical-engine.ts";
import { parseAnswer } from "../../src/engine/parse-answer.ts";
import { type HttpService, serveHttp, serveStdio } from "../../src/engine/serve.ts";
import { ask, requestOf, surroundingsIn } from "./asking.ts";

const services: HttpService[] = [];
const engines: Engine[] = [];

afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close();
  for (const service of services.splice(0)) await service.close();
});

const coder: Coder = {
  name: "small",
  version: "3",
  code: (encounter, { systems }) => {
    if (encounter.encounter_id === "thrown") throw new Error("no model");
    return { status: "coded", codes: systems.map((system) => ({ system, code: "I50.23" })) };
  },
};

async function openServed(served: Coder): Promise<{ engine: Engine; url: string }> {
  const service = await serveHttp(served, 0);
  services.push(service);
  const spec = httpEngineSchema.parse({ kind: "http", name: "small", version: "3", url: service.url });
  const engine = await openHttpEngine(spec, surroundingsIn("."));
  engines.push(engine);
  return { engine, url: service.url };
}

async function askOverStdio(served: Coder, ids: readonly string[]) {
  const input = new PassThrough();
  const output = new PassThrough();
  input.end(ids.map((id) => `${JSON.stringify(requestOf(id))}\n`).join(""));
  const written = text(output);
  await serveStdio(served, input, output);
  output.end();
  const lines = (await written).trimEnd().split("\n");
  return lines.map((line, index) => parseAnswer(JSON.parse(line), `r-${ids[index]}`));
}

test("a coder answers alike inside, over lines and over HTTP", async () => {
  const inside = await ask(createCoderEngine(coder), "e1");
  expect(inside.kind).toBe("answer");
  expect(await askOverStdio(coder, ["e1"])).toEqual([inside]);
  expect(await ask((await openServed(coder)).engine, "e1")).toEqual(inside);
});

test("what a coder throws is a failed response in every form", async () => {
  const { engine } = await openServed(coder);
  expect(await ask(engine, "thrown")).toEqual({ kind: "failed", error: "no model", httpStatus: 500 });
  expect(await askOverStdio(coder, ["thrown", "e1"])).toMatchObject([{ kind: "failed" }, { kind: "answer" }]);
});

test("over HTTP what is no request of the protocol is refused with the field", async () => {
  const { url } = await openServed(coder);
  const post = (body: string) => fetch(url, { method: "POST", body });
  const wrong = await post(JSON.stringify({ ...requestOf("e1"), protocol: "other/1" }));
  expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringMatching(/at protocol: /)]);
  expect((await post("{")).status).toBe(400);
  expect((await fetch(url)).status).toBe(405);
});

test("a note may hold any line separator of Unicode, and the last line may lack its newline", async () => {
  const echo: Coder = {
    ...coder,
    code: ({ documents }) => ({ status: "coded", codes: [{ system: "X", code: documents[0]?.text }] }),
  };
  const input = new PassThrough();
  const output = new PassThrough();
  input.end(JSON.stringify(requestOf("e1", "a\u2028b\u2029c\rd\u0085e")));
  await serveStdio(echo, input, output);
  expect(JSON.parse(String(output.read()))).toMatchObject({ codes: [{ code: "a\u2028b\u2029c\rd\u0085e" }] });
});

test("over lines what is no request ends the service with an error", async () => {
  const input = new PassThrough();
  input.end('{"protocol":"other/1"}\n');
  await expect(serveStdio(coder, input, new PassThrough())).rejects.toThrow(
    /request breaks the protocol at protocol/,
  );
});

test("the built-in baseline answers alike inside and served", async () => {
  const lexical = openLexicalCoder([]);
  const inside = await ask(createCoderEngine(lexical), "e1");
  expect(inside).toMatchObject({ kind: "answer", answer: { engine: { name: "lexical" } } });
  expect(await askOverStdio(lexical, ["e1"])).toEqual([inside]);
  expect(await ask((await openServed(lexical)).engine, "e1")).toEqual(inside);
});
