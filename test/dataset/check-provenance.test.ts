import { describe, expect, it } from "vitest";
import { checkProvenance } from "../../src/dataset/check-provenance.ts";
import type { DatasetManifest } from "../../src/dataset/manifest.ts";
import { manifestOf } from "./make-dataset.ts";

const now = new Date("2026-11-23T12:00:00Z");
const attested = {
  method: "safe-harbor",
  dates: "year",
  attested_by: "Privacy office",
  date: "2026-10-01",
} as const;
const agreement = { kind: "DUA", reference: "C-17", expires: "2027-10-01" };

function check(overrides: Partial<DatasetManifest>): string | null {
  try {
    checkProvenance(manifestOf(["encounters.csv", "codes.csv"], overrides), now);
    return null;
  } catch (error) {
    expect(error).toMatchObject({ code: "provenance-refused", exitCode: 2 });
    return error instanceof Error ? error.message : "";
  }
}

describe("provenance", () => {
  it.each<[string, Partial<DatasetManifest>]>([
    ["synthetic data", { provenance: "synthetic" }],
    ["safe harbor with years", { provenance: "deidentified", deidentification: attested }],
    [
      "an expert's determination with shifted dates",
      {
        provenance: "deidentified",
        deidentification: { ...attested, method: "expert-determination", dates: "shifted" },
      },
    ],
    ["a limited data set under an agreement", { provenance: "limited-data-set", agreement }],
    [
      "an agreement on its last day",
      { provenance: "limited-data-set", agreement: { ...agreement, expires: "2026-11-23" } },
    ],
  ])("lets %s pass", (_, overrides) => {
    expect(check(overrides)).toBeNull();
  });

  it("refuses de-identified data without its papers", () => {
    expect(check({ provenance: "deidentified" })).toBe(
      "de-identified data needs deidentification.method, dates, attested_by, date (45 CFR 164.514(b))",
    );
    const { attested_by: _, ...unattested } = attested;
    expect(check({ provenance: "deidentified", deidentification: unattested })).toBe(
      "de-identified data needs deidentification.attested_by (45 CFR 164.514(b))",
    );
  });

  it.each(["shifted", "real"] as const)("refuses %s dates under safe harbor", (dates) => {
    expect(check({ provenance: "deidentified", deidentification: { ...attested, dates } })).toBe(
      `safe harbor allows no dates but years; the manifest says ${dates} (45 CFR 164.514(b)(2)(i)(C))`,
    );
  });

  it("refuses an attestation of a day yet to come", () => {
    expect(
      check({ provenance: "deidentified", deidentification: { ...attested, date: "2026-11-24" } }),
    ).toContain("yet to come");
  });

  it("refuses a limited data set without an agreement, or with one that expired", () => {
    expect(check({ provenance: "limited-data-set" })).toBe(
      "a limited data set needs agreement.kind, reference, expires (45 CFR 164.514(e)(4))",
    );
    expect(
      check({ provenance: "limited-data-set", agreement: { ...agreement, expires: "2026-11-22" } }),
    ).toBe("the data use agreement expired on 2026-11-22 (45 CFR 164.514(e)(4))");
  });
});
