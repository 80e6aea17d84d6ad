import { type CodeSystemRules, noLevel } from "./code-system-rules.ts";

/** Level I: five digits, or four and a letter (F category II, T category III, U, M and A lists). */
const levelOne = /^[0-9]{4}[0-9FTUMA]$/;

export function isLevelOne(code: string): boolean {
  return levelOne.test(code);
}

/** CPT codes stay as they are written; a modifier stands beside the code, so `99213-25` is not well formed. */
export const cpt: CodeSystemRules = {
  canonical: (code) => code,
  isWellFormed: isLevelOne,
  kind: () => "procedure",
  category: noLevel,
  chapter: noLevel,
};
