import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { HttpEngineSpec } from "../domain/engine-spec.ts";
import { HarnessError } from "../errors.ts";
import type { Engine, EngineReply } from "./engine.ts";
import type { EngineSurroundings } from "./engine-surroundings.ts";
import { bytesAtMost } from "./http-client/decode-body.ts";
import type { HttpRequest } from "./http-client/exchange.ts";
import { findProxy } from "./http-client/find-proxy.ts";
import { type HttpAnswer, openHttpClient } from "./http-client/http-client.ts";
import type { Route } from "./http-client/open-connector.ts";
import { readTlsFiles } from "./http-client/read-tls-files.ts";
import { createRedaction } from "./http-client/redaction.ts";
import { readHeaders } from "./http-headers.ts";
import { readAccepted, readPolled } from "./http-job.ts";
import { createPreflight } from "./http-preflight.ts";
import { type Reading, readAnswer, readFailure, readRefusal, tellReason } from "./http-reply.ts";

const compress = promisify(gzip);

function readUrl(spec: HttpEngineSpec): URL {
  const url = new URL(spec.url);
  if (url.username === "" && url.password === "") return url;
  throw new HarnessError("engine-unusable", "the engine's url holds credentials", {
    hint: `put them in a header, as \${env:NAME}`,
  });
}

/** The headers with their secrets go wherever a job is asked for. */
function checkPollUrl({ poll }: HttpEngineSpec, url: URL): void {
  const address = poll?.url?.replaceAll("{job_id}", "1") ?? "";
  if (URL.canParse(address, url.href) && new URL(address, url).origin === url.origin) return;
  throw new HarnessError("engine-unusable", "engine.poll.url is on another server than engine.url", {
    hint: "a path such as /v1/jobs/{job_id} is enough",
  });
}

async function openRoute(spec: HttpEngineSpec, surroundings: EngineSurroundings): Promise<Route> {
  const url = readUrl(spec);
  checkPollUrl(spec, url);
  const tls = spec.tls === undefined ? {} : await readTlsFiles(spec.tls, url, surroundings.folder);
  return { url, tls, proxy: findProxy(url, surroundings.environment) };
}

/**
 * One POST per encounter to `spec.url` and nowhere else, the request_id as its Idempotency-Key, connections kept alive,
 * through the environment's proxy where it names one. 429, 502, 503, 504 and broken connections are `retry`; 202 is
 * `accepted` where `spec.poll` is set; any other status but 2xx is `failed` with the body's first 200 characters.
 * Neither a request nor a decompressed answer may be larger than 10 MB. Throws HarnessError `engine-unusable` for a
 * header that cannot be filled, a file of `spec.tls` or a proxy that cannot be used.
 */
export async function openHttpEngine(
  spec: HttpEngineSpec,
  surroundings: EngineSurroundings,
): Promise<Engine> {
  const { environment, clock, log } = surroundings;
  const route = await openRoute(spec, surroundings);
  const { posted, polled, secrets } = readHeaders(spec.headers ?? {}, spec.gzip, environment);
  const redact = createRedaction([...secrets, ...(route.proxy?.secrets ?? [])]);
  const client = openHttpClient(route);
  const path = `${route.url.pathname}${route.url.search}`;

  async function send(
    request: HttpRequest,
    requestId: string,
    signal: AbortSignal,
    read: (answer: HttpAnswer, reading: Reading) => EngineReply,
  ): Promise<EngineReply> {
    try {
      const answer = await client.send(request, signal);
      const reply = read(answer, { requestId, redact, now: clock.now() });
      if (reply.kind === "retry" || reply.kind === "failed") {
        log(`engine: to ${requestId}: ${tellReason(reply)}`);
      }
      return reply;
    } catch (thrown) {
      return readFailure(thrown, redact);
    }
  }

  function readPosted(answer: HttpAnswer, reading: Reading): EngineReply {
    if (answer.status === 202) return readAccepted(answer, route.url, spec.poll, reading);
    return answer.status >= 200 && answer.status < 300
      ? readAnswer(answer, reading)
      : readRefusal(answer, reading);
  }

  const ask: Engine["ask"] = async (request, signal) => {
    const plain = Buffer.from(JSON.stringify(request));
    if (plain.length > bytesAtMost) return { kind: "failed", error: "request is larger than 10 MB" };
    const body = spec.gzip ? await compress(plain) : plain;
    const headers = posted(request.request_id);
    return send({ method: "POST", path, headers, body }, request.request_id, signal, readPosted);
  };

  const poll: NonNullable<Engine["poll"]> = ({ place }, requestId, signal) =>
    send({ method: "GET", path: place, headers: [...polled], body: null }, requestId, signal, readPolled);

  const check = createPreflight({ spec, route, redact, clock }, ask);
  return {
    ask,
    forgetsSignals: true,
    ...(spec.poll === undefined ? {} : { poll }),
    ...(check === null ? {} : { check }),
    close: client.close,
  };
}
