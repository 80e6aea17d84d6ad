import { type CodeSystemRules, noLevel } from "./code-system-rules.ts";

const baseAndSeverity = /^([0-9]{1,3})-([0-9])$/;
const joined = /^([0-9]{3})([0-9])$/;

/** Three digits, a hyphen and the severity of illness: `194-3`. A missing hyphen and leading zeros are put in. */
export const aprDrg: CodeSystemRules = {
  canonical: (code) => {
    const parts = baseAndSeverity.exec(code) ?? joined.exec(code);
    return parts === null ? code : `${(parts[1] ?? "").padStart(3, "0")}-${parts[2]}`;
  },
  isWellFormed: (code) => /^[0-9]{3}-[0-4]$/.test(code),
  kind: () => "drg",
  category: (code) => (/^[0-9]{3}-[0-4]$/.test(code) ? code.slice(0, 3) : null),
  chapter: noLevel,
};
