import { type CodeSystemRules, noLevel } from "./code-system-rules.ts";

/** Three digits; leading zeros that a spreadsheet ate are put back: `65` is `065`. */
export const msDrg: CodeSystemRules = {
  canonical: (code) => (/^[0-9]{1,2}$/.test(code) ? code.padStart(3, "0") : code),
  isWellFormed: (code) => /^[0-9]{3}$/.test(code),
  kind: () => "drg",
  category: noLevel,
  chapter: noLevel,
};
