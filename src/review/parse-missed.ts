/** A code in canonical form; null where it is no code of the system by its form. */
export type ReadCode = (
  system: string,
  code: string,
) => { readonly system: string; readonly code: string } | null;

export interface MissedCode {
  readonly system: string;
  readonly code: string;
}

export type MissedAnswer =
  | { readonly kind: "codes"; readonly codes: readonly MissedCode[] }
  | { readonly kind: "unreadable"; readonly part: string };

function bareName(text: string): string {
  return text.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
}

/** `ICD-10-CM E11.9`, also `icd10cm e11.9`: the system's name is all before the last space. */
function readPart(part: string, systems: readonly string[], readCode: ReadCode): MissedCode | null {
  const [, name = "", code = ""] = /^(?:code )?(.+?)[ :]+(\S+)$/.exec(part) ?? [];
  const system = systems.find((known) => bareName(known) === bareName(name));
  return system === undefined ? null : readCode(system, code);
}

function withoutRepeats(codes: readonly MissedCode[]): readonly MissedCode[] {
  return [...new Map(codes.map((code) => [`${code.system} ${code.code}`, code])).values()];
}

/**
 * Reads what a reviewer wrote of codes that both lists miss: "none", or codes with their system between semicolons,
 * commas or line breaks. `systems` are those that reviewers judge.
 */
export function parseMissed(text: string, systems: readonly string[], readCode: ReadCode): MissedAnswer {
  if (text.toLowerCase() === "none") return { kind: "codes", codes: [] };
  const codes: MissedCode[] = [];
  for (const part of text.split(/[;,\n|]/).map((raw) => raw.trim())) {
    if (part === "") continue;
    const code = readPart(part, systems, readCode);
    if (code === null) return { kind: "unreadable", part };
    codes.push(code);
  }
  return codes.length === 0
    ? { kind: "unreadable", part: text }
    : { kind: "codes", codes: withoutRepeats(codes) };
}
