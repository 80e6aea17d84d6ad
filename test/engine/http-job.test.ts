import { expect, test } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { ask, never } from "./asking.ts";
import { answer, type Handle, open, refusalOf, serve } from "./http-serving.ts";

const poll = { every_ms: 10, deadline_ms: 1000, open_at_most: 10 };

async function askServer(handle: Handle, url?: string) {
  const { engine } = await open(await serve(handle), { poll: url === undefined ? poll : { ...poll, url } });
  return { engine, reply: await ask(engine, "e1") };
}

function accept(headers: Record<string, string>, body = ""): Handle {
  return (_request, response) => response.writeHead(202, headers).end(body);
}

function pollPlace({ engine }: { engine: Engine }, place = "/jobs/7") {
  if (engine.poll === undefined) throw new Error("the engine cannot be polled");
  return engine.poll({ place }, "r-e1", never);
}

async function pollServer(handle: Handle) {
  return pollPlace(await open(await serve(handle), { poll }));
}

test("202 without engine.poll is a failed response that names the setting", async () => {
  const { engine } = await open(await serve(accept({ location: "/jobs/7" })));
  expect(await ask(engine, "e1")).toEqual({
    kind: "failed",
    error: "HTTP 202: the engine answers later; set engine.poll",
  });
  expect(engine.poll).toBeUndefined();
});

test.each([
  ["an absolute Location", "/jobs/7?view=full"],
  ["a relative Location", "jobs/7"],
])("%s is the place of the job", async (_which, location) => {
  const { reply } = await askServer(accept({ location }));
  expect(reply).toEqual({
    kind: "accepted",
    job: { place: location.startsWith("/") ? location : `/${location}` },
  });
});

test("a Location with the server's own name is the same place, Content-Location stands in for it", async () => {
  const { reply } = await askServer((request, response) =>
    response.writeHead(202, { location: `http://${request.headers.host}/jobs/7` }).end(),
  );
  expect(reply).toEqual({ kind: "accepted", job: { place: "/jobs/7" } });
  const other = await askServer(accept({ "content-location": "/jobs/8" }));
  expect(other.reply).toEqual({ kind: "accepted", job: { place: "/jobs/8" } });
});

test.each(["http://elsewhere.test/jobs/7", "//elsewhere.test/jobs/7", "https://127.0.0.1/jobs/7"])(
  "%s is on another server and is not asked",
  async (location) => {
    const { reply } = await askServer(accept({ location }));
    expect(reply).toMatchObject({
      kind: "failed",
      error: expect.stringMatching(/^HTTP 202 names a place on another server, which is not asked: http/),
    });
  },
);

test.each([
  ['{"job_id":"a/b","id":"c"}', "/jobs/a%2Fb/answer"],
  ['{"id":42}', "/jobs/42/answer"],
  ['{"request_id":"r-e1"}', "/jobs/r-e1/answer"],
])("the id in %s fills poll.url", async (body, place) => {
  const { reply } = await askServer(accept({ location: "/elsewhere" }, body), "/jobs/{job_id}/answer");
  expect(reply).toEqual({ kind: "accepted", job: { place } });
});

test("202 that names no job at all is a failed response", async () => {
  const { reply } = await askServer(accept({}, "queued"), "/jobs/{job_id}");
  expect(reply).toEqual({
    kind: "failed",
    error: "HTTP 202 without a Location, and without a job_id for engine.poll.url",
  });
});

test("a poll.url on another server is refused before anything leaves", async () => {
  const url = "https://elsewhere.test/jobs/{job_id}";
  expect(await refusalOf(open("http://127.0.0.1:9", { poll: { ...poll, url } }))).toMatch(
    /^engine-unusable: engine.poll.url is on another server/,
  );
});

test("a poll is a GET of the place with the scenario's headers and without a key of its own", async () => {
  const seen: unknown[] = [];
  const url = await serve((request, response) => {
    const { tenant, "idempotency-key": key, "content-type": type } = request.headers;
    seen.push([request.method, request.url, tenant, key, type]);
    response.end(JSON.stringify(answer));
  });
  const reply = await pollPlace(await open(url, { poll, headers: { Tenant: "7" } }), "/jobs/7?a=b");
  expect(reply).toEqual({ kind: "answer", answer });
  expect(seen).toEqual([["GET", "/jobs/7?a=b", "7", undefined, undefined]]);
});

test("202 and 200 with a word for not-yet are pending, with the wait that the engine asks for", async () => {
  const later = await pollServer((_request, response) =>
    response.writeHead(202, { "retry-after": "3" }).end(),
  );
  expect(later).toEqual({ kind: "pending", retryAfterMs: 3000 });
  for (const status of ["pending", "RUNNING", "In Progress", "queued"]) {
    const reply = await pollServer((_request, response) => response.end(JSON.stringify({ status })));
    expect(reply).toEqual({ kind: "pending", retryAfterMs: null });
  }
});

test.each([404, 410])("status %i to a poll is final: the engine does not know the job", async (status) => {
  const reply = await pollServer((_request, response) => response.writeHead(status).end("?"));
  expect(reply).toEqual({ kind: "failed", error: `the engine does not know the job (HTTP ${status})` });
});

test.each([
  [429, "throttled"],
  [500, "unavailable"],
  [503, "unavailable"],
])("status %i to a poll is worth another one: %s", async (status, cause) => {
  const reply = await pollServer((_request, response) => response.writeHead(status).end("busy"));
  expect(reply).toEqual({ kind: "retry", error: "busy", retryAfterMs: null, cause, httpStatus: status });
});

test("an answer to another request is a failed response", async () => {
  const reply = await pollServer((_request, response) =>
    response.end(JSON.stringify({ ...answer, request_id: "r-e2" })),
  );
  expect(reply).toEqual({
    kind: "failed",
    error: "answer breaks the protocol at request_id: it is not the request's",
  });
});
