import { BlockList, isIP } from "node:net";
import { HarnessError } from "../../errors.ts";
import type { Secret } from "./redaction.ts";

/** A proxy on the way to the engine; `authorization` is the value of Proxy-Authorization, null without credentials. */
export interface SiteProxy {
  readonly url: URL;
  /** The environment variable that named it. */
  readonly variable: string;
  readonly authorization: string | null;
  readonly secrets: readonly Secret[];
}

type Environment = (name: string) => string | undefined;

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 6 ? "ipv6" : "ipv4";
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}

function isLoopback(host: string): boolean {
  return host === "localhost" || (isIP(host) !== 0 && loopback.check(host, familyOf(host)));
}

function isInSubnet(host: string, entry: string): boolean {
  const [net = "", bits = ""] = entry.split("/");
  if (isIP(host) === 0 || isIP(net) !== isIP(host) || !/^\d{1,3}$/.test(bits)) return false;
  if (Number(bits) > (isIP(net) === 6 ? 128 : 32)) return false;
  const subnet = new BlockList();
  subnet.addSubnet(net, Number(bits), familyOf(net));
  return subnet.check(host, familyOf(host));
}

function portOf(url: URL): string {
  return url.port || (url.protocol === "https:" ? "443" : "80");
}

/** One entry of NO_PROXY: `*`, a domain with all below it, an address, a subnet; perhaps with a port. */
function matchesEntry(url: URL, entry: string): boolean {
  const host = hostOf(url).toLowerCase();
  if (entry === "*" || isInSubnet(host, entry)) return true;
  const [, named = entry, port] = /^(\[[^\]]+\]|[^:]+):(\d+)$/.exec(entry) ?? [];
  const domain = named.replace(/^\[|\]$/g, "").replace(/^\*?\./, "");
  if (port !== undefined && port !== portOf(url)) return false;
  return host === domain || (isIP(host) === 0 && host.endsWith(`.${domain}`));
}

function isExempt(url: URL, environment: Environment): boolean {
  if (isLoopback(hostOf(url))) return true;
  const exempt = environment("no_proxy") || environment("NO_PROXY") || "";
  const entries = exempt.toLowerCase().split(/[\s,]+/);
  return entries.some((entry) => entry !== "" && matchesEntry(url, entry));
}

function parseProxy(variable: string, value: string): SiteProxy {
  const address = value.includes("://") ? value : `http://${value}`;
  try {
    const url = new URL(address);
    if (url.protocol !== "http:" && url.protocol !== "https:") throw new Error("another protocol");
    const [name, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
    if (name === "" && password === "") return { url, variable, authorization: null, secrets: [] };
    const token = Buffer.from(`${name}:${password}`).toString("base64");
    const secrets = [token, name, password, url.password].filter((secret) => secret !== "");
    const authorization = `Basic ${token}`;
    return {
      url,
      variable,
      authorization,
      secrets: secrets.map((secret) => ({ name: variable, value: secret })),
    };
  } catch {
    throw new HarnessError("engine-unusable", `${variable} is not the address of an HTTP proxy`, {
      hint: "write it as http://proxy.example:3128; its value is not shown, as it may hold a password",
    });
  }
}

/**
 * The proxy that the environment names for `url`: `https_proxy` or `HTTPS_PROXY` for https, `http_proxy` or
 * `HTTP_PROXY` for http, unless `no_proxy` or `NO_PROXY` exempts the host. Null where there is none, and for this
 * machine's own addresses: a proxy could not reach those. Throws HarnessError `engine-unusable`, without the value.
 */
export function findProxy(url: URL, environment: Environment): SiteProxy | null {
  const names = url.protocol === "https:" ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy", "HTTP_PROXY"];
  const variable = names.find((name) => environment(name));
  const value = variable === undefined ? undefined : environment(variable);
  if (variable === undefined || !value || isExempt(url, environment)) return null;
  return parseProxy(variable, value);
}
