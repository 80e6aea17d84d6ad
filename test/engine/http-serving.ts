import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer, type ServerOptions } from "node:https";
import type { Server as TcpServer } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach } from "vitest";
import { type HttpEngineSpec, httpEngineSchema } from "../../src/domain/engine-spec.ts";
import { type Clock, systemClock } from "../../src/effects.ts";
import { openHttpEngine } from "../../src/engine/http-engine.ts";
import { HarnessError } from "../../src/errors.ts";
import { surroundingsIn } from "./asking.ts";

export type Handle = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** Certificates and keys that were made for these tests. */
export const tlsFixtures = join(import.meta.dirname, "fixtures/tls");

export const answer = {
  request_id: "r-e1",
  status: "coded",
  codes: [{ system: "ICD-10-CM", code: "I50.23" }],
};
export const answerWell: Handle = (_request, response) => response.end(JSON.stringify(answer));

const closers: (() => Promise<unknown> | unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** Listens on any free port of this machine until the test ends, and gives the port. */
export async function listen(server: TcpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no port");
  return address.port;
}

function closeConnections(server: Server): void {
  closers.push(() => server.closeAllConnections());
}

export async function serve(handle: Handle): Promise<string> {
  const server = createServer(async (request, response) => handle(request, response, await text(request)));
  closeConnections(server);
  return `http://127.0.0.1:${await listen(server)}`;
}

/** The port of a server with the certificate of the fixtures, for engine.test, localhost and 127.0.0.1. */
export async function serveTls(handle: Handle, options: ServerOptions): Promise<number> {
  const server = createTlsServer(options, async (request, response) => {
    handle(request, response, await text(request));
  });
  server.on("tlsClientError", () => {});
  closers.push(() => server.closeAllConnections());
  return listen(server);
}

/** Real time, of which a twentieth is slept. */
export const hastyClock: Clock = {
  ...systemClock,
  sleep: (ms, signal) => systemClock.sleep(ms / 20, signal),
};

type Extra = Partial<Omit<HttpEngineSpec, "kind" | "url">>;

/** An engine as a scenario in the folder of the TLS fixtures would name it, and its log. */
export async function open(
  url: string,
  extra: Extra = {},
  environment: Record<string, string> = {},
  clock: Clock = systemClock,
) {
  const surroundings = { ...surroundingsIn(tlsFixtures, environment), clock };
  const spec = httpEngineSchema.parse({ kind: "http", name: "vendor", version: "1", url, ...extra });
  const engine = await openHttpEngine(spec, surroundings);
  closers.unshift(() => engine.close());
  return { engine, lines: surroundings.lines };
}

/** What a person is told where opening fails: `code: message (file) hint`. */
export async function refusalOf(opened: Promise<unknown>): Promise<string> {
  try {
    await opened;
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    return `${error.code}: ${error.message} (${error.where?.file ?? "nowhere"}) ${error.hint}`;
  }
  return "none";
}
