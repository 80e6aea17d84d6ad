import { createServer } from "node:net";
import { expect, test } from "vitest";
import { engineRequestSchema } from "../../src/domain/engine-protocol.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { never } from "./asking.ts";
import { type Handle, hastyClock, listen, open, refusalOf, serve } from "./http-serving.ts";

const request = { preflight: "request" } as const;

function check({ engine }: { engine: Engine }, signal = never): Promise<string> {
  return refusalOf(engine.check?.(signal) ?? Promise.reject(new Error("no preflight")));
}

function answerTo(body: string, more: object = {}): string {
  return JSON.stringify({
    request_id: engineRequestSchema.parse(JSON.parse(body)).request_id,
    status: "coded",
    ...more,
  });
}

async function checkRequest(handle: Handle, extra: object = {}) {
  return check(await open(await serve(handle), { ...request, ...extra }, {}, hastyClock));
}

test("connect, the default, opens a connection and sends nothing", async () => {
  let connections = 0;
  let bytes = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.on("data", (chunk) => {
      bytes += chunk.length;
    });
  });
  expect(await check(await open(`http://127.0.0.1:${await listen(server)}`))).toBe("none");
  expect([connections, bytes]).toEqual([1, 0]);
});

test("none has no preflight", async () => {
  expect((await open("http://127.0.0.1:9", { preflight: "none" })).engine.check).toBeUndefined();
});

test("an engine that is away after three tries is unreachable", async () => {
  const refusal = await check(await open("http://127.0.0.1:9", {}, {}, hastyClock));
  expect(refusal).toMatch(
    /^engine-unreachable: no engine at 127.0.0.1:9: nobody listens there \(ECONNREFUSED 127.0.0.1:9\)/,
  );
});

test("a door that is shut at once is no engine, one that opens at the third try is", async () => {
  let tries = 0;
  const server = createServer((socket) => {
    tries += 1;
    if (tries < 3) socket.destroy();
  });
  expect(await check(await open(`http://127.0.0.1:${await listen(server)}`))).toBe("none");
  expect(tries).toBe(3);
});

test("an aborted signal ends the preflight without a word", async () => {
  expect(await check(await open("http://127.0.0.1:9"), AbortSignal.abort())).toBe("none");
});

test("request sends a made-up encounter and takes an answer that keeps the protocol", async () => {
  const seen: unknown[] = [];
  const refusal = await checkRequest((_request, response, body) => {
    seen.push(JSON.parse(body));
    response.end(answerTo(body, { engine: { version: "1" } }));
  });
  expect(refusal).toBe("none");
  expect(seen).toMatchObject([{ encounter: { encounter_id: "preflight", documents: [] } }]);
});

test("request refuses another version, naming both", async () => {
  const refusal = await checkRequest(
    (_request, response, body) => response.end(answerTo(body, { engine: { version: "3" } })),
    { version: ["1", "2"] },
  );
  expect(refusal).toMatch(/^engine-unusable: the engine answers with version 3; the scenario names 1, 2 /);
});

test("request refuses a breach of the protocol, and a status that is final", async () => {
  const breach = await checkRequest((_request, response) => response.end("{}"));
  expect(breach).toMatch(
    /^engine-unusable: the engine refuses the preflight's encounter: answer breaks the protocol/,
  );
  const refused = await checkRequest((_request, response) => response.writeHead(401).end("who are you?"));
  expect(refused).toMatch(/^engine-unusable: .*: who are you\? \(nowhere\) engine.preflight: connect/);
});

test("request asks an engine that hangs once, for as long as an attempt may take", async () => {
  let asked = 0;
  const { engine } = await open(
    await serve(() => {
      asked += 1;
    }),
    request,
  );
  const refusal = await refusalOf(engine.check?.(never, 60) ?? Promise.reject(new Error("no preflight")));
  expect(refusal).toMatch(/^engine-unreachable: no engine at 127.0.0.1:\d+: no answer within 60 ms/);
  expect(asked).toBe(1);
});

test("request takes a busy engine for one that is away, and a job taken in for one that is there", async () => {
  const busy = await checkRequest((_request, response) => response.writeHead(503).end("starting"));
  expect(busy).toMatch(/^engine-unreachable: no engine at 127.0.0.1:\d+: HTTP 503: starting /);
  const poll = { every_ms: 10, deadline_ms: 1000, open_at_most: 10 };
  const taken: Handle = (_request, response) => response.writeHead(202, { location: "/jobs/1" }).end();
  expect(await checkRequest(taken, { poll })).toBe("none");
});
