import { foldWord, isPassedOver } from "./word-forms.ts";

/** Notes bring misspellings without end; beyond this many raw words the cache starts afresh. */
const cachedWordsAtMost = 200_000;

/** A word that stands in no title and no trigger. */
export const unknownWord = 0;

/** Numbers for folded words. `learn` gives every word its number, `find` only knows those learnt. */
export interface Vocabulary {
  readonly learn: (raw: string) => number;
  readonly find: (raw: string) => number;
  readonly isPassedOver: (word: number) => boolean;
}

export function createVocabulary(): Vocabulary {
  const numbers = new Map<string, number>();
  const folded = new Map<string, string>();
  const passedOver = new Set<number>();

  function fold(raw: string): string {
    const known = folded.get(raw);
    if (known !== undefined) return known;
    if (folded.size >= cachedWordsAtMost) folded.clear();
    const word = foldWord(raw);
    folded.set(raw, word);
    return word;
  }

  function learn(raw: string): number {
    const word = fold(raw);
    const known = numbers.get(word);
    if (known !== undefined) return known;
    const number = numbers.size + 1;
    numbers.set(word, number);
    if (isPassedOver(word)) passedOver.add(number);
    return number;
  }

  for (const word of ["of", "the", "a", "an", "in", "on", "at", "to", "and", "or", "by"]) learn(word);
  return {
    learn,
    find: (raw) => numbers.get(fold(raw)) ?? unknownWord,
    isPassedOver: (word) => passedOver.has(word),
  };
}
