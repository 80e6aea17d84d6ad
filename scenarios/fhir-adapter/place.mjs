/** Content that has no counterpart on the other side. Nothing is left out in silence: the place is named. */
export class UnmappedError extends Error {
  constructor(place, problem) {
    super(`${place}: ${problem}`);
    this.name = "UnmappedError";
  }
}

/** What `map` holds for `value`; throws an UnmappedError where it holds nothing. */
export function translate(map, value, place) {
  if (map.has(value)) return map.get(value);
  throw new UnmappedError(place, `${JSON.stringify(value)} is not mapped`);
}

/** Throws an UnmappedError at the first key of `value` that is in none of `lists`. */
export function allowKeys(value, place, ...lists) {
  const stranger = Object.keys(value).find((key) => !lists.some((list) => list.includes(key)));
  if (stranger !== undefined) throw new UnmappedError(`${place}.${stranger}`, "is not mapped");
}

/** The elements of a list with their places; a missing list is empty. */
export function placed(list, place) {
  return (list ?? []).map((value, at) => ({ value, place: `${place}[${at}]` }));
}
