import { withDot } from "./icd-10-cm-hierarchy.ts";
import { readSidePlaces, type SideMark, type SidePlace } from "./laterality-places.ts";

export type Side = SideMark["side"];

export interface Laterality {
  readonly side: Side;
  /** What codes that differ in side alone share: `S72.00[12]A`; null where the code stands beside several pairs. */
  readonly base: string | null;
}

const places = readSidePlaces();
const longestBeginning = Math.max(...[...places.keys()].map((beginning) => beginning.length));
const sidedBeginnings = [...places].filter(([, { marks }]) => marks.size > 0).map(([beginning]) => beginning);
const sidedCategories = new Set(sidedBeginnings.map((beginning) => beginning.slice(0, 3)));

/**
 * The side an ICD-10-CM code names, by position, where no title is given. A title has the last word: a side that it
 * does not name is dropped, and where position is silent `right` or `left` in it counts, in categories known to have
 * sides (`left ventricular failure` is no side). Null: none. Missed rather than invented.
 */
export function lateralityOf(code: string, title: string | null): Laterality | null {
  const placed = lateralityByPlace(code);
  if (title === null) return placed;
  const words = title.toLowerCase();
  return placed !== null && isNamed(placed.side, words) ? placed : lateralityByTitle(code, words);
}

function lateralityByPlace(code: string): Laterality | null {
  const characters = code.replace(".", "");
  const place = findLongest(characters);
  const mark = place?.marks.get(characters[place.index] ?? "") ?? null;
  if (place === null || mark === null) return null;
  return { side: mark.side, base: mark.pair === null ? null : maskSide(characters, place.index, mark.pair) };
}

function findLongest(characters: string): SidePlace | null {
  for (let length = Math.min(longestBeginning, characters.length); length > 0; length -= 1) {
    const place = places.get(characters.slice(0, length));
    if (place !== undefined) return place;
  }
  return null;
}

function maskSide(characters: string, index: number, pair: string): string {
  return withDot(`${characters.slice(0, index)}[${pair}]${characters.slice(index + 1)}`);
}

function isNamed(side: Side, words: string): boolean {
  if (side === "right") return isOneSided(words, /\bright\b/, /\bleft\b/);
  if (side === "left") return isOneSided(words, /\bleft\b/, /\bright\b/);
  return side === "bilateral" ? /\b(?:bilateral(?:ly)?|both)\b/.test(words) : words.includes("unspecified");
}

function isOneSided(words: string, own: RegExp, other: RegExp): boolean {
  return own.test(words) && !other.test(words);
}

function lateralityByTitle(code: string, words: string): Laterality | null {
  const side = (["right", "left"] as const).find((name) => isNamed(name, words));
  if (side === undefined || !hasSides(code.slice(0, 3))) return null;
  return { side, base: `${code.slice(0, 3)} ${words.replace(side, "_")}` };
}

function hasSides(category: string): boolean {
  return sidedCategories.has(category) || (findLongest(category)?.marks.size ?? 0) > 0;
}
