/**
 * The harness's own words of a failure, as far as they hold nothing of the engine's. A failure is known by its
 * beginning; what is kept of it is what the pattern matches.
 */
const ownWords = [
  /^answer breaks the protocol( at [\w.[\]]+)?/,
  /^answer is not JSON/,
  /^(answer|request) is larger than 10 MB/,
  /^answer is not valid (gzip|x-gzip|deflate|br)/,
  /^answer has content-encoding/,
  /^HTTP \d{3} without a body/,
  /^HTTP 202 (without a Location|names a place on another server|names a place that is no address)/,
  /^HTTP 202: the engine answers later; set engine\.poll/,
  /^HTTP \d{3}(?=: )/,
  /^no answer within \d+ ms(, all attempts together| of submission)?/,
  /^the attempt was ended/,
  /^the engine does not know the job \(HTTP \d{3}\)/,
  /^the engine's process (ended with exit code -?\d+|was ended by SIG[A-Z0-9]+)/,
  /^(nobody listens there|the connection (was|broke)( [a-z]+)*|no connection within the time allowed)( \([A-Z_]+)?/,
  /^(no (file descriptor|local port) is left|the machine has no file descriptor left) for a connection/,
  /^the name of the host (is not known|could not be looked up)/,
  /^connect E[A-Z]+/,
];

/**
 * A failure by the status that it came under, or by its kind alone: whatever an engine said may hold a note's text, or
 * words like the harness's, and stays in the journal.
 */
export function nameFailure(error: string, httpStatus: number | null = null): string {
  if (httpStatus !== null) return `HTTP ${httpStatus}`;
  for (const words of ownWords) {
    const [kind] = words.exec(error) ?? [];
    if (kind !== undefined) return kind.includes(" (") && !kind.endsWith(")") ? `${kind})` : kind;
  }
  return "in the engine's own words: see the journal";
}
