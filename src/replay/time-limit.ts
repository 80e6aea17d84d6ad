import type { Clock } from "../effects.ts";
import type { EngineReply } from "../engine/engine.ts";

/** One attempt's share of time. `over` resolves when the time is up, or with null when the replay stops. */
export interface TimeWindow {
  readonly signal: AbortSignal;
  readonly over: Promise<EngineReply | null>;
  readonly close: () => void;
}

export interface TimeLimit {
  readonly open: () => TimeWindow;
  readonly close: () => void;
}

interface OpenWindow {
  readonly endsAt: number;
  readonly end: (reply: EngineReply | null) => void;
}

/**
 * Gives each attempt `limitMs`, by one timer for all: every attempt has the same limit, so the window that was
 * opened first ends first. When `stop` aborts, every open window ends at once.
 */
export function createTimeLimit(limitMs: number, clock: Clock, stop: AbortSignal): TimeLimit {
  const windows = new Set<OpenWindow>();
  const closing = new AbortController();
  let isWatching = false;
  const timeout: EngineReply = {
    kind: "retry",
    error: `no answer within ${limitMs} ms`,
    retryAfterMs: null,
  };

  function endUntil(moment: number): void {
    for (const window of windows) {
      if (window.endsAt > moment) return;
      window.end(timeout);
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

  function open(): TimeWindow {
    const controller = new AbortController();
    let resolveOver: (reply: EngineReply | null) => void = () => {};
    const over = new Promise<EngineReply | null>((resolve) => {
      resolveOver = resolve;
    });
    const window: OpenWindow = {
      endsAt: clock.monotonicMs() + limitMs,
      end: (reply) => {
        windows.delete(window);
        resolveOver(reply);
        controller.abort();
      },
    };
    windows.add(window);
    if (!isWatching) void watch();
    return { signal: controller.signal, over, close: () => windows.delete(window) };
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
