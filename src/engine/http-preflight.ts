import { type EngineRequest, engineRequestSchema, protocolName } from "../domain/engine-protocol.ts";
import { engineVersions, type HttpEngineSpec } from "../domain/engine-spec.ts";
import type { Clock } from "../effects.ts";
import { HarnessError } from "../errors.ts";
import type { Engine } from "./engine.ts";
import { describeFailure, isTlsFailure } from "./http-client/describe-failure.ts";
import { openConnector, type Route } from "./http-client/open-connector.ts";
import { tellReason } from "./http-reply.ts";

/** Waits before the second and the third try. */
const pausesMs = [500, 1500] as const;
const connectWithinMs = 5000;
const usualTimeoutMs = 30_000;
/** How long a new connection is watched: some doors open and are shut at once. */
const watchedMs = 100;

/** Why the engine seems away; `isLate` where it took a request and let it wait, which another try makes no better. */
interface Absence {
  readonly error: string;
  readonly isLate: boolean;
}

/** One try; null where the engine is there, else why not. Rejects where waiting does not help. */
type Try = (signal: AbortSignal, timeoutMs: number) => Promise<Absence | null>;

type Check = NonNullable<Engine["check"]>;

export interface Preflight {
  readonly spec: HttpEngineSpec;
  readonly route: Route;
  readonly redact: (text: string) => string;
  readonly clock: Clock;
}

/** Opens a connection to the first stop of `route`, sends nothing, and resolves once it has stayed open a moment. */
async function openAndClose({ route, clock }: Preflight): Promise<void> {
  const { url, proxy } = route;
  const stop = proxy !== null && url.protocol === "http:" ? proxy.url : url;
  const connector = openConnector(route, connectWithinMs);
  try {
    await new Promise<void>((resolve, reject) => {
      const { host, protocol, port } = stop;
      const hostname = stop.hostname.replace(/^\[|\]$/g, "");
      connector.connect({ host, hostname, protocol, port }, (error, socket) => {
        if (error !== null) return reject(error);
        socket.on("error", reject).on("close", () => reject(new Error("the connection was closed at once")));
        socket.resume();
        void clock.sleep(watchedMs).then(() => {
          resolve();
          socket.destroy();
        });
      });
    });
  } finally {
    await connector.close();
  }
}

function refuseTls(error: string): HarnessError {
  return new HarnessError("engine-unusable", `no TLS with the engine: ${error}`.slice(0, 120), {
    hint: "engine.tls.ca names the site's own certificate authority, cert and key the client's certificate",
  });
}

function tryConnection(preflight: Preflight): Try {
  return async () => {
    try {
      await openAndClose(preflight);
      return null;
    } catch (thrown) {
      const error = preflight.redact(describeFailure(thrown));
      if (isTlsFailure(thrown)) throw refuseTls(error);
      return { error, isLate: false };
    }
  };
}

/** An encounter of nobody: no documents, and an id that says so. A new request_id each time: nothing kept is answered. */
function madeUpRequest(now: Date): EngineRequest {
  return engineRequestSchema.parse({
    protocol: protocolName,
    request_id: `preflight-${now.toISOString()}`,
    encounter: { encounter_id: "preflight", documents: [] },
    systems: ["ICD-10-CM"],
  });
}

function refuseAnswer(message: string, hint: string): HarnessError {
  return new HarnessError("engine-unusable", message.slice(0, 120), { hint });
}

function checkVersion(spec: HttpEngineSpec, version: string | null | undefined): void {
  const named = engineVersions(spec);
  if (version === null || version === undefined || named.includes(version)) return;
  throw refuseAnswer(
    `the engine answers with version ${version}; the scenario names ${named.join(", ")}`,
    "engine.version names the versions that the run is about",
  );
}

function tryRequest({ spec, clock }: Preflight, ask: Engine["ask"]): Try {
  return async (signal, timeoutMs) => {
    const tooLate = new AbortController();
    const over = clock.sleep(timeoutMs, AbortSignal.any([signal, tooLate.signal]));
    const late = over.then(() => tooLate.abort());
    const reply = await ask(madeUpRequest(clock.now()), AbortSignal.any([signal, tooLate.signal]));
    const isLate = tooLate.signal.aborted;
    tooLate.abort();
    await late;
    if (isLate) return { error: `no answer within ${timeoutMs} ms`, isLate };
    if (reply.kind === "failed") {
      const hint = "engine.preflight: connect only opens a connection, and sends no made-up encounter";
      throw refuseAnswer(`the engine refuses the preflight's encounter: ${tellReason(reply)}`, hint);
    }
    if (reply.kind === "answer") checkVersion(spec, reply.answer.engine?.version);
    return reply.kind === "retry" ? { error: tellReason(reply), isLate: reply.cause === "late" } : null;
  };
}

function describeAbsence({ error }: Absence, { route, redact }: Preflight): HarnessError {
  const { proxy, url } = route;
  const way = proxy === null ? "" : ` through the proxy of ${proxy.variable}`;
  const message = `no engine at ${url.host}${way}: ${redact(error)}`.slice(0, 120);
  return new HarnessError("engine-unreachable", message, {
    hint: "nothing was asked; start the engine and go on with --resume, or mend engine.url and take another --out",
  });
}

/**
 * Tries `tryOnce` three times within about two seconds, once alone where the answer is late. Rejects with HarnessError
 * `engine-unreachable`, or with what `tryOnce` rejects with. Resolves where `signal` is aborted: nothing will be asked
 * then.
 */
async function tryThrice(
  tryOnce: Try,
  preflight: Preflight,
  signal: AbortSignal,
  timeoutMs: number,
): Promise<void> {
  let absence = await tryOnce(signal, timeoutMs);
  for (const pauseMs of pausesMs) {
    if (absence === null || absence.isLate || signal.aborted) break;
    await preflight.clock.sleep(pauseMs, signal);
    if (signal.aborted) return;
    absence = await tryOnce(signal, timeoutMs);
  }
  if (absence !== null && !signal.aborted) throw describeAbsence(absence, preflight);
}

/**
 * What is tried before the first encounter leaves, by `engine.preflight`; null for `none`. `connect` goes no further
 * than a connection with its TLS, to the proxy alone where a plain one stands between; `request` asks about a made-up
 * encounter, whose answer must keep the protocol and name a version of the scenario's. A job taken in is not waited for.
 */
export function createPreflight(preflight: Preflight, ask: Engine["ask"]): Check | null {
  const { preflight: kind } = preflight.spec;
  if (kind === "none") return null;
  const tryOnce = kind === "connect" ? tryConnection(preflight) : tryRequest(preflight, ask);
  return (signal, timeoutMs = usualTimeoutMs) => tryThrice(tryOnce, preflight, signal, timeoutMs);
}
