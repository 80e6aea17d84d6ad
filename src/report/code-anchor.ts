import type { Results } from "../domain/results.ts";

/** The file beside the report with a section a code. */
export const codesFileName = "codes.html";

function escapeText(text: string): string {
  return text.replace(/[^A-Za-z0-9.-]/gu, (character) => `_${(character.codePointAt(0) ?? 0).toString(16)}_`);
}

/** The id of a code's section, distinct for distinct codes: what is no letter, digit, dot or hyphen is spelt out. */
export function codeAnchor(system: string, code: string): string {
  return `${escapeText(system)}:${escapeText(code)}`;
}

/** Finds the address of a code's section in the file beside the report; null for a code that has none. */
export function indexCodePages({ tables }: Results): (system: string, code: string) => string | null {
  const anchors = new Set(tables.code_errors.map(({ system, code }) => codeAnchor(system, code)));
  return (system, code) => {
    const anchor = codeAnchor(system, code);
    return anchors.has(anchor) ? `${codesFileName}#${anchor}` : null;
  };
}
