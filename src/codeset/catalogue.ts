import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import type { CatalogueEntry } from "./catalogue-entry.ts";

const row = z.object({
  system: z.string().min(1),
  code: z.string().min(1),
  title: z.string().min(1),
  synonyms: z.string(),
});

/**
 * The codes the project carries: common hospital diagnoses (ICD-10-CM, FY2026), procedures (ICD-10-PCS),
 * levels of evaluation and management and a few more CPT and HCPCS codes, in file order.
 * Titles and synonyms are this project's own words, in no case a code system's descriptors.
 */
export function readCarriedCatalogue(): readonly CatalogueEntry[] {
  const text = readFileSync(join(import.meta.dirname, "catalogue.csv"), "utf8");
  const rows = z.array(row).parse(parse(text, { columns: true }));
  return rows.map(({ synonyms, ...entry }) => ({
    ...entry,
    synonyms: synonyms.split("|").filter((synonym) => synonym !== ""),
  }));
}
