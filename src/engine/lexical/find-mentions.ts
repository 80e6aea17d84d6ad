import type { CatalogueIndex, Named } from "./catalogue-index.ts";
import type { Tokens } from "./tokens.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A name of a code in a text: its first and last word (inclusive), and how many words of it carry meaning. */
export interface Mention {
  readonly named: Named;
  readonly first: number;
  readonly last: number;
  readonly contentWords: number;
}

/**
 * Goes over the text once, left to right: at each word the longest name that begins there is taken and the
 * search goes on behind it. No name crosses the end of a sentence.
 */
export function findMentions(
  text: string,
  tokens: Tokens,
  index: CatalogueIndex,
  vocabulary: Vocabulary,
): Mention[] {
  const mentions: Mention[] = [];
  for (let at = 0; at < tokens.words.length; at += 1) {
    const mention = longestAt(tokens, at, index, vocabulary) ?? capitalsAt(text, tokens, at, index);
    if (mention === null) continue;
    mentions.push(mention);
    at = mention.last;
  }
  return mentions;
}

function longestAt(
  tokens: Tokens,
  first: number,
  index: CatalogueIndex,
  vocabulary: Vocabulary,
): Mention | null {
  let longest: Mention | null = null;
  let node = 0;
  let contentWords = 0;
  for (let at = first; at < tokens.words.length; at += 1) {
    const word = tokens.words[at] ?? 0;
    if (at > first && tokens.opens[at]) break;
    if (vocabulary.isPassedOver(word)) {
      if (at === first) break;
      continue;
    }
    node = index.trie.step(node, word);
    if (node < 0) break;
    contentWords += 1;
    const named = index.names[index.trie.valueAt(node)];
    if (named !== undefined) longest = { named, first, last: at, contentWords };
  }
  return longest;
}

/** An abbreviation in capitals; before a colon it is a heading (`PE:` is the physical examination). */
function capitalsAt(text: string, tokens: Tokens, at: number, index: CatalogueIndex): Mention | null {
  const start = tokens.starts[at] ?? 0;
  const end = tokens.ends[at] ?? 0;
  if (end - start > 4 || text[end] === ":") return null;
  const named = index.capitals.get(text.slice(start, end));
  return named === undefined ? null : { named, first: at, last: at, contentWords: 1 };
}
