import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { connect, createServer as createTcpServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ask, never } from "./asking.ts";
import {
  answer,
  answerWell,
  hastyClock,
  listen,
  open,
  refusalOf,
  serve,
  serveTls,
  tlsFixtures,
} from "./http-serving.ts";

const read = (name: string) => readFileSync(join(tlsFixtures, name));
const own = { cert: read("server.pem"), key: read("server.key") };
const tls = { ca: "ca.pem" };
const basic = `Basic ${Buffer.from("ann:p@ss").toString("base64")}`;

/** A proxy that knows engine.test, which no name server does, as this machine's `port`; it logs what it was asked. */
async function serveProxy(port: number, status = 200) {
  const seen: unknown[] = [];
  const proxy = createServer((request, response) => {
    seen.push([request.method, request.url, request.headers.host, request.headers["proxy-authorization"]]);
    response.writeHead(status).end(status === 200 ? JSON.stringify(answer) : "proxy");
  });
  proxy.on("connect", (request, socket) => {
    seen.push([request.method, request.url, request.headers["proxy-authorization"]]);
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const onward = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy()).on("close", () => onward.destroy());
  });
  return { address: `127.0.0.1:${await listen(proxy)}`, seen };
}

test("https goes through a tunnel of the proxy, which is told of the host alone", async () => {
  const { address, seen } = await serveProxy(await serveTls(answerWell, own));
  const environment = { HTTPS_PROXY: `http://ann:p%40ss@${address}` };
  const { engine } = await open("https://engine.test/v1/code", { tls }, environment);
  expect(await ask(engine, "e1")).toEqual({ kind: "answer", answer });
  expect(await ask(engine, "e1")).toEqual({ kind: "answer", answer });
  expect(seen).toEqual([["CONNECT", "engine.test:443", basic]]);
});

test("http goes to the proxy with the whole address", async () => {
  const { address, seen } = await serveProxy(9);
  const { engine } = await open(
    "http://engine.test:8080/v1?a=b",
    {},
    { http_proxy: `http://ann:p%40ss@${address}` },
  );
  await engine.check?.(never);
  expect(seen).toEqual([]);
  expect(await ask(engine, "e1")).toEqual({ kind: "answer", answer });
  expect(seen).toEqual([["POST", "http://engine.test:8080/v1?a=b", "engine.test:8080", basic]]);
});

test("lower case wins, and an address without a scheme is a plain one", async () => {
  const { address } = await serveProxy(9);
  const environment = { http_proxy: address, HTTP_PROXY: "http://127.0.0.1:9" };
  expect((await ask((await open("http://engine.test", {}, environment)).engine, "e1")).kind).toBe("answer");
});

test("this machine's own addresses and those of NO_PROXY are asked straight", async () => {
  const url = await serve(answerWell);
  const environment = { HTTP_PROXY: "http://127.0.0.1:9" };
  expect((await ask((await open(url, {}, environment)).engine, "e1")).kind).toBe("answer");
  const exempt = { ...environment, NO_PROXY: "other.test, .engine.test" };
  const reply = await ask((await open("http://a.engine.test", {}, exempt)).engine, "e1");
  expect(reply).toMatchObject({ kind: "retry", error: expect.stringMatching(/^the name of the host/) });
});

test("a proxy that refuses is worth another attempt, one that wants other credentials stops the run", async () => {
  const refused = await serveProxy(9, 503);
  const { engine } = await open("https://engine.test", { tls }, { HTTPS_PROXY: refused.address });
  const error = "the proxy refused the connection: HTTP 503";
  expect(await ask(engine, "e1")).toEqual({ kind: "retry", error, retryAfterMs: null, cause: "unavailable" });
  const unknown = await serveProxy(9, 407);
  for (const url of ["https://engine.test", "http://engine.test"]) {
    const environment = { HTTPS_PROXY: unknown.address, HTTP_PROXY: unknown.address };
    const asked = ask((await open(url, {}, environment)).engine, "e1");
    expect(await refusalOf(asked)).toMatch(/^engine-unusable: the proxy wants other credentials/);
  }
});

test("the proxy's credentials reach neither log, reply nor refusal", async () => {
  const proxy = createServer((request, response) => {
    response.writeHead(400).end(`who is ${request.headers["proxy-authorization"]}, ann or p@ss or p%40ss?`);
  });
  const environment = { http_proxy: `http://ann:p%40ss@127.0.0.1:${await listen(proxy)}` };
  const { engine, lines } = await open("http://engine.test", {}, environment);
  const shown = ["$", "{env:http_proxy}"].join("");
  const error = `who is Basic ${shown}, ${shown} or ${shown} or ${shown}?`;
  expect(await ask(engine, "e1")).toEqual({ kind: "failed", error, httpStatus: 400 });
  expect(lines).toEqual([`engine: to r-e1: HTTP 400: ${error}`]);
  for (const value of [
    "socks5://ann:p4ss@proxy.test:1080",
    "http://ann:p4ss@[",
    "http://a%:p4ss@proxy.test",
  ]) {
    const refusal = await refusalOf(open("http://engine.test", {}, { HTTP_PROXY: value }));
    expect(refusal).toMatch(/^engine-unusable: HTTP_PROXY is not the address of an HTTP proxy/);
    expect(refusal).not.toContain("p4ss");
  }
});

test("a proxy that is away is named by its variable", async () => {
  const { engine } = await open(
    "https://engine.test",
    {},
    { HTTPS_PROXY: "http://ann:s3cr3t@127.0.0.1:9" },
    hastyClock,
  );
  expect(await refusalOf(engine.check?.(never) ?? Promise.resolve())).toMatch(
    /^engine-unreachable: no engine at engine.test through the proxy of HTTPS_PROXY: nobody listens there/,
  );
});

test("a proxy that breaks every tunnel off is tried once an attempt, and the attempt ends at once", async () => {
  let connections = 0;
  const proxy = createTcpServer((socket) => {
    connections += 1;
    socket.on("error", () => {}).once("data", () => socket.destroy());
  });
  const environment = { HTTPS_PROXY: `http://127.0.0.1:${await listen(proxy)}` };
  const { engine } = await open("https://engine.test/v1", { tls }, environment);
  const reply = { kind: "retry", error: "the connection was closed by the proxy", cause: "unavailable" };
  expect(await ask(engine, "e1")).toMatchObject(reply);
  expect(await ask(engine, "e1")).toMatchObject(reply);
  expect(connections).toBe(2);
});
