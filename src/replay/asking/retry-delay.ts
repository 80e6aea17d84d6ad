import type { Random } from "../../effects.ts";

/** One hour: no wait is longer, whatever the backoff comes to or the engine asks for. */
const longestWaitMs = 3_600_000;

/**
 * Milliseconds until the next attempt after `attempts` failed ones: full jitter over `backoffMs`·2^(attempts−1)
 * (Brooker, "Exponential backoff and jitter", AWS Architecture Blog, 2015). A wait that the engine asked for is kept
 * in full, with jitter of at most `backoffMs` behind it, so that lanes do not come back at once.
 */
export function retryDelayMs(
  attempts: number,
  backoffMs: number,
  retryAfterMs: number | null,
  random: Random,
): number {
  const jitter = retryAfterMs === null ? backoffMs * 2 ** (attempts - 1) : backoffMs;
  return Math.min(longestWaitMs, (retryAfterMs ?? 0) + random() * Math.min(longestWaitMs, jitter));
}
