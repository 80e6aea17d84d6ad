import { expect, test } from "vitest";
import { findProxy } from "../../../src/engine/http-client/find-proxy.ts";

function isProxied(url: string, noProxy: string): boolean {
  const environment: Record<string, string> = { https_proxy: "http://proxy.test:3128", no_proxy: noProxy };
  return findProxy(new URL(url), (name) => environment[name]) !== null;
}

test.each([
  ["https://engine.test", "", true],
  ["https://engine.test", "*", false],
  ["https://engine.test", "engine.test", false],
  ["https://a.engine.test", "engine.test", false],
  ["https://a.engine.test", "*.engine.test", false],
  ["https://myengine.test", "engine.test", true],
  ["https://ENGINE.test", "Engine.Test", false],
  ["https://engine.test", "engine.test:443", false],
  ["https://engine.test:8443", "engine.test:443", true],
  ["https://10.1.2.3", "10.0.0.0/8", false],
  ["https://11.1.2.3", "10.0.0.0/8", true],
  ["https://10.1.2.3", "10.0.0.0/99", true],
  ["https://[fd00::1]", "fd00::/8", false],
  ["https://[fd00::1]", "[fd00::1]:443", false],
  ["https://localhost", "", false],
  ["https://127.0.0.2", "", false],
  ["https://[::1]", "", false],
])("%s with NO_PROXY %j goes through the proxy: %s", (url, noProxy, proxied) => {
  expect(isProxied(url, noProxy)).toBe(proxied);
});

test("the variable of the url's own scheme counts", () => {
  const environment: Record<string, string> = { HTTPS_PROXY: "https://proxy.test" };
  expect(findProxy(new URL("http://engine.test"), (name) => environment[name])).toBeNull();
  expect(findProxy(new URL("https://engine.test"), (name) => environment[name])).toMatchObject({
    variable: "HTTPS_PROXY",
    authorization: null,
  });
});
