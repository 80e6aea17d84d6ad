/** The code systems whose rules the harness knows; any other name is taken as opaque codes. */
export const codeSystems = [
  "ICD-10-CM",
  "ICD-10-PCS",
  "CPT",
  "HCPCS",
  "MS-DRG",
  "APR-DRG",
  "ICD-9-CM",
  "ICD-10",
] as const;

export type KnownCodeSystem = (typeof codeSystems)[number];

/** The name under which figures over every system together are reported; DRGs are left out of it. */
export const allSystems = "all";

export function isDrgSystem(system: string): boolean {
  return system === "MS-DRG" || system === "APR-DRG";
}
