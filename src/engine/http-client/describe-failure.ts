/** What the codes of failed connections mean to a person, where Node.js's own words do not say it. */
const meanings: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nobody listens there",
  ECONNRESET: "the connection was reset",
  EPIPE: "the connection was closed while the request was sent",
  ENOTFOUND: "the name of the host is not known",
  EAI_AGAIN: "the name of the host could not be looked up",
  EMFILE: "no file descriptor is left for a connection; raise ulimit -n, or ask fewer at once",
  ENFILE: "the machine has no file descriptor left for a connection",
  EADDRNOTAVAIL: "no local port is left for a connection; ask fewer at once",
  UND_ERR_CONNECT_TIMEOUT: "no connection within the time allowed",
  UND_ERR_SOCKET: "the connection was closed before the answer was whole",
};

/** The code of an error, of its first part where it has several, or of its cause; null without one. */
export function failureCode(thrown: unknown): string | null {
  if (!(thrown instanceof Error)) return null;
  if ("code" in thrown && typeof thrown.code === "string") return thrown.code;
  return thrown instanceof AggregateError ? failureCode(thrown.errors[0]) : null;
}

/** Why there is no answer, for people: `nobody listens there (ECONNREFUSED 127.0.0.1:8801)`. */
export function describeFailure(thrown: unknown): string {
  const code = failureCode(thrown);
  const meaning = code === null ? undefined : meanings[code];
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (meaning === undefined) return message || code || "the connection broke";
  const place = /\S+:\d+$/.exec(message)?.[0];
  return place === undefined ? `${meaning} (${code})` : `${meaning} (${code} ${place})`;
}

/** Whether the two sides do not trust or understand each other's TLS: waiting does not mend that. */
export function isTlsFailure(thrown: unknown): boolean {
  const code = failureCode(thrown) ?? "";
  return (
    code === "EPROTO" || /^(ERR_SSL|ERR_TLS|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_)/.test(code)
  );
}
