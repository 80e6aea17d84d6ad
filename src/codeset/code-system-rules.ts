/** What a code is used for; `opaque` where the system's rules are not known. */
export type CodeKind = "diagnosis" | "procedure" | "drg" | "opaque";

/**
 * The rules of one code system, as pure functions of a code that is trimmed and in upper case.
 * All of them but `canonical` expect the canonical form. They judge structure alone, never whether a code exists.
 */
export interface CodeSystemRules {
  readonly canonical: (code: string) => string;
  readonly isWellFormed: (code: string) => boolean;
  readonly kind: (code: string) => CodeKind;
  /** The first level of the hierarchy; null where the system has none or the code is not well formed. */
  readonly category: (code: string) => string | null;
  /** The chapter as its range, such as `I00-I99`; null where there is none. */
  readonly chapter: (code: string) => string | null;
}

export const noLevel = () => null;
