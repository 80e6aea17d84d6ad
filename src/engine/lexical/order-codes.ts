import { codeFacts } from "../../codeset/code-facts.ts";
import type { CodeKind } from "../../codeset/code-system-rules.ts";
import type { AnsweredCode } from "../../domain/engine-protocol.ts";
import type { FoundCode } from "./weigh-code.ts";

const evidenceAtMost = 10;

interface Ranked {
  readonly found: FoundCode;
  readonly system: string;
  readonly code: string;
  readonly kind: CodeKind;
  readonly chapter: string | null;
}

/**
 * The codes as an answer: the most prominent first, symptoms (R codes) after diagnoses, external causes and Z codes
 * last (ICD-10-CM Official Guidelines, II.A and I.C.20); ties go to the earlier mention. Numbered from 1 among
 * diagnoses and from 1 among procedures; opaque codes and DRGs have no number.
 */
export function orderCodes(codes: readonly FoundCode[]): AnsweredCode[] {
  const ranked = codes.flatMap(rank);
  ranked.sort((a, b) => classOf(a) - classOf(b) || b.found.prominence - a.found.prominence);
  const next = { diagnosis: 1, procedure: 1 };
  return ranked.map((item) => {
    const numbered =
      item.kind === "diagnosis" || item.kind === "procedure" ? numberedUse(item, item.kind) : {};
    const sequence =
      item.kind === "diagnosis" ? next.diagnosis++ : item.kind === "procedure" ? next.procedure++ : null;
    return { ...answeredCode(item), ...numbered, ...(sequence === null ? {} : { sequence }) };
  });
}

function rank(found: FoundCode): Ranked[] {
  const entry = found.findings[0]?.entry;
  if (entry === undefined) return [];
  const { system, code, kind, chapter } = codeFacts(entry.system, entry.code);
  return [{ found, system, code, kind, chapter }];
}

function classOf({ kind, chapter }: Ranked): number {
  if (kind !== "diagnosis") return 4;
  return chapter === "V00-Y99" ? 3 : chapter === "Z00-Z99" ? 2 : chapter === "R00-R99" ? 1 : 0;
}

function numberedUse({ chapter }: Ranked, kind: "diagnosis" | "procedure"): Pick<AnsweredCode, "use"> {
  return { use: chapter === "V00-Y99" ? "external_cause" : kind };
}

function answeredCode({ found, system, code }: Ranked): AnsweredCode {
  const evidence = found.findings
    .slice(0, evidenceAtMost)
    .map(({ documentId, start, end }) => ({ document_id: documentId, start, end }));
  return { system, code, confidence: found.confidence, evidence };
}
