import { openConnections } from "./connections.ts";
import { type DecodedBody, decodeBody } from "./decode-body.ts";
import { exchange, type HttpRequest, readHeader } from "./exchange.ts";
import type { SiteProxy } from "./find-proxy.ts";
import type { Route } from "./open-connector.ts";
import { openConnector, ProxyRefusal } from "./open-connector.ts";

const connectWithinMs = 10_000;

/** An answer with its body decompressed. `header` takes lower-case names and gives null for one that is not there. */
export interface HttpAnswer {
  readonly status: number;
  readonly header: (name: string) => string | null;
  readonly body: DecodedBody;
}

/** Requests to one server. Redirects are not followed. */
export interface HttpClient {
  /**
   * Rejects where there is no whole answer; an aborted `signal` breaks the connection. Rejects with ProxyRefusal
   * where a proxy wants other credentials.
   */
  readonly send: (request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer>;
  readonly close: () => Promise<void>;
}

/** A plain request through a proxy names its server in full, and its credentials to the proxy. */
function addressThrough(proxy: SiteProxy, url: URL): (request: HttpRequest) => HttpRequest {
  const authorization = proxy.authorization === null ? [] : ["proxy-authorization", proxy.authorization];
  const added = ["host", url.host, ...authorization];
  return (request) => ({
    ...request,
    path: `${url.origin}${request.path}`,
    headers: [...added, ...request.headers],
  });
}

/** Opens no connection yet: the first request does. */
export function openHttpClient(route: Route): HttpClient {
  const { url, proxy } = route;
  const plainProxy = url.protocol === "http:" ? proxy : null;
  const connector = openConnector(route, connectWithinMs);
  const connections = openConnections((plainProxy?.url ?? url).origin, connector);
  const address = plainProxy === null ? null : addressThrough(plainProxy, url);
  return {
    send: async (request, signal) => {
      const raw = await exchange(connections, address === null ? request : address(request), signal);
      if (raw.status === 407 && plainProxy !== null) throw new ProxyRefusal(407);
      const body = await decodeBody(raw.body, readHeader(raw, "content-encoding"));
      return { status: raw.status, header: (name) => readHeader(raw, name), body };
    },
    close: async () => {
      await connections.close();
      await connector.close();
    },
  };
}
