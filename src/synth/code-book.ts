import { z } from "zod";
import { readCarriedCatalogue } from "../codeset/catalogue.ts";
import { listCell, readTable } from "./read-table.ts";

/** How clinicians write a code down, what follows from it, and which codes stand near it. */
export interface CodeBook {
  /** Ways to write the condition, never empty. */
  readonly phrasesOf: (code: string) => readonly string[];
  /** What is done about it; null where nothing particular is carried. */
  readonly planOf: (code: string) => string | null;
  /** The code that is left when detail is missing; null where none is carried. */
  readonly vaguerOf: (code: string) => string | null;
  /** A code easily taken for this one; null where none is carried. */
  readonly neighbourOf: (code: string) => string | null;
}

const variantRow = z.object({ code: z.string(), vaguer: z.string(), neighbour: z.string() });
const phraseRow = z.object({ code: z.string(), mode: z.enum(["also", "only"]), phrases: listCell });
const planRow = z.object({ category: z.string(), plan: z.string() });

export function readCodeBook(): CodeBook {
  const phrases = readPhrases();
  const plans = new Map(readTable("plans.csv", planRow).map(({ category, plan }) => [category, plan]));
  const variants = new Map(readTable("variants.csv", variantRow).map((row) => [row.code, row]));
  return {
    phrasesOf: (code) => phrases.get(code) ?? [code],
    planOf: (code) => plans.get(categoryOf(code)) ?? null,
    vaguerOf: (code) => variants.get(code)?.vaguer || null,
    neighbourOf: (code) => variants.get(code)?.neighbour || null,
  };
}

/** Catalogue words first: synonyms where there are any, else the title. */
function readPhrases(): ReadonlyMap<string, readonly string[]> {
  const phrases = new Map<string, readonly string[]>();
  for (const { code, title, synonyms } of readCarriedCatalogue())
    phrases.set(code, synonyms.length > 0 ? synonyms : [title]);
  for (const { code, mode, phrases: own } of readTable("phrases.csv", phraseRow))
    phrases.set(code, mode === "only" ? own : [...(phrases.get(code) ?? []), ...own]);
  return phrases;
}

export function categoryOf(code: string): string {
  return code.slice(0, 3);
}
