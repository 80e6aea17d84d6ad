import { HarnessError } from "../errors.ts";

const reference = /\$\{env:([A-Za-z_][A-Za-z0-9_]*)\}/g;
const unsendable = /[^\t\x20-\x7e\x80-\xff]/;

/** The headers of every request, and a way to take the secrets in them out of a text. */
export interface EngineHeaders {
  readonly headers: Readonly<Record<string, string>>;
  readonly redact: (text: string) => string;
}

function refuse(message: string, hint: string): HarnessError {
  return new HarnessError("engine-unusable", message.slice(0, 120), { hint });
}

function createRedaction(secrets: ReadonlyMap<string, string>): (text: string) => string {
  return (text) => {
    let shown = text;
    for (const [name, secret] of secrets) shown = shown.replaceAll(secret, `\${env:${name}}`);
    return shown;
  };
}

/**
 * Fills `${env:NAME}` in header values from the environment. Throws HarnessError `engine-unusable` that names a
 * variable which is missing or empty, or a header whose value cannot be sent; never with the value itself.
 */
export function readHeaders(
  declared: Readonly<Record<string, string>>,
  environment: (name: string) => string | undefined,
): EngineHeaders {
  const secrets = new Map<string, string>();
  const fill = (header: string) => (_match: string, name: string) => {
    const value = environment(name);
    if (!value) {
      throw refuse(
        `the environment variable ${name} is not set`,
        `the engine's header ${header} needs it; set it, then run again`,
      );
    }
    secrets.set(name, value);
    return value;
  };
  const headers: Record<string, string> = { "content-type": "application/json", accept: "application/json" };
  for (const [header, value] of Object.entries(declared)) {
    const filled = value.replace(reference, fill(header));
    if (unsendable.test(filled)) {
      throw refuse(
        `the engine's header ${header} holds a character that HTTP cannot send`,
        "look for a line break at the end of the value",
      );
    }
    headers[header.toLowerCase()] = filled;
  }
  return { headers, redact: createRedaction(secrets) };
}
