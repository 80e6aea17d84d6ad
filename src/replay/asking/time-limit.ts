import type { Clock } from "../../effects.ts";

/**
 * A share of time. `over` resolves with what `ended` gives when the time is up, or with null when the replay stops;
 * `signal` aborts then too.
 */
export interface TimeWindow<Ended> {
  readonly signal: AbortSignal;
  readonly over: Promise<Ended | null>;
  readonly close: () => void;
  /** Closes it before its time and aborts its signal. */
  readonly cancel: () => void;
}

export interface TimeLimit<Ended> {
  readonly open: () => TimeWindow<Ended>;
  readonly close: () => void;
}

interface OpenWindow<Ended> {
  readonly endsAt: number;
  readonly end: (ended: Ended | null) => void;
}

/**
 * Gives each window `limitMs`, by one timer for all: every window has the same limit, so the one that was opened
 * first ends first, with `ended`. When `stop` aborts, every open window ends at once. `reusesSignals`: the signal of a
 * window that was closed in time goes to a later one, which spares a tenth of what a request costs; only where nobody
 * holds on to it.
 */
export function createTimeLimit<Ended>(
  limitMs: number,
  ended: Ended,
  clock: Clock,
  stop: AbortSignal,
  reusesSignals = false,
): TimeLimit<Ended> {
  const windows = new Set<OpenWindow<Ended>>();
  const closing = new AbortController();
  const spare: AbortController[] = [];
  let isWatching = false;

  function endUntil(moment: number): void {
    for (const window of windows) {
      if (window.endsAt > moment) return;
      window.end(ended);
    }
  }

  async function watch(): Promise<void> {
    isWatching = true;
    for (const first of windows) {
      await clock.sleep(Math.max(0, first.endsAt - clock.monotonicMs()), closing.signal);
      if (closing.signal.aborted) return;
      endUntil(first.endsAt);
    }
    isWatching = false;
  }

  function open(): TimeWindow<Ended> {
    const controller = spare.pop() ?? new AbortController();
    let resolveOver: (ended: Ended | null) => void = () => {};
    const over = new Promise<Ended | null>((resolve) => {
      resolveOver = resolve;
    });
    const window: OpenWindow<Ended> = {
      endsAt: clock.monotonicMs() + limitMs,
      end: (reason) => {
        windows.delete(window);
        resolveOver(reason);
        controller.abort();
      },
    };
    windows.add(window);
    if (!isWatching) void watch();
    return {
      signal: controller.signal,
      over,
      close: () => {
        if (windows.delete(window) && reusesSignals) spare.push(controller);
      },
      cancel: () => window.end(null),
    };
  }

  const endAll = () => {
    for (const window of windows) window.end(null);
  };
  stop.addEventListener("abort", endAll, { once: true });

  return {
    open,
    close: () => {
      stop.removeEventListener("abort", endAll);
      closing.abort();
    },
  };
}
