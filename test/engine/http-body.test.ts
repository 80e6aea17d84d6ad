import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { brotliCompressSync, deflateRawSync, deflateSync, gunzipSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { ask, never, requestOf } from "./asking.ts";
import { answer, answerWell, listen, open, serve } from "./http-serving.ts";

const megabyte = 1024 * 1024;
const text = JSON.stringify(answer);

async function answerCompressed(encoding: string, body: Buffer) {
  const url = await serve((_request, response) =>
    response.writeHead(200, { "content-encoding": encoding }).end(body),
  );
  return ask((await open(url)).engine, "e1");
}

test("a client says which compressions it reads", async () => {
  const seen: unknown[] = [];
  const url = await serve((request, response, body) => {
    seen.push(request.headers["accept-encoding"]);
    answerWell(request, response, body);
  });
  await ask((await open(url)).engine, "e1");
  expect(seen).toEqual(["gzip, deflate, br"]);
});

test.each([
  ["gzip", gzipSync(text)],
  ["x-gzip", gzipSync(text)],
  ["deflate", deflateSync(text)],
  ["deflate", deflateRawSync(text)],
  ["br", brotliCompressSync(text)],
  ["identity", Buffer.from(text)],
])("an answer in %s is read", async (encoding, body) => {
  expect(await answerCompressed(encoding, body)).toEqual({ kind: "answer", answer });
});

test("a compressed refusal is shown in words", async () => {
  const url = await serve((_request, response) =>
    response.writeHead(422, { "content-encoding": "gzip" }).end(gzipSync("no documents")),
  );
  expect(await ask((await open(url)).engine, "e1")).toEqual({
    kind: "failed",
    error: "no documents",
    httpStatus: 422,
  });
});

test("what is not compressed as it says, or in no known way, is a failed response", async () => {
  const broken = await answerCompressed("gzip", Buffer.from("not gzip"));
  expect(broken).toEqual({ kind: "failed", error: "answer is not valid gzip" });
  const unknown = await answerCompressed("zstd", Buffer.from("?"));
  expect(unknown).toEqual({
    kind: "failed",
    error: "answer has content-encoding zstd; gzip, deflate, br are read",
  });
});

test("10 MB is the limit of an answer after decompression, in every compression", async () => {
  const within = gzipSync(JSON.stringify({ ...answer, trace: "x".repeat(9 * megabyte) }));
  expect((await answerCompressed("gzip", within)).kind).toBe("answer");
  const bomb = Buffer.alloc(40 * megabyte, " ");
  const tooLarge = { kind: "failed", error: "answer is larger than 10 MB" };
  expect(await answerCompressed("gzip", gzipSync(bomb, { level: 1 }))).toEqual(tooLarge);
  expect(await answerCompressed("deflate", deflateSync(bomb, { level: 1 }))).toEqual(tooLarge);
});

test("a request of 9 MB arrives, one of 11 MB fails before it leaves", async () => {
  const lengths: number[] = [];
  const url = await serve((request, response, body) => {
    lengths.push(body.length);
    answerWell(request, response, body);
  });
  const { engine } = await open(url);
  const askWith = (megabytes: number) => engine.ask(requestOf("e1", "x".repeat(megabytes * megabyte)), never);
  expect((await askWith(9)).kind).toBe("answer");
  expect(await askWith(11)).toEqual({ kind: "failed", error: "request is larger than 10 MB" });
  expect(lengths).toHaveLength(1);
});

test("gzip: true sends the request compressed, and says so", async () => {
  const seen: unknown[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const { "content-encoding": encoding, "content-length": length } = request.headers;
    seen.push(encoding, Number(length) === body.length, JSON.parse(gunzipSync(body).toString()));
    response.end(text);
  });
  const url = `http://127.0.0.1:${await listen(server)}`;
  expect(await ask((await open(url, { gzip: true })).engine, "e1")).toEqual({ kind: "answer", answer });
  expect(seen).toEqual(["gzip", true, requestOf("e1")]);
});
