import { attributeClasses, type Concentration, type RecurringError } from "../../domain/error-tables.ts";
import { formatAbout, formatCount, formatQ, formatQuantity } from "../format.ts";

const attributes = new Set<string>(attributeClasses);

/** Charts on which the error could happen, and on how many it did. */
type Occasion = readonly [could: string, did: string];

function describeAttribute({ class: name, from }: RecurringError): Occasion {
  return name === "wrong_principal"
    ? [`Both list a diagnosis first, and the coder lists ${from},`, "the engine does not"]
    : [`Both gave ${from}, and it could happen,`, "it did"];
}

function describeAdded({ class: name, to }: RecurringError): Occasion {
  const gave = `The engine gave ${to}`;
  if (name === "invalid_code") return [gave, "it was not valid"];
  const lacks = "the coder had not";
  return [gave, name === "symptom" ? `${lacks}, beside a definite diagnosis` : lacks];
}

function describeMissed({ class: name, from, to }: RecurringError): Occasion {
  const recorded = `The coder recorded ${from}`;
  if (to !== null) return [recorded, `the engine gave ${to} instead`];
  const lacks = "the engine did not";
  return [recorded, name === "symptom" ? `${lacks}, beside a definite diagnosis` : lacks];
}

function describeOccasion(error: RecurringError): Occasion {
  if (attributes.has(error.class)) return describeAttribute(error);
  return error.from === null ? describeAdded(error) : describeMissed(error);
}

/** A pair of codes is tested over the units of evidence, a single code over charts. */
function describeExpected({ class: name, from, to, expected }: RecurringError, unit: string): string {
  if (expected === null) return "";
  const isPair = from !== null && to !== null && !attributes.has(name);
  return isPair
    ? `Chance alone would bring the two codes together for about ${formatAbout(expected)} ${unit}s; `
    : `About ${formatAbout(expected)} would be expected by chance; `;
}

/** "The coder recorded Z79.4 on 116 charts; on 62 the engine did not. About 9.3 would be expected by chance; q = 0.002." */
export function describeChance(error: RecurringError, unit: string): string {
  const [could, did] = describeOccasion(error);
  const seen = `${could} on ${formatQuantity(error.opportunities, "chart")}; on ${formatCount(error.encounters)} ${did}.`;
  return `${seen} ${describeExpected(error, unit)}${formatQ(error.q)}.`;
}

function nameBase({ class: name, from, to }: RecurringError): string {
  if (name === "wrong_principal") return `on which both list a diagnosis first, the coder ${from}`;
  if (attributes.has(name)) return "on which both gave it and it could happen";
  return from === null ? `on which the coder did not give ${to}` : `on which the coder recorded ${from}`;
}

/** "39 of the 435 charts on which the coder did not give E87.6": the opportunities of a slice are those of this side. */
export function describePlaceCharts(
  error: RecurringError,
  { encounters, opportunities }: Concentration,
): string {
  return `${formatCount(encounters)} of the ${formatQuantity(opportunities, "chart")} ${nameBase(error)}`;
}
