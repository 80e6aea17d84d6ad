import { HarnessError } from "../errors.ts";
import type { DatasetManifest } from "./manifest.ts";

interface Refusal {
  readonly message: string;
  readonly hint: string;
}

function missingKeys(section: object | undefined, keys: readonly string[]): string[] {
  const entries: Record<string, unknown> = { ...section };
  return keys.filter((key) => entries[key] === undefined);
}

function refuseUndocumented(manifest: DatasetManifest): Refusal | null {
  const missing = missingKeys(manifest.deidentification, ["method", "dates", "attested_by", "date"]);
  if (missing.length === 0) return null;
  return {
    message: `de-identified data needs deidentification.${missing.join(", ")} (45 CFR 164.514(b))`,
    hint: "say by which method, how dates were treated, who attested it and when",
  };
}

function refuseDates(manifest: DatasetManifest): Refusal | null {
  const method = manifest.deidentification?.method;
  const dates = manifest.deidentification?.dates;
  if (method !== "safe-harbor" || dates === "year") return null;
  return {
    message: `safe harbor allows no dates but years; the manifest says ${dates} (45 CFR 164.514(b)(2)(i)(C))`,
    hint: "keep years and the column day, or have an expert determine it (164.514(b)(1))",
  };
}

function refuseFutureAttestation(manifest: DatasetManifest, today: string): Refusal | null {
  const date = manifest.deidentification?.date;
  if (date === undefined || date <= today) return null;
  return {
    message: `the de-identification is attested for ${date}, which is yet to come (45 CFR 164.514(b))`,
    hint: "give the day on which it was attested",
  };
}

function refuseWithoutAgreement(manifest: DatasetManifest): Refusal | null {
  const missing = missingKeys(manifest.agreement, ["kind", "reference", "expires"]);
  if (missing.length === 0) return null;
  return {
    message: `a limited data set needs agreement.${missing.join(", ")} (45 CFR 164.514(e)(4))`,
    hint: "name the data use agreement under which it may be used",
  };
}

function refuseExpired(manifest: DatasetManifest, today: string): Refusal | null {
  const expires = manifest.agreement?.expires;
  if (expires === undefined || expires >= today) return null;
  return {
    message: `the data use agreement expired on ${expires} (45 CFR 164.514(e)(4))`,
    hint: "renew the agreement, or return or destroy the data as it says",
  };
}

function findRefusal(manifest: DatasetManifest, today: string): Refusal | null {
  if (manifest.provenance === "deidentified")
    return refuseUndocumented(manifest) ?? refuseDates(manifest) ?? refuseFutureAttestation(manifest, today);
  if (manifest.provenance === "limited-data-set")
    return refuseWithoutAgreement(manifest) ?? refuseExpired(manifest, today);
  return null;
}

/**
 * Refuses data whose manifest does not show that it may be used: 45 CFR 164.514(b) for de-identified data,
 * 164.514(e) for limited data sets. An agreement holds until the end of the day (UTC) on which it expires.
 * Throws HarnessError "provenance-refused" with the rule named.
 */
export function checkProvenance(manifest: DatasetManifest, now: Date): void {
  const refusal = findRefusal(manifest, now.toISOString().slice(0, 10));
  if (refusal !== null) throw new HarnessError("provenance-refused", refusal.message, { hint: refusal.hint });
}

/** Whether the manifest promises that no date is finer than a year (safe harbor does). */
export function keepsOnlyYears(manifest: DatasetManifest): boolean {
  return manifest.provenance === "deidentified" && manifest.deidentification?.dates === "year";
}

/** Whether ages over 89 must have been put together as 90 (45 CFR 164.514(b)(2)(i)(C)). */
export function capsAges(manifest: DatasetManifest): boolean {
  return manifest.provenance === "deidentified" && manifest.deidentification?.method === "safe-harbor";
}
