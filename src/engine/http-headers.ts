import { HarnessError } from "../errors.ts";
import { acceptedEncodings } from "./http-client/decode-body.ts";
import type { Secret } from "./http-client/redaction.ts";

const reference = /\$\{env:([A-Za-z_][A-Za-z0-9_]*)\}/g;
const unsendable = /[^\t\x20-\x7e\x80-\xff]/;
const clientsOwn: ReadonlySet<string> = new Set(["content-length", "content-encoding"]);

/** The headers of requests, names and values in turn, and the secrets in them. */
export interface EngineHeaders {
  /** Of a POST, with `requestId` as its Idempotency-Key unless the scenario sets that header. */
  readonly posted: (requestId: string) => string[];
  /** Of a GET. */
  readonly polled: readonly string[];
  readonly secrets: readonly Secret[];
}

function refuse(message: string, hint: string): HarnessError {
  return new HarnessError("engine-unusable", message.slice(0, 120), { hint });
}

/** The scenario's headers, filled, by their lower-case names. */
function fillHeaders(
  declared: Readonly<Record<string, string>>,
  secretOf: (name: string, header: string) => string,
): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const [header, value] of Object.entries(declared)) {
    const filled = value.replace(reference, (_match, name: string) => secretOf(name, header));
    if (unsendable.test(filled)) {
      throw refuse(
        `the engine's header ${header} holds a character that HTTP cannot send`,
        "look for a line break at the end of the value",
      );
    }
    if (clientsOwn.has(header.toLowerCase())) {
      const hint = "it follows from the body; engine.gzip: true sends bodies compressed";
      throw refuse(`the engine's header ${header} cannot be set`, hint);
    }
    headers.set(header.toLowerCase(), filled);
  }
  return headers;
}

/**
 * Fills `${env:NAME}` in header values from the environment. Throws HarnessError `engine-unusable` that names a
 * variable which is missing or empty, or a header whose value cannot be sent; never with the value itself.
 */
export function readHeaders(
  declared: Readonly<Record<string, string>>,
  isCompressed: boolean,
  environment: (name: string) => string | undefined,
): EngineHeaders {
  const secrets = new Map<string, string>();
  const filled = fillHeaders(declared, (name, header) => {
    const value = environment(name);
    if (!value) {
      throw refuse(
        `the environment variable ${name} is not set`,
        `the engine's header ${header} needs it; set it, then run again`,
      );
    }
    secrets.set(name, value);
    return value;
  });
  const accepted = { accept: "application/json", "accept-encoding": acceptedEncodings };
  const polled = new Map([...Object.entries(accepted), ...filled]);
  const sent = {
    "content-type": "application/json",
    ...(isCompressed ? { "content-encoding": "gzip" } : {}),
  };
  const posted = [...new Map([...Object.entries(sent), ...polled])].flat();
  polled.delete("content-type");
  const hasKey = filled.has("idempotency-key");
  return {
    posted: (requestId) => (hasKey ? [...posted] : [...posted, "idempotency-key", requestId]),
    polled: [...polled].flat(),
    secrets: [...secrets].map(([name, value]) => ({ name, value })),
  };
}
