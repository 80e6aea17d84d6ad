import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Readable, Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { type EngineRequest, engineRequestSchema } from "../domain/engine-protocol.ts";
import { answerWith, type Coder, describeThrown } from "./coder.ts";
import { createLineSplitter } from "./line-splitter.ts";

const nobodyStops = new AbortController().signal;

/** A coder served over HTTP; `port` is the one it got. */
export interface HttpService {
  readonly port: number;
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Throws a text for the asker where `body` is no request of the protocol. */
function parseRequest(body: string): EngineRequest {
  const parsed = engineRequestSchema.safeParse(JSON.parse(body));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`request breaks the protocol at ${issue?.path.join(".")}: ${issue?.message}`);
}

/** Over lines a failure has no status code: an answer that breaks the protocol says it. */
async function answerLine(coder: Coder, line: string): Promise<unknown> {
  const request = parseRequest(line);
  try {
    return await answerWith(coder, request, nobodyStops);
  } catch (thrown) {
    return { request_id: request.request_id, status: "failed", error: describeThrown(thrown) };
  }
}

/** Lines end in a newline and nothing else: a note may hold any other separator that Unicode knows. */
async function* readLines(input: Readable): AsyncGenerator<string> {
  const lines: string[] = [];
  const split = createLineSplitter(
    Number.POSITIVE_INFINITY,
    (line) => lines.push(line),
    () => {},
  );
  for await (const chunk of input.setEncoding("utf8")) {
    split(String(chunk));
    yield* lines.splice(0);
  }
  split("\n");
  yield* lines.filter((line) => line !== "");
}

/**
 * Serves `coder` under the protocol's process form: a request a line on `input`, an answer a line on `output`.
 * Resolves at the end of `input`. Rejects at a line that is no request: there is nobody to answer.
 */
export async function serveStdio(coder: Coder, input: Readable, output: Writable): Promise<void> {
  for await (const line of readLines(input)) {
    const answer = `${JSON.stringify(await answerLine(coder, line))}\n`;
    if (!output.write(answer)) await new Promise((resolve) => output.once("drain", resolve));
  }
}

function reply(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body) }).end(body);
}

async function answerHttp(coder: Coder, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  if (incoming.method !== "POST") return reply(response, 405, "text/plain", "POST an encounter");
  let request: EngineRequest;
  try {
    request = parseRequest(await text(incoming));
  } catch (thrown) {
    return reply(response, 400, "text/plain", describeThrown(thrown));
  }
  try {
    const answer = await answerWith(coder, request, nobodyStops);
    reply(response, 200, "application/json", JSON.stringify(answer));
  } catch (thrown) {
    reply(response, 500, "text/plain", describeThrown(thrown));
  }
}

/** Serves `coder` under the protocol's HTTP form on the loopback address; port 0 takes any free one. */
export async function serveHttp(coder: Coder, port: number): Promise<HttpService> {
  const server = createServer((incoming, response) => void answerHttp(coder, incoming, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const taken = typeof address === "object" && address !== null ? address.port : port;
  return {
    port: taken,
    url: `http://127.0.0.1:${taken}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
