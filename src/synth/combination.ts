import { categoryOf } from "./code-book.ts";

/**
 * Codes that must be one code, joined as the ICD-10-CM Official Guidelines for Coding and Reporting say:
 * hypertension with heart failure or kidney disease (I.C.9.a), diabetes with kidney disease (I.A.15),
 * COPD with a lower respiratory infection (J44.0). Order is kept; the hypertensive code leads heart failure.
 */
export function combineCodes(codes: readonly string[]): readonly string[] {
  return leadHeartFailure(codes.map((code) => combineCode(code, codes)));
}

function combineCode(code: string, codes: readonly string[]): string {
  const hasKidney = codes.some((other) => categoryOf(other) === "N18");
  if (code === "I10") return hypertensiveCode(codes, hasKidney);
  if (code === "E11.9" && hasKidney) return "E11.22";
  if (code === "J44.9" && codes.includes("J18.9")) return "J44.0";
  return code;
}

function hypertensiveCode(codes: readonly string[], hasKidney: boolean): string {
  const hasFailure = codes.some((other) => categoryOf(other) === "I50");
  const isLateStage = codes.includes("N18.5") || codes.includes("N18.6");
  if (hasFailure && hasKidney) return isLateStage ? "I13.2" : "I13.0";
  if (hasFailure) return "I11.0";
  if (hasKidney) return isLateStage ? "I12.0" : "I12.9";
  return "I10";
}

function leadHeartFailure(codes: readonly string[]): readonly string[] {
  const hypertensive = codes.find((code) => /^I1[123]\./.test(code));
  if (hypertensive === undefined || categoryOf(codes[0] ?? "") !== "I50") return codes;
  return [hypertensive, ...codes.filter((code) => code !== hypertensive)];
}
