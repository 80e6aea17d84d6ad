import type { Ask } from "../asking/ask.ts";
import type { Stop } from "../stop.ts";
import type { Lanes } from "./lanes.ts";

/**
 * Asks group after group, as many groups at once as there are lanes; within a group one request after another. Reads
 * no further ahead than is asked. Resolves when every lane is free; what `ask` rejects with stops the session.
 */
export async function runClosedLoop(
  groups: AsyncIterable<readonly Ask[]>,
  lanes: Lanes,
  stop: Stop,
  ask: (ask: Ask) => Promise<void>,
): Promise<void> {
  const runGroup = async (group: readonly Ask[]) => {
    try {
      for (const one of group) {
        if (stop.signal.aborted) stop.leave();
        else await ask(one);
      }
    } catch (error) {
      stop.fail(error);
    } finally {
      lanes.leave();
    }
  };
  try {
    for await (const group of groups) {
      await lanes.enter();
      if (stop.signal.aborted) {
        stop.leave();
        lanes.leave();
        break;
      }
      void runGroup(group);
    }
  } catch (error) {
    stop.fail(error);
  }
  await lanes.empty();
}
