import type { Clock } from "../../effects.ts";
import type { Ask, IntendedStart } from "../asking/ask.ts";
import type { Stop } from "../stop.ts";
import type { NextArrival } from "./arrivals.ts";
import type { Lanes } from "./lanes.ts";

/** The next group is read while the one before waits for its moment, so that the disk makes nothing late. */
async function* readAhead<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  const iterator = items[Symbol.asyncIterator]();
  try {
    for (let next = iterator.next(); ; ) {
      const item = await next;
      if (item.done === true) return;
      next = iterator.next();
      next.catch(() => {});
      yield item.value;
    }
  } finally {
    await iterator.return?.();
  }
}

/**
 * Sends each request at its moment, whatever became of those before, so that a slow engine does not slow its own
 * measurement (coordinated omission: Tene, "How not to measure latency", 2015). `lanes` only bounds what is in flight:
 * a request that has to wait for one leaves late, and says so. Resolves when nothing is in flight.
 */
export async function runOpenLoop(
  groups: AsyncIterable<readonly Ask[]>,
  schedule: { readonly next: NextArrival; readonly clock: Clock; readonly lanes: Lanes },
  stop: Stop,
  ask: (ask: Ask, intended: IntendedStart) => Promise<void>,
): Promise<void> {
  const { next, clock, lanes } = schedule;
  let begunMs: number | null = null;
  let begunAt = 0;

  function intend(one: Ask): IntendedStart {
    if (begunMs === null) {
      begunMs = clock.monotonicMs();
      begunAt = clock.now().getTime();
    }
    const offset = next(one.signedAt);
    return { monotonicMs: begunMs + offset, at: new Date(begunAt + offset) };
  }

  const send = async (one: Ask, intended: IntendedStart) => {
    try {
      await ask(one, intended);
    } catch (error) {
      stop.fail(error);
    } finally {
      lanes.leave();
    }
  };

  /** Gives whether the session goes on. */
  async function sendAtItsMoment(one: Ask): Promise<boolean> {
    const intended = intend(one);
    const wait = intended.monotonicMs - clock.monotonicMs();
    if (wait > 0) await clock.sleep(Math.ceil(wait), stop.signal);
    if (stop.signal.aborted) {
      stop.leave();
      return false;
    }
    await lanes.enter();
    void send(one, intended);
    return true;
  }

  try {
    for await (const group of readAhead(groups)) {
      for (const one of group) if (!(await sendAtItsMoment(one))) break;
      if (stop.signal.aborted) break;
    }
  } catch (error) {
    stop.fail(error);
  }
  await lanes.empty();
}
