import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TLSSocket } from "node:tls";
import { expect, test } from "vitest";
import { ask, never } from "./asking.ts";
import { answer, answerWell, type Handle, open, refusalOf, serveTls, tlsFixtures } from "./http-serving.ts";

const read = (name: string) => readFileSync(join(tlsFixtures, name));
const own = { cert: read("server.pem"), key: read("server.key") };
const client = { cert: "client.pem", key: "client.key" };

const sayWho: Handle = (request, response) => {
  const { socket } = request;
  const who = socket instanceof TLSSocket ? socket.getPeerCertificate().subject.CN : "nobody";
  response.writeHead(400).end(who);
};

test("a server whose authority nobody knows gets nothing; with engine.tls.ca it is asked", async () => {
  const url = `https://localhost:${await serveTls(answerWell, own)}`;
  expect(await ask((await open(url)).engine, "e1")).toMatchObject({ kind: "retry", cause: "unavailable" });
  expect(await ask((await open(url, { tls: { ca: "ca.pem" } })).engine, "e1")).toEqual({
    kind: "answer",
    answer,
  });
});

test("the client's certificate is shown to a server that asks for it", async () => {
  const port = await serveTls(sayWho, { ...own, ca: read("ca.pem"), requestCert: true });
  const { engine } = await open(`https://localhost:${port}`, { tls: { ca: "ca.pem", ...client } });
  expect(await ask(engine, "e1")).toEqual({
    kind: "failed",
    error: "client of the shadowbench tests",
    httpStatus: 400,
  });
});

test("the preflight finds what trust is missing on either side", async () => {
  const port = await serveTls(answerWell, {
    ...own,
    ca: read("ca.pem"),
    requestCert: true,
    rejectUnauthorized: true,
  });
  const url = `https://localhost:${port}`;
  const check = async (tls: object) => {
    const { engine } = await open(url, { tls });
    return refusalOf(engine.check?.(never) ?? Promise.reject(new Error("no preflight")));
  };
  expect(await check({ ca: "client.pem" })).toMatch(
    /^engine-unusable: no TLS with the engine: .*certificate/,
  );
  expect(await check({ ca: "ca.pem" })).toMatch(
    /^engine-unusable: no TLS with the engine: .*certificate required/,
  );
  expect(await check({ ca: "ca.pem", ...client })).toBe("none");
});

test.each([
  [{ ca: "nowhere.pem" }, /^engine-unusable: engine.tls.ca names a file that is not there \(nowhere.pem\)/],
  [{ ca: "." }, /engine.tls.ca names a file that cannot be read \(\.\)/],
  [{ ca: "server.key" }, /engine.tls.ca is not a certificate in PEM form \(server.key\)/],
  [{ cert: "client.pem" }, /engine.tls.cert stands without engine.tls.key \(client.pem\)/],
  [{ key: "client.key" }, /engine.tls.key stands without engine.tls.cert \(client.key\)/],
  [
    { cert: "client.pem", key: "client.pem" },
    /engine.tls.key is not a private key in PEM form \(client.pem\)/,
  ],
  [
    { cert: "client.pem", key: "other.key" },
    /engine.tls.key does not belong to engine.tls.cert \(other.key\)/,
  ],
])("%j is refused by its key and file", async (tls, refusal) => {
  expect(await refusalOf(open("https://localhost:9", { tls }))).toMatch(refusal);
});

test("engine.tls without https is refused", async () => {
  expect(await refusalOf(open("http://localhost:9", { tls: { ca: "ca.pem" } }))).toMatch(
    /engine.tls is given, but engine.url is not https/,
  );
});
