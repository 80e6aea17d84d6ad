import type { Dispatcher } from "undici";
import type { Attempt, Connections } from "./connections.ts";

/** `headers` are names and values in turn. */
export interface HttpRequest {
  readonly method: "POST" | "GET";
  readonly path: string;
  readonly headers: string[];
  readonly body: Buffer | null;
}

/** An answer as it came in: `headers` are names and values in turn, `body` perhaps compressed. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: readonly Buffer[];
  readonly body: Buffer;
}

const endedEarly = "the attempt was ended";

type Abort = (reason?: Error) => void;

/** The value of the first header called `name` (lower case), null where there is none. */
export function readHeader({ headers }: RawAnswer, name: string): string | null {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const candidate = headers[at];
    if (candidate?.length !== name.length || candidate.toString("latin1").toLowerCase() !== name) continue;
    return headers[at + 1]?.toString("latin1") ?? null;
  }
  return null;
}

/**
 * One request under way and its answer. Whoever waits hears of it once; the connection is given back once, when undici
 * is through with it.
 */
class Exchange implements Dispatcher.DispatchHandler, Attempt {
  readonly signal: AbortSignal;
  private readonly giveBack: (exchange: Exchange) => void;
  private readonly resolve: (answer: RawAnswer) => void;
  private readonly reject: (error: Error) => void;
  private readonly chunks: Buffer[] = [];
  private status = 0;
  private headers: readonly Buffer[] = [];
  private abort: Abort | null = null;
  private isOpen = true;

  constructor(
    signal: AbortSignal,
    giveBack: (exchange: Exchange) => void,
    resolve: (answer: RawAnswer) => void,
    reject: (error: Error) => void,
  ) {
    this.signal = signal;
    this.giveBack = giveBack;
    this.resolve = resolve;
    this.reject = reject;
  }

  end(): void {
    this.reject(new Error(endedEarly));
    this.abort?.();
  }

  /** Is called when the request is about to be written; what it throws keeps it back, and leaves the connection open. */
  onConnect(abort: Abort): void {
    this.abort = abort;
    if (this.signal.aborted) throw new Error(endedEarly);
  }

  onHeaders(status: number, headers: Buffer[]): boolean {
    this.status = status;
    this.headers = headers;
    return true;
  }

  onData(chunk: Buffer): boolean {
    this.chunks.push(chunk);
    return true;
  }

  onComplete(): void {
    this.close();
    const { status, headers, chunks } = this;
    const [first] = chunks;
    const body = first === undefined || chunks.length > 1 ? Buffer.concat(chunks) : first;
    this.resolve({ status, headers, body });
  }

  onError(error: Error): void {
    this.close();
    this.reject(error);
  }

  private close(): void {
    if (this.isOpen) this.giveBack(this);
    this.isOpen = false;
  }
}

/**
 * Sends one request and waits for the whole answer. Soon after `signal` is aborted the connection is broken, and the
 * promise rejects. Rejects with undici's error where there is no whole answer.
 */
export function exchange(
  connections: Connections,
  request: HttpRequest,
  signal: AbortSignal,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new Error(endedEarly));
    const connection = connections.take();
    const giveBack = (attempt: Exchange) => {
      connections.unwatch(attempt);
      connections.give(connection);
    };
    const attempt = new Exchange(signal, giveBack, resolve, reject);
    connections.watch(attempt);
    connection.dispatch(request, attempt);
  });
}
