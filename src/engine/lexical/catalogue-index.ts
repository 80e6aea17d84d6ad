import type { CatalogueEntry } from "../../codeset/catalogue-entry.ts";
import { createPhraseTrie, type PhraseTrie } from "./phrase-trie.ts";
import { splitWords } from "./tokens.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Abbreviations that are words in lower case; like those of two letters they count in capitals only. */
const wordsInLowerCase = new Set(["ALL", "AIDS", "ARMS", "CAD", "PAD", "SAD", "CAP", "HIT", "CAT", "CHIP"]);

/** A name of a code: which entry, and whether it is its title. */
export interface Named {
  readonly entry: CatalogueEntry;
  readonly isTitle: boolean;
}

/** The names of one code system, ready to be found. */
export interface CatalogueIndex {
  readonly trie: PhraseTrie;
  /** What the values of the trie stand for. */
  readonly names: readonly Named[];
  /** Abbreviations that count in capitals only, as written. */
  readonly capitals: ReadonlyMap<string, Named>;
}

/**
 * Indexes every entry of one system. Where codes share a name, a title goes before a synonym, and then the
 * entry that stands first in the catalogue.
 */
export function indexCatalogue(entries: readonly CatalogueEntry[], vocabulary: Vocabulary): CatalogueIndex {
  const trie = createPhraseTrie();
  const names: Named[] = [];
  const capitals = new Map<string, Named>();

  function add(name: string, named: Named) {
    if (isCapitalsOnly(name)) {
      if (!capitals.has(name)) capitals.set(name, named);
      return;
    }
    const words = splitWords(name).map((word) => vocabulary.learn(word));
    const content = words.filter((word) => !vocabulary.isPassedOver(word));
    if (content.length > 0 && trie.add(content, names.length) === names.length) names.push(named);
  }

  for (const entry of entries) add(entry.title, { entry, isTitle: true });
  for (const entry of entries) {
    for (const synonym of entry.synonyms) add(synonym, { entry, isTitle: false });
  }
  return { trie, names, capitals };
}

function isCapitalsOnly(name: string): boolean {
  return /^[A-Z]{1,2}$/.test(name) || wordsInLowerCase.has(name);
}
