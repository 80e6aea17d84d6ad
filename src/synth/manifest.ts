import { stringify } from "yaml";

interface ManifestOptions {
  readonly name: string;
  readonly seed: number;
  readonly withNotes?: boolean;
}

/** The text of dataset.yaml of a synthetic dataset. */
export function writeManifest({ name, seed, withNotes = true }: ManifestOptions): string {
  return stringify({
    schema: "shadowbench.dataset/1",
    name,
    version: "1",
    provenance: "synthetic",
    frozen_at: "2026-10-01",
    source: `generated, seed ${seed}`,
    licence: "CC0-1.0 except CPT codes, © AMA",
    tables: {
      encounters: "encounters.csv",
      codes: "codes.csv",
      ...(withNotes ? { documents: "documents.ndjson" } : {}),
      codings: "codings.csv",
    },
  });
}
