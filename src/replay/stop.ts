/** The one way a replay ends early: the caller's signal, or the first error. */
export interface Stop {
  readonly signal: AbortSignal;
  readonly fail: (error: unknown) => void;
  /** Throws the first error, if there was one. */
  readonly throwFailure: () => void;
  readonly release: () => void;
}

export function createStop(caller: AbortSignal): Stop {
  const controller = new AbortController();
  const failures: unknown[] = [];
  const stop = () => controller.abort();
  if (caller.aborted) stop();
  caller.addEventListener("abort", stop, { once: true });
  return {
    signal: controller.signal,
    fail: (error) => {
      failures.push(error);
      stop();
    },
    throwFailure: () => {
      if (failures.length > 0) throw failures[0];
    },
    release: () => caller.removeEventListener("abort", stop),
  };
}
