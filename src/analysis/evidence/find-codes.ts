/** A code in canonical form, by its number. */
export interface SoughtCode {
  readonly codeIx: number;
  readonly code: string;
}

/** Words with a digit in them, decimal points inside included. */
const numberedWords = /\b(?=[A-Za-z]*[0-9])[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*/g;
/** The same and words of seven letters: PCS has codes like GZFZZZZ. */
const wordsOrSeven = /\b(?=[A-Za-z]*[0-9]|[A-Za-z]{7}\b)[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*/g;
const tokenForm = /^[A-Z0-9]+(?:\.[A-Z0-9]+)*$/;
const wordCharacter = /[\p{L}\p{N}_]/u;

/**
 * Whether a code can be told from other words of a text at all: not one that is a number of fewer than five digits
 * (any `065` is not a DRG), nor a word of letters other than seven, nor one with other signs in it.
 */
export function canBeFound(code: string): boolean {
  const signs = code.replaceAll(".", "");
  if (!tokenForm.test(code)) return false;
  return /^[0-9]+$/.test(signs) ? signs.length >= 5 : /[0-9]/.test(signs) || signs.length === 7;
}

function indexForms(sought: Iterable<SoughtCode>): ReadonlyMap<string, readonly number[]> {
  const forms = new Map<string, number[]>();
  for (const { codeIx, code } of sought) {
    if (!canBeFound(code)) continue;
    for (const form of new Set([code, code.replaceAll(".", "")]))
      forms.set(form, [...(forms.get(form) ?? []), codeIx]);
  }
  return forms;
}

function standsInWord(text: string, start: number, end: number): boolean {
  return wordCharacter.test(text.charAt(start - 1)) || wordCharacter.test(text.charAt(end));
}

/**
 * Makes a search for codes that stand literally in a text, as words of their own, with or without their dot, in either
 * case. The search is given the codes that may count, and returns those it finds, each once, in text order.
 */
export function codeFinder(
  sought: Iterable<SoughtCode>,
): (text: string, among: ReadonlySet<number>) => readonly number[] {
  const forms = indexForms(sought);
  const words = [...forms.keys()].every((form) => /[0-9]/.test(form)) ? numberedWords : wordsOrSeven;
  const shortest = [...forms.keys()].reduce((least, form) => Math.min(least, form.length), Infinity);
  return (text, among) => {
    const found = new Set<number>();
    for (const { 0: token, index } of text.matchAll(words)) {
      if (token.length < shortest) continue;
      const codes = forms.get(token.toUpperCase())?.filter((codeIx) => among.has(codeIx)) ?? [];
      if (codes.length > 0 && !standsInWord(text, index, index + token.length))
        for (const codeIx of codes) found.add(codeIx);
    }
    return [...found];
  };
}

const pairs = /[\ud800-\udbff][\udc00-\udfff]/g;

/** Unicode code points of a text; half a surrogate pair counts as one. */
export function countCodePoints(text: string): number {
  return text.length - (text.match(pairs)?.length ?? 0);
}
