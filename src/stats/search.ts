/** Smallest whole number above `from` and up to `to` where `holds`, for a rule that stays true once true; null if none. */
export function smallestWhere(from: number, to: number, holds: (n: number) => boolean): number | null {
  let failing = from;
  let step = 1;
  while (!holds(Math.min(to, failing + step))) {
    failing += step;
    step *= 2;
    if (failing >= to) return null;
  }
  let holding = Math.min(to, failing + step);
  while (holding - failing > 1) {
    const middle = Math.floor((failing + holding) / 2);
    if (holds(middle)) holding = middle;
    else failing = middle;
  }
  return holding;
}
