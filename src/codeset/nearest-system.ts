import { codeSystems, type KnownCodeSystem } from "../domain/code-system.ts";

/** Other common labels of a system, as letters and digits alone. */
const otherNames: Readonly<Record<string, KnownCodeSystem>> = {
  ICD10WHO: "ICD-10",
  ICD9: "ICD-9-CM",
  CPT4: "CPT",
  HCPCSLEVELII: "HCPCS",
  HCPCS2: "HCPCS",
};

/**
 * The known system that a label probably means: the same letters and digits in any case (`icd-10-cm`, `ICD10CM`), or
 * a common other name. Null where the label is a known system already, or resembles none. A proposal for a person:
 * the label itself stays, and its codes stay opaque.
 */
export function nearestSystem(label: string): KnownCodeSystem | null {
  if (codeSystems.some((system) => system === label.trim())) return null;
  const bare = lettersAndDigits(label);
  return codeSystems.find((system) => lettersAndDigits(system) === bare) ?? otherNames[bare] ?? null;
}

function lettersAndDigits(label: string): string {
  return label.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
}
