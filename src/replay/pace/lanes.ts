/** So many things at once as `limit` allows, which may change. */
export interface Lanes {
  /** Resolves when a lane is free, and takes it; undefined: at once. Who comes first is first. */
  readonly enter: () => Promise<void> | undefined;
  readonly leave: () => void;
  /** Lets in who waits, where the limit has grown. */
  readonly fill: () => void;
  readonly taken: () => number;
  /** Resolves when every lane is free; one caller at a time may wait for it. */
  readonly empty: () => Promise<void>;
}

export function createLanes(limit: () => number): Lanes {
  let taken = 0;
  const entrants: (() => void)[] = [];
  let wakeAtEmpty: (() => void) | null = null;

  function fill(): void {
    while (entrants.length > 0 && taken < limit()) {
      taken += 1;
      entrants.shift()?.();
    }
  }

  return {
    enter: () => {
      if (entrants.length === 0 && taken < limit()) {
        taken += 1;
        return undefined;
      }
      return new Promise((resolve) => {
        entrants.push(resolve);
      });
    },
    leave: () => {
      taken -= 1;
      fill();
      if (taken === 0) wakeAtEmpty?.();
    },
    fill,
    taken: () => taken,
    empty: () =>
      new Promise((resolve) => {
        if (taken === 0) return resolve();
        wakeAtEmpty = resolve;
      }),
  };
}
