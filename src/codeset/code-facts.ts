import { canonicalCode } from "./canonical-code.ts";
import type { CodeKind } from "./code-system-rules.ts";
import { normaliseSystem } from "./normalise-system.ts";
import { rulesOf } from "./system-rules.ts";

/** What can be told of a code from its characters alone. */
export interface CodeFacts {
  readonly system: string;
  readonly relabelled: boolean;
  /** Canonical form. */
  readonly code: string;
  /** Structure alone: says nothing of whether the code exists. */
  readonly wellFormed: boolean;
  readonly kind: CodeKind;
  /** ICD: three characters; PCS: its table; APR-DRG: its base. Null where there is none, or for a range. */
  readonly category: string | null;
  /** ICD-10 and ICD-10-CM: the chapter's range, such as `I00-I99`. Null elsewhere. */
  readonly chapter: string | null;
}

/** Computes the facts of one code; do it once per distinct (system, code), not per row. */
export function codeFacts(rawSystem: string, rawCode: string): CodeFacts {
  const { system, relabelled } = normaliseSystem(rawSystem, rawCode);
  const rules = rulesOf(system);
  const code = canonicalCode(system, rawCode);
  return {
    system,
    relabelled,
    code,
    wellFormed: rules.isWellFormed(code),
    kind: rules.kind(code),
    category: rules.category(code),
    chapter: rules.chapter(code),
  };
}
