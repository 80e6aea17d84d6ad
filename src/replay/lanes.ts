/** So many things at once, and no more. One caller at a time may wait to enter. */
export interface Lanes {
  /** Resolves when a lane is free, and takes it. */
  readonly enter: () => Promise<void> | undefined;
  readonly leave: () => void;
  /** Resolves when every lane is free. */
  readonly empty: () => Promise<void>;
}

export function createLanes(count: number): Lanes {
  let taken = 0;
  let wakeEntrant: (() => void) | null = null;
  let wakeAtEmpty: (() => void) | null = null;

  return {
    enter: () => {
      if (taken < count) {
        taken += 1;
        return undefined;
      }
      return new Promise((resolve) => {
        wakeEntrant = resolve;
      });
    },
    leave: () => {
      const wake = wakeEntrant;
      wakeEntrant = null;
      if (wake) return wake();
      taken -= 1;
      if (taken === 0) wakeAtEmpty?.();
    },
    empty: () =>
      new Promise((resolve) => {
        if (taken === 0) return resolve();
        wakeAtEmpty = resolve;
      }),
  };
}
