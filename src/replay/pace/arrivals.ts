import type { Arrivals } from "../../domain/replay-spec.ts";
import type { Random } from "../../effects.ts";

/** When the next request should leave, in milliseconds after the first could; `signedAt` in milliseconds since 1970. */
export type NextArrival = (signedAt: number | null) => number;

function byRate(perSecond: number): NextArrival {
  let count = 0;
  return () => {
    count += 1;
    return ((count - 1) * 1000) / perSecond;
  };
}

/** A Poisson process: the gaps are exponential with mean 1000 / `perSecond` milliseconds. */
function byPoisson(perSecond: number, random: Random): NextArrival {
  let at = 0;
  return () => {
    at -= (Math.log(1 - random()) * 1000) / perSecond;
    return at;
  };
}

/** At the historical spacing; where time runs back a new repeat begins, right after the last request of the one before. */
function bySignedAt(speed: number): NextArrival {
  let last: number | null = null;
  let at = 0;
  return (signedAt) => {
    if (signedAt === null) throw new TypeError("an encounter without signed_at cannot be sent at its moment");
    if (last !== null && signedAt > last) at += (signedAt - last) / speed;
    last = signedAt;
    return at;
  };
}

/** The schedule of an open loop; `random` is drawn from by `poisson` alone. */
export function createArrivals(spec: Arrivals, random: Random): NextArrival {
  switch (spec.by) {
    case "rate":
      return byRate(spec.per_second);
    case "poisson":
      return byPoisson(spec.per_second, random);
    case "signed_at":
      return bySignedAt(spec.speed);
  }
}
