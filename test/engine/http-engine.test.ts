import { expect, test } from "vitest";
import { ask, never, requestOf } from "./asking.ts";
import { answer, answerWell, type Handle, open, refusalOf, serve } from "./http-serving.ts";

/** As a scenario writes it, kept out of the reach of template literals. */
const tokenHeader = ["Bearer $", "{env:TOKEN}"].join("");

async function askServer(handle: Handle) {
  const { engine } = await open(await serve(handle));
  return ask(engine, "e1");
}

test("one POST per encounter goes to the configured url, JSON both ways", async () => {
  const seen: unknown[] = [];
  const url = await serve((request, response, body) => {
    const { "content-type": type, "idempotency-key": key } = request.headers;
    seen.push([request.method, request.url, type, key, JSON.parse(body)]);
    response.end(JSON.stringify(answer));
  });
  const { engine } = await open(`${url}/v1/code?tenant=7`);
  const reply = await ask(engine, "e1");
  expect(reply).toEqual({ kind: "answer", answer });
  expect(seen).toEqual([["POST", "/v1/code?tenant=7", "application/json", "r-e1", requestOf("e1")]]);
});

test("connections are kept alive and never carry two requests at once", async () => {
  let inFlight = 0;
  let most = 0;
  const ports = new Set<number | undefined>();
  const url = await serve((request, response, body) => {
    const port = request.socket.remotePort;
    ports.add(port);
    inFlight += 1;
    most = Math.max(most, inFlight);
    setTimeout(() => {
      inFlight -= 1;
      response.end(JSON.stringify({ ...answer, request_id: JSON.parse(body).request_id }));
    }, 5);
  });
  const { engine } = await open(url);
  for (let round = 0; round < 3; round += 1) {
    await Promise.all([1, 2, 3, 4].map((n) => ask(engine, `${round}-${n}`)));
  }
  expect(most).toBe(4);
  expect(ports.size).toBe(4);
});

test.each([
  [429, "throttled"],
  [502, "unavailable"],
  [503, "unavailable"],
  [504, "unavailable"],
])("status %i is worth another attempt: %s", async (status, cause) => {
  const reply = await askServer((_request, response) => response.writeHead(status).end("busy"));
  expect(reply).toEqual({ kind: "retry", error: "busy", retryAfterMs: null, cause, httpStatus: status });
});

test("Retry-After is handed on in milliseconds", async () => {
  const reply = await askServer((_request, response) =>
    response.writeHead(503, { "retry-after": "2" }).end("busy"),
  );
  expect(reply).toMatchObject({ kind: "retry", error: "busy", retryAfterMs: 2000, httpStatus: 503 });
});

test.each([400, 401, 404, 500, 501])(
  "status %i is final, with the body's first 200 characters",
  async (status) => {
    const reply = await askServer((_request, response) =>
      response.writeHead(status).end(` ${"🩺".repeat(300)}`),
    );
    expect(reply).toEqual({ kind: "failed", error: ` ${"🩺".repeat(199)}`, httpStatus: status });
  },
);

test("a final status without a body gives the status as the reason", async () => {
  const reply = await askServer((_request, response) => response.writeHead(500).end());
  expect(reply).toEqual({ kind: "failed", error: "HTTP 500 without a body", httpStatus: 500 });
});

test("a redirect is not followed: the encounter goes to no other place", async () => {
  let elsewhere = 0;
  const other = await serve((_request, response) => {
    elsewhere += 1;
    response.end(JSON.stringify(answer));
  });
  for (const status of [301, 302, 307, 308]) {
    const reply = await askServer((_request, response) =>
      response.writeHead(status, { location: other }).end("moved"),
    );
    expect(reply).toEqual({ kind: "failed", error: "moved", httpStatus: status });
  }
  expect(elsewhere).toBe(0);
});

test("a broken connection is worth another attempt, before and within the answer", async () => {
  const before = await askServer((request) => request.socket.destroy());
  expect(before).toMatchObject({ kind: "retry", retryAfterMs: null });
  const within = await askServer((_request, response) => {
    response.writeHead(200, { "content-length": 1000 }).write("{");
    setTimeout(() => response.destroy(), 20);
  });
  expect(within).toMatchObject({ kind: "retry", retryAfterMs: null });
});

test("nobody listening is worth another attempt", async () => {
  const { engine } = await open("http://127.0.0.1:9");
  expect(await ask(engine, "e1")).toEqual({
    kind: "retry",
    error: "nobody listens there (ECONNREFUSED 127.0.0.1:9)",
    retryAfterMs: null,
    cause: "unavailable",
  });
});

test("garbage under status 200 is a failed response", async () => {
  const reply = await askServer((_request, response) => response.end("<html>welcome</html>"));
  expect(reply).toEqual({ kind: "failed", error: "answer is not JSON: <html>welcome</html>" });
});

test("an answer that breaks the protocol is a failed response that names the field", async () => {
  const reply = await askServer((_request, response) =>
    response.end(JSON.stringify({ ...answer, codes: [{ system: "CPT" }] })),
  );
  expect(reply).toMatchObject({ kind: "failed", error: expect.stringMatching(/ at codes\[0\]\.code: /) });
});

