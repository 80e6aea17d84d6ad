import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readCarriedCatalogue } from "../../src/codeset/catalogue.ts";
import { isPoaExempt } from "../../src/synth/poa.ts";
import { readZipEntry } from "./zip-entry.ts";

const archive = join(import.meta.dirname, "../../../shared/codesets/cms/POAexemptCodesFY26.zip");

describe.skipIf(!existsSync(archive))("isPoaExempt (skipped without shared/codesets)", () => {
  it("agrees with the CMS list of 2026 on every carried diagnosis", () => {
    const lines = readZipEntry(archive, "POAexemptCodesFY26.txt").split("\n");
    const exempt = new Set(lines.map((line) => line.split("\t")[1]));
    const diagnoses = readCarriedCatalogue().filter(({ system }) => system === "ICD-10-CM");
    expect(
      diagnoses.filter(({ code }) => isPoaExempt(code) !== exempt.has(code)).map(({ code }) => code),
    ).toEqual([]);
  });
});
