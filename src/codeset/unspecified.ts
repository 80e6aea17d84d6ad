import { lateralityOf } from "./laterality.ts";
import { seventhCharacterOf } from "./seventh-character.ts";

const saysUnspecified = /\b(?:unspecified|unsp|nos|not otherwise specified|not stated)\b/i;
const saysUncomplicated = /\bwithout complications?$/i;

/**
 * Positions that mean "unspecified" in at least nine of ten titles (CMS, FY2026): a 9 after three characters, a 9 as
 * the sixth or a 0 as the fifth in the chapters named. W is mixed.
 */
const unspecifiedEnds = /^(?:(?!W)[0-9A-Z]{3}9|[HMOSTY][0-9A-Z]{4}9|[HMOSTW][0-9A-Z]{3}0)$/;

/** Whether a title leaves something open; a residual .9 "without complications" stands for what nobody specified. */
export function isUnspecifiedTitle(code: string, title: string): boolean {
  return saysUnspecified.test(title) || (code.endsWith(".9") && saysUncomplicated.test(title));
}

/**
 * Whether an ICD code leaves something unspecified: by its title (unspecified, NOS) where there is one, else by
 * position: an unspecified side, or one of the ends above. `I50.9` and `E11.9` are.
 */
export function isUnspecifiedCode(code: string, title: string | null): boolean {
  if (title !== null) return isUnspecifiedTitle(code, title);
  return unspecifiedEnds.test(meaningfulCharacters(code)) || lateralityOf(code, null)?.side === "unspecified";
}

/**
 * The header whose other codes say what an unspecified code leaves open: the nearest above it that neither is
 * unspecified by position nor stands under one that is (`I48.91` stands under `I48.9`, which only repeats it: `I48`). Null without a header.
 */
export function headerLeftOpen(ancestors: readonly string[]): string | null {
  const isVague = (header: string) => isUnspecifiedCode(header, null);
  const open = ancestors.find((_, index) => !ancestors.slice(index).some(isVague));
  return open ?? ancestors.at(-1) ?? null;
}

function meaningfulCharacters(code: string): string {
  return (seventhCharacterOf(code)?.seventhBase ?? code).replace(".", "").replace(/X+$/, "");
}
