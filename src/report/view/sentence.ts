/** A piece of a sentence; a code is set apart in print and may lead to its page. */
export interface Part {
  readonly text: string;
  readonly isCode: boolean;
  readonly href: string | null;
}

/** A sentence in pieces. */
export type Sentence = readonly Part[];

export function textPart(text: string): Part {
  return { text, isCode: false, href: null };
}

export function codePart(code: string, href: string | null): Part {
  return { text: code, isCode: true, href };
}

/** The sentence as plain text. */
export function plainText(sentence: Sentence): string {
  return sentence.map(({ text }) => text).join("");
}
