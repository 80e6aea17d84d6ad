import type { CatalogueEntry } from "../../codeset/catalogue-entry.ts";
import type { SentDocument } from "../../domain/engine-protocol.ts";
import type { CatalogueIndex } from "./catalogue-index.ts";
import { codePointCounter } from "./code-points.ts";
import type { ContextReader } from "./context.ts";
import { findMentions, type Mention } from "./find-mentions.ts";
import { judgeMention, type Standing } from "./judge-mention.ts";
import { findSections, type Section, type SectionKind } from "./sections.ts";
import { type Tokens, tokenise } from "./tokens.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A mention that counts, with its place in Unicode code points (`end` exclusive). */
export interface Finding {
  readonly entry: CatalogueEntry;
  readonly isTitle: boolean;
  readonly contentWords: number;
  readonly standing: Exclude<Standing, "left-out">;
  readonly section: SectionKind;
  readonly documentId: string;
  readonly start: number;
  readonly end: number;
}

export interface Reading {
  readonly vocabulary: Vocabulary;
  readonly readContext: ContextReader;
  readonly indexes: readonly CatalogueIndex[];
  readonly setting: unknown;
}

/** All mentions of one document that count, in order of place within each code system. */
export function readDocument(document: SentDocument, reading: Reading): Finding[] {
  const tokens = tokenise(document.text, reading.vocabulary);
  const sections = findSections(document.text);
  const toCodePoints = codePointCounter(document.text);
  return reading.indexes.flatMap((index) => {
    const mentions = findMentions(document.text, tokens, index, reading.vocabulary);
    const cues = reading.readContext(tokens, takenWords(tokens, mentions));
    return mentions.flatMap((mention) => {
      const start = tokens.starts[mention.first] ?? 0;
      const end = tokens.ends[mention.last] ?? 0;
      const section = sectionAt(sections, start);
      const { entry, isTitle } = mention.named;
      const standing = judgeMention(entry, cues[mention.first] ?? 0, section, reading.setting);
      if (standing === "left-out") return [];
      const place = { documentId: document.document_id, start: toCodePoints(start), end: toCodePoints(end) };
      return [{ entry, isTitle, contentWords: mention.contentWords, standing, section, ...place }];
    });
  });
}

/** Words inside mentions of more than one word, where a cue belongs to the name itself. */
function takenWords(tokens: Tokens, mentions: readonly Mention[]): (word: number) => boolean {
  const taken = new Uint8Array(tokens.words.length);
  for (const { first, last } of mentions) if (last > first) taken.fill(1, first, last + 1);
  return (word) => taken[word] === 1;
}

function sectionAt(sections: readonly Section[], offset: number): SectionKind {
  return sections.findLast(({ start }) => start <= offset)?.kind ?? "other";
}