test("an answer of 9 MB is read, one of 11 MB is a failed response", async () => {
  const size = (megabytes: number) =>
    askServer((_request, response) =>
      response.end(JSON.stringify({ ...answer, trace: "x".repeat(megabytes * 1024 * 1024) })),
    );
  expect((await size(9)).kind).toBe("answer");
  expect(await size(11)).toEqual({ kind: "failed", error: "answer is larger than 10 MB" });
});

test("an aborted signal ends a slow attempt at once", async () => {
  const { engine } = await open(await serve(() => {}));
  const controller = new AbortController();
  const startedAt = performance.now();
  setTimeout(() => controller.abort(), 30);
  await engine.ask(requestOf("e1"), controller.signal);
  expect(performance.now() - startedAt).toBeLessThan(2000);
});

test("headers are filled from the environment, and the value reaches neither log nor reply", async () => {
  const seen: unknown[] = [];
  const url = await serve((request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(401).end(`unknown token ${request.headers.authorization}`);
  });
  const { engine, lines } = await open(url, { headers: { Authorization: tokenHeader } }, { TOKEN: "s3cr3t" });
  expect(await ask(engine, "e1")).toEqual({
    kind: "failed",
    error: `unknown token ${tokenHeader}`,
    httpStatus: 401,
  });
  expect(seen).toEqual(["Bearer s3cr3t"]);
  expect(lines).toEqual([`engine: to r-e1: HTTP 401: unknown token ${tokenHeader}`]);
});

test("a secret that comes back in another form is taken out as well", async () => {
  const url = await serve((request, response) => {
    const [, secret = ""] = (request.headers.authorization ?? "").split(" ");
    response.writeHead(400).end(`${JSON.stringify({ secret })} ${encodeURIComponent(secret)}`);
  });
  const { engine } = await open(url, { headers: { authorization: tokenHeader } }, { TOKEN: 'a"b/c' });
  const shown = tokenHeader.replace("Bearer ", "");
  expect(await ask(engine, "e1")).toEqual({
    kind: "failed",
    error: `{"secret":"${shown}"} ${shown}`,
    httpStatus: 400,
  });
});

test("a secret in the engine's own word that it failed is taken out", async () => {
  const url = await serve((request, response) => {
    const error = `token ${request.headers.authorization} expired`;
    response.end(JSON.stringify({ request_id: "r-e1", status: "failed", error }));
  });
  const { engine, lines } = await open(url, { headers: { authorization: tokenHeader } }, { TOKEN: "s3cr3t" });
  expect(await ask(engine, "e1")).toEqual({ kind: "failed", error: `token ${tokenHeader} expired` });
  expect(lines.join()).not.toContain("s3cr3t");
});

test("a scenario's own Idempotency-Key stays", async () => {
  const keys: unknown[] = [];
  const url = await serve((request, response, body) => {
    keys.push(request.headers["idempotency-key"]);
    answerWell(request, response, body);
  });
  await ask((await open(url, { headers: { "Idempotency-Key": "none" } })).engine, "e1");
  expect(keys).toEqual(["none"]);
});

test("a variable that is not set is refused by name, a value with a line break without being shown", async () => {
  const headers = { authorization: tokenHeader };
  const refusal = (environment: Record<string, string>) =>
    refusalOf(open("http://127.0.0.1:9", { headers }, environment));
  expect(await refusal({})).toMatch(/^engine-unusable: the environment variable TOKEN is not set /);
  expect(await refusal({ TOKEN: "" })).toMatch(/TOKEN is not set/);
  expect(await refusal({ TOKEN: "s3cr3t\n" })).toMatch(/authorization holds a character/);
  expect(await refusal({ TOKEN: "s3cr3t\n" })).not.toContain("s3cr3t");
});

test("a header that follows from the body is refused", async () => {
  const headers = { "Content-Encoding": "br" };
  expect(await refusalOf(open("http://127.0.0.1:9", { headers }))).toMatch(/Content-Encoding cannot be set/);
});

test("a url with credentials is refused", async () => {
  expect(await refusalOf(open("http://user:pass@127.0.0.1:9"))).toMatch(/the engine's url holds credentials/);
});

test("a header that HTTP does not allow stops the run", async () => {
  const url = await serve(answerWell);
  for (const header of ["two words", "transfer-encoding", "expect"]) {
    const { engine } = await open(url, { headers: { [header]: "x" } });
    await expect(ask(engine, "e1")).rejects.toMatchObject({ code: "engine-unusable" });
  }
});

test("requests after an aborted one go on over the same pool", async () => {
  const { engine } = await open(await serve(answerWell));
  await engine.ask(requestOf("e1"), AbortSignal.abort());
  expect((await engine.ask(requestOf("e1"), never)).kind).toBe("answer");
});

test("an attempt that is given up gives its connection back, before and after it is sent", async () => {
  let connections = 0;
  const ports = new Set<number | undefined>();
  const url = await serve((request, response, body) => {
    ports.add(request.socket.remotePort);
    connections = ports.size;
    if (!body.includes('"slow')) answerWell(request, response, body);
  });
  const { engine } = await open(url);
  for (const id of ["slow-1", "slow-2"]) {
    const controller = new AbortController();
    const asked = engine.ask(requestOf(id), controller.signal);
    setTimeout(() => controller.abort(), 20);
    expect(await asked).toMatchObject({ kind: "retry", cause: "unavailable" });
  }
  expect((await ask(engine, "e1")).kind).toBe("answer");
  expect(connections).toBe(3);
});
