import { type Case, readCases } from "./case-book.ts";
import { type Chronic, readChronic } from "./chronic-book.ts";
import { type CodeBook, readCodeBook } from "./code-book.ts";
import { type Distractor, readDistractors } from "./distractor-book.ts";
import { drawRoster, type Roster } from "./roster.ts";

/** All that generation draws from; read once. */
export interface Books {
  readonly cases: readonly Case[];
  readonly chronic: readonly Chronic[];
  readonly codes: CodeBook;
  readonly distractors: readonly Distractor[];
  readonly roster: Roster;
}

export function readBooks(seed: number): Books {
  return {
    cases: readCases(),
    chronic: readChronic(),
    codes: readCodeBook(),
    distractors: readDistractors(),
    roster: drawRoster(seed),
  };
}
