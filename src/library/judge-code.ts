/** One statement of the library on a code. Dates as YYYY-MM-DD, inclusive; null for none, or an open end. */
export interface CodeFact {
  readonly aspect: string;
  readonly value: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** How a code stood on a day. `cannot-judge`: no table covers the day, or one knows the year alone. */
export type Standing = "billable" | "header" | "expired" | "not-yet-valid" | "unknown" | "cannot-judge";

function isOn({ validFrom, validTo }: CodeFact, date: string): boolean {
  return (validFrom ?? "") <= date && date <= (validTo ?? "9999-12-31");
}

function judgeAbsence(validity: readonly CodeFact[], date: string): Standing {
  if (validity.length === 0) return "unknown";
  const billable = validity.filter(({ value }) => value !== "header");
  if (billable.length === 0) return "unknown";
  return billable.some(({ validTo }) => validTo !== null && validTo < date) ? "expired" : "not-yet-valid";
}

/** How a code stood on a day (YYYY-MM-DD), by the validity and coverage that the library states. */
export function judgeOn(facts: readonly CodeFact[], date: string): Standing {
  const validity = facts.filter(({ aspect }) => aspect === "validity");
  const value = validity.find((fact) => isOn(fact, date))?.value ?? null;
  if (value === "billable" || value === "header") return value;
  const isCovered = facts.some((fact) => fact.aspect === "coverage" && isOn(fact, date));
  return value !== null || !isCovered ? "cannot-judge" : judgeAbsence(validity, date);
}
