/** A code whose seventh character is an extension: the tabular list names its values once, above the codes. */
export interface SeventhCharacter {
  readonly seventhCharacter: string;
  /** The code without it: `S72.001` of `S72.001A`; the placeholders stay (`W19.XXX`). */
  readonly seventhBase: string;
}

const sevenCharacters = /^[A-Z][0-9A-Z]{2}\.[0-9A-Z]{4}$/;

/**
 * Codes of seven characters in which the seventh is one more digit of the subclassification:
 * eyelids, dystrophies, vision categories, septum, gut microbes, ulcers, transplants, genes, histories.
 */
const fullyNumbered = /^(C44|G71|H54|J34|K63|L98|QA0|T86|Z86|Z91)/;

/** The extension of an ICD-10-CM code; null where it has none (ICD-10-CM Official Guidelines, I.A.5, I.B.15). */
export function seventhCharacterOf(code: string): SeventhCharacter | null {
  if (!sevenCharacters.test(code) || fullyNumbered.test(code)) return null;
  return { seventhCharacter: code.slice(-1), seventhBase: code.slice(0, -1) };
}
