function normalize(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]+/g, "_");
}

/** One row of the distance matrix from the two before it: insert, delete, replace, or swap of neighbours cost 1 each. */
function nextRow(left: string, right: string, at: number, above: number[], twoAbove: number[]): number[] {
  const row = [at];
  for (let index = 1; index <= right.length; index++) {
    const same = left[at - 1] === right[index - 1];
    const step = Math.min(
      (above[index] ?? 0) + 1,
      (row[index - 1] ?? 0) + 1,
      (above[index - 1] ?? 0) + (same ? 0 : 1),
    );
    const swapped = at > 1 && left[at - 1] === right[index - 2] && left[at - 2] === right[index - 1];
    row.push(swapped ? Math.min(step, (twoAbove[index - 2] ?? 0) + 1) : step);
  }
  return row;
}

/** Edits from one name to another (optimal string alignment: Damerau 1964, no substring edited twice). */
export function editDistance(left: string, right: string): number {
  let above = Array.from({ length: right.length + 1 }, (_, index) => index);
  let twoAbove: number[] = [];
  for (let at = 1; at <= left.length; at++) {
    const row = nextRow(left, right, at, above, twoAbove);
    twoAbove = above;
    above = row;
  }
  return above[right.length] ?? 0;
}

/**
 * The candidate a person most likely meant: case, dashes and underscores aside, within one edit per three letters.
 * Null where none is near; of equally near ones the first.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | null {
  const wanted = normalize(name);
  let nearest: string | null = null;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, normalize(candidate));
    if (distance < least) {
      least = distance;
      nearest = candidate;
    }
  }
  return nearest;
}
