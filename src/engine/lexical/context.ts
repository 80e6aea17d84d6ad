import { type Cue, type Terminator, type Trigger, terminators, triggers } from "./context-triggers.ts";
import { createPhraseTrie } from "./phrase-trie.ts";
import { splitWords, type Tokens } from "./tokens.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** One bit a cue, so that a word can lie in the reach of several. */
export const cueBits: Readonly<Record<Cue, number>> = {
  none: 0,
  negated: 1,
  historical: 2,
  family: 4,
  hypothetical: 8,
  uncertain: 16,
};

/** Whether the word is part of a longer mention. */
export type TakenWords = (word: number) => boolean;

/** For each word the cues in whose reach it lies. Cues inside a mention's own words (`without complications`) do not count. */
export type ContextReader = (tokens: Tokens, isTaken: TakenWords) => Uint8Array;

/** Words that open a cue's reach, or that end it. */
type Signal = Trigger | Terminator;

interface Placed<Kind extends Signal> {
  readonly first: number;
  readonly end: number;
  readonly signal: Kind;
}

/** Learns the cues once; what it returns reads one text in a single pass and a sweep over its cues. */
export function createContextReader(vocabulary: Vocabulary): ContextReader {
  const trie = createPhraseTrie();
  const signals: Signal[][] = [];
  for (const signal of [...triggers, ...terminators]) {
    for (const phrase of signal.phrases) {
      const words = splitWords(phrase).map((word) => vocabulary.learn(word));
      const value = trie.add(words, signals.length);
      if (value === signals.length) signals.push([]);
      signals[value]?.push(signal);
    }
  }

  function longestAt(tokens: Tokens, first: number, isTaken: TakenWords): { value: number; end: number } {
    let best = { value: -1, end: first };
    let node = 0;
    for (let at = first; at < tokens.words.length && !isTaken(at); at += 1) {
      if (at > first && tokens.opens[at]) break;
      node = trie.step(node, tokens.words[at] ?? 0);
      if (node < 0) break;
      if (trie.valueAt(node) >= 0) best = { value: trie.valueAt(node), end: at + 1 };
    }
    return best;
  }

  function findSignals(tokens: Tokens, isTaken: TakenWords): Placed<Signal>[] {
    const placed: Placed<Signal>[] = [];
    for (let at = 0; at < tokens.words.length; at += 1) {
      const { value, end } = longestAt(tokens, at, isTaken);
      for (const signal of signals[value] ?? []) placed.push({ first: at, end, signal });
      at = Math.max(at, end - 1);
    }
    return placed;
  }

  return (tokens, isTaken) => {
    const placed = findSignals(tokens, isTaken);
    const stops = stopBits(tokens, placed);
    const bits = new Uint8Array(tokens.words.length);
    for (const { first, end, signal } of placed) {
      if ("cue" in signal) markReach(tokens, stops, bits, { first, end, signal });
    }
    return bits;
  };
}

/** For each word the cues whose reach it ends. */
function stopBits(tokens: Tokens, placed: readonly Placed<Signal>[]): Uint8Array {
  const stops = new Uint8Array(tokens.words.length);
  for (const { first, signal } of placed) {
    if ("cue" in signal) continue;
    for (const cue of signal.ends) stops[first] = (stops[first] ?? 0) | cueBits[cue];
  }
  return stops;
}

function markReach(tokens: Tokens, stops: Uint8Array, bits: Uint8Array, placed: Placed<Trigger>) {
  const { first, end, signal } = placed;
  const bit = cueBits[signal.cue];
  const most = signal.words ?? tokens.words.length;
  const step = signal.reach === "after" ? 1 : -1;
  const start = step === 1 ? end : first - 1;
  for (let at = start; at >= 0 && at < tokens.words.length && Math.abs(at - start) < most; at += step) {
    const opening = step === 1 ? at : at + 1;
    if (tokens.opens[opening] || ((stops[at] ?? 0) & bit) !== 0) return;
    bits[at] = (bits[at] ?? 0) | bit;
  }
}
