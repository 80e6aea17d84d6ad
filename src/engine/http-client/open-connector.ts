import { Socket } from "node:net";
import { rootCertificates } from "node:tls";
import { buildConnector, errors, Pool } from "undici";
import type { SiteProxy } from "./find-proxy.ts";
import type { TlsFiles } from "./read-tls-files.ts";

type Connect = buildConnector.connector;

/** How connections are made: to the engine, or to what stands for it on the way. */
export interface Connector {
  readonly connect: Connect;
  readonly close: () => Promise<void>;
}

export interface Route {
  readonly url: URL;
  readonly tls: TlsFiles;
  readonly proxy: SiteProxy | null;
}

/** The proxy did not open a tunnel. */
export class ProxyRefusal extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`the proxy refused the connection: HTTP ${status}`);
    this.status = status;
  }
}

/**
 * Why no tunnel was opened. undici would open a connection that broke off this way again at once and for ever, and keep
 * the request waiting: it goes by the error's class.
 */
function explainNoTunnel(error: Error): Error {
  const isBrokenOff = error instanceof errors.SocketError || error instanceof errors.InformationalError;
  return isBrokenOff ? new Error("the connection was closed by the proxy", { cause: error }) : error;
}

/** A proxy inside a site has a certificate of the site's own or a public one. */
function connectToProxy({ url }: SiteProxy, { ca }: TlsFiles, timeout: number): Connect {
  const trusted = ca === undefined ? {} : { ca: [...rootCertificates, ca] };
  const connect = buildConnector({ ...trusted, timeout });
  return (options, callback) => connect({ ...options, servername: url.hostname }, callback);
}

/** `Host: Port` of the engine, as a CONNECT names it. */
function tunnelEnd(url: URL): string {
  return `${url.hostname}:${url.port || "443"}`;
}

function openTunnels(route: Route, proxy: SiteProxy, timeout: number): Connector {
  const connect = connectToProxy(proxy, route.tls, timeout);
  const proxies = new Pool(proxy.url.origin, { connect, headersTimeout: timeout });
  const secure = buildConnector({ ...route.tls, timeout });
  const end = tunnelEnd(route.url);
  const authorization = proxy.authorization === null ? {} : { "proxy-authorization": proxy.authorization };
  const tunnel = { path: end, headers: { host: end, ...authorization } };
  return {
    connect: (options, callback) => {
      proxies.connect(tunnel, (error, answer) => {
        if (error !== null) return callback(explainNoTunnel(error), null);
        const { socket, statusCode } = answer;
        if (statusCode === 200 && socket instanceof Socket) {
          return secure({ ...options, httpSocket: socket }, callback);
        }
        socket.on("error", () => {}).destroy();
        callback(new ProxyRefusal(statusCode), null);
      });
    },
    close: () => proxies.destroy(),
  };
}

/**
 * Connections to the engine of `route`: straight to it, through a tunnel of the proxy for https, or to the proxy itself
 * for http. Each gives up after `timeoutMs`.
 */
export function openConnector(route: Route, timeoutMs: number): Connector {
  const { url, tls, proxy } = route;
  if (proxy !== null && url.protocol === "https:") return openTunnels(route, proxy, timeoutMs);
  const nothing = async () => {};
  if (proxy !== null) return { connect: connectToProxy(proxy, tls, timeoutMs), close: nothing };
  return { connect: buildConnector({ ...tls, timeout: timeoutMs }), close: nothing };
}
