import type { Vocabulary } from "./vocabulary.ts";

const wordPattern = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;

/** The same words where every letter is ASCII, found several times faster. */
const plainWordPattern = /[A-Za-z0-9]+(?:'[A-Za-z]+)*/g;
const notPlain = /[^\0-\x7f]/;

/** The raw words of a title or other phrase. */
export function splitWords(phrase: string): readonly string[] {
  return phrase.match(notPlain.test(phrase) ? wordPattern : plainWordPattern) ?? [];
}

/** The words of one text, column by column. Places are UTF-16 offsets; `end` is exclusive. */
export interface Tokens {
  readonly words: readonly number[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Whether a sentence or a list item begins with the word. */
  readonly opens: readonly boolean[];
}

/** Splits a text into words known to the vocabulary (unknown ones as 0) and marks where sentences begin. */
export function tokenise(text: string, vocabulary: Vocabulary): Tokens {
  const words: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const opens: boolean[] = [];
  let previousEnd = 0;
  for (const match of text.matchAll(notPlain.test(text) ? wordPattern : plainWordPattern)) {
    const start = match.index;
    const end = start + match[0].length;
    const wordBefore = previousEnd - (starts.at(-1) ?? 0);
    words.push(vocabulary.find(match[0]));
    opens.push(isBreak(text.slice(previousEnd, start), wordBefore, text.charCodeAt(start)));
    starts.push(start);
    ends.push(end);
    previousEnd = end;
  }
  return { words, starts, ends, opens };
}

/** A stop ends a sentence before space, save after one letter (`E. coli`); a new line unless the text goes on. */
function isBreak(between: string, wordBefore: number, nextCharacter: number): boolean {
  if (between === " " || between === ", " || between === "-") return false;
  if (/[;:?!•|]/.test(between) || /\n\s*\n|\n\s*[-*•]/.test(between)) return true;
  if (/\.\s/.test(between)) return wordBefore > 1;
  return between.includes("\n") && !(nextCharacter >= 97 && nextCharacter <= 122);
}
