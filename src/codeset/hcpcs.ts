import { type CodeSystemRules, noLevel } from "./code-system-rules.ts";

/** Level II: a letter from A to V and four digits (CMS HCPCS Level II coding procedures). */
const levelTwo = /^[A-V][0-9]{4}$/;

export function isLevelTwo(code: string): boolean {
  return levelTwo.test(code);
}

/** HCPCS Level II codes stay as they are written; modifiers stand beside the code. */
export const hcpcs: CodeSystemRules = {
  canonical: (code) => code,
  isWellFormed: isLevelTwo,
  kind: () => "procedure",
  category: noLevel,
  chapter: noLevel,
};
