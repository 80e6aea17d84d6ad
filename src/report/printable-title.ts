/** Systems whose descriptions may be printed; those of CPT belong to the American Medical Association. */
const free = new Set(["ICD-10-CM", "ICD-10-PCS", "ICD-10", "ICD-9-CM", "HCPCS", "MS-DRG"]);

/** A code's official title where it is known and free to print, else null. */
export function printableTitle(system: string, title: string | null): string | null {
  return title !== null && free.has(system) ? title : null;
}
