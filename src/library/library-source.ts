/** What a file of the library is, as people read it. The kind decides what is derived from it. */
const kindNames = {
  "code-table": "codes of a fiscal year, as CMS releases them",
  addenda: "addenda of a release",
  "yearly-validity": "validity by fiscal year",
  "code-editor": "Medicare Code Editor",
  "poa-exempt": "exempt from present on admission",
  severity: "complications and comorbidities (CC, MCC)",
  "drg-titles": "titles",
  "drg-weights": "the hospital's weights",
  hcc: "CMS-HCC mapping",
  ccsr: "CCSR mapping",
  "ccsr-categories": "CCSR categories",
  rvu: "Physician Fee Schedule RVUs",
  "fee-schedule": "the hospital's fees",
} as const;

export type SourceKind = keyof typeof kindNames;

function isSourceKind(kind: string): kind is SourceKind {
  return Object.hasOwn(kindNames, kind);
}

/** A kind in words; a kind of another version of the library as it is written. */
export function describeKind(kind: string): string {
  return isSourceKind(kind) ? kindNames[kind] : kind;
}

/** One file of the library, as a run names it. Dates as YYYY-MM-DD, inclusive; null where the file is not dated. */
export interface LibrarySource {
  readonly id: string;
  readonly kind: string;
  /** The file's name without its folder. */
  readonly name: string;
  readonly sha256: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}
