import { Client } from "undici";
import { bytesAtMost } from "./decode-body.ts";
import type { Connector } from "./open-connector.ts";

const watchEveryMs = 25;

/** A request under way, ended soon after its signal is aborted. */
export interface Attempt {
  readonly signal: AbortSignal;
  readonly end: () => void;
}

/** Connections that are kept alive, as many as there are requests at once. */
export interface Connections {
  /** A connection that carries no request: the one that was used last, or a new one. */
  readonly take: () => Client;
  readonly give: (connection: Client) => void;
  readonly watch: (attempt: Attempt) => void;
  readonly unwatch: (attempt: Attempt) => void;
  /** Breaks whatever is under way. */
  readonly close: () => Promise<void>;
}

/**
 * Connections to `origin`, one request on each at a time. They have no time limit for answers: the replay has one. A
 * connection that broke or was left idle is opened again by the next request on it.
 *
 * The signals of the requests under way are looked at every 25 ms: to listen to each costs a tenth of all that is done
 * for a request, and nobody waits for one that was given up.
 */
export function openConnections(origin: string, { connect }: Connector): Connections {
  const all = new Set<Client>();
  const idle: Client[] = [];
  const attempts = new Set<Attempt>();
  let watching: NodeJS.Timeout | null = null;

  function endAborted(): void {
    for (const attempt of attempts) {
      if (attempt.signal.aborted) attempt.end();
    }
  }

  function open(): Client {
    const client = new Client(origin, {
      connect,
      pipelining: 1,
      headersTimeout: 0,
      bodyTimeout: 0,
      maxResponseSize: bytesAtMost,
    });
    all.add(client);
    return client;
  }

  return {
    take: () => idle.pop() ?? open(),
    give: (connection) => idle.push(connection),
    watch: (attempt) => {
      attempts.add(attempt);
      watching ??= setInterval(endAborted, watchEveryMs).unref();
    },
    unwatch: (attempt) => attempts.delete(attempt),
    close: async () => {
      if (watching !== null) clearInterval(watching);
      await Promise.all([...all].map((client) => client.destroy()));
    },
  };
}
