import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, buildLibrary, validityOf } from "./made-files.ts";

const official = join(import.meta.dirname, "../../../shared/codesets");
const isThere = existsSync(official);
const releases = ["2024_dx", "2025_dx", "2026_dx", "2025_pr", "2026_pr"].map((name) => `cms/cms_${name}.zip`);
const yearly = "icd10cm_validity_fy2021_2026.tsv.gz";
const minutes = 5 * 60_000;

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => join(folder, file))
    .filter((file) => statSync(file).isFile())
    .sort();
}

/** Three libraries, gone when all is over: CMS's releases, the table of fiscal years, and those with all the rest. */
const libraries = { releases: "", years: "", all: "" };
let folder = "";

async function buildLibraries(): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), "shadowbench-library-"));
  const inFolder = (name: string) => join(folder, `${name}.duckdb`);
  const paths = releases.map((file) => join(official, file));
  libraries.releases = await buildLibrary(inFolder("releases"), paths);
  libraries.years = await buildLibrary(inFolder("years"), [join(official, yearly)]);
  copyFileSync(libraries.releases, inFolder("all"));
  libraries.all = await buildLibrary(inFolder("all"), filesOf(official));
}

const billableOn = (library: string, system: string, day: string) =>
  ask(
    library,
    `SELECT count(*) AS count FROM library_validity WHERE system = '${system}' AND state = 'billable'
       AND DATE '${day}' BETWEEN valid_from AND valid_to`,
  );

const overlaps = `SELECT count(*) AS count
FROM (
  SELECT system, code, valid_from, lag(valid_to) OVER (PARTITION BY system, code ORDER BY valid_from) AS before
  FROM (
    SELECT system, code, valid_from, valid_to FROM library_validity
    UNION ALL SELECT system, code, valid_from, valid_to FROM library_headers
  )
)
WHERE before >= valid_from`;

describe.skipIf(!isThere)("official files (skipped where ../shared/codesets is absent)", () => {
  beforeAll(buildLibraries, minutes);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  describe("CMS's releases alone", () => {
    it("have as many billable codes as CMS counts", async () => {
      const counts = [
        ["ICD-10-CM", "2024-01-15", "74044"],
        ["ICD-10-CM", "2025-01-15", "74260"],
        ["ICD-10-CM", "2026-01-15", "74719"],
        ["ICD-10-PCS", "2025-01-15", "78948"],
        ["ICD-10-PCS", "2026-01-15", "79115"],
      ] as const;
      for (const [system, day, count] of counts) {
        expect([system, day, await billableOn(libraries.releases, system, day)]).toEqual([
          system,
          day,
          [count],
        ]);
      }
    });

    it("let the 28 codes that FY2026 deletes hold on 30 September and not on 1 October", async () => {
      const ended = `SELECT count(*) AS count FROM library_validity
      WHERE system = 'ICD-10-CM' AND valid_to = DATE '2025-09-30' AND state = 'billable'`;
      expect(await ask(libraries.releases, ended)).toEqual(["28"]);
      expect(await validityOf(libraries.releases, "B88.0")).toEqual([
        "2023-10-01 2025-09-30 billable",
        "2025-10-01 2026-09-30 header",
      ]);
    });

    it("begin every code of FY2025 and FY2026 on 1 October, since the addenda add each", async () => {
      const open =
        "SELECT count(*) AS count FROM library_validity WHERE system = 'ICD-10-CM' AND state = 'uncertain'";
      expect(await ask(libraries.releases, open)).toEqual(["0"]);
      const begun = `SELECT valid_from::VARCHAR AS day, count(*) AS count FROM library_validity
      WHERE system = 'ICD-10-CM' GROUP BY valid_from ORDER BY day`;
      expect(await ask(libraries.releases, begun)).toEqual([
        "2023-10-01 74044",
        "2024-10-01 252",
        "2025-10-01 487",
      ]);
    });
  });

  describe("the table of fiscal years alone", () => {
    it("cannot say when in FY2023 Z59.1 ended and Z59.10 began", async () => {
      expect(await validityOf(libraries.years, "Z59.1")).toEqual([
        "2020-10-01 2021-09-30 uncertain",
        "2021-10-01 2022-09-30 billable",
        "2022-10-01 2023-09-30 uncertain",
        "2023-10-01 2026-09-30 header",
      ]);
      expect((await validityOf(libraries.years, "Z59.10"))[0]).toBe("2022-10-01 2023-09-30 uncertain");
    });
  });

  describe("every official file together", () => {
    it("give Z59.1 and the codes of January 2021 and April 2023 their very days", async () => {
      expect(await validityOf(libraries.all, "Z59.1")).toEqual([
        "2015-10-01 2023-03-31 billable",
        "2023-04-01 2026-09-30 header",
      ]);
      expect(await validityOf(libraries.all, "Z59.10")).toEqual(["2023-04-01 2026-09-30 billable"]);
      const begun = `SELECT valid_from::VARCHAR AS day, count(*) AS count FROM library_validity
      WHERE valid_from IN (DATE '2021-01-01', DATE '2023-04-01') GROUP BY valid_from ORDER BY day`;
      expect(await ask(libraries.all, begun)).toEqual(["2021-01-01 6", "2023-04-01 42"]);
    });

    it("have as many billable codes as CMS counts", async () => {
      expect(await billableOn(libraries.all, "ICD-10-CM", "2024-01-15")).toEqual(["74044"]);
      expect(await billableOn(libraries.all, "ICD-10-CM", "2025-09-30")).toEqual(["74260"]);
      expect(await billableOn(libraries.all, "ICD-10-CM", "2025-10-01")).toEqual(["74719"]);
      expect(await billableOn(libraries.all, "ICD-10-PCS", "2026-01-15")).toEqual(["79115"]);
    });

    it("state one thing of a code on a day, and nothing after the last day that is covered", async () => {
      expect(await ask(libraries.all, overlaps)).toEqual(["0"]);
      const coverage =
        "SELECT system, valid_from::VARCHAR AS a, valid_to::VARCHAR AS b FROM library_coverage ORDER BY system";
      expect(await ask(libraries.all, coverage)).toEqual([
        "ICD-10-CM 2015-10-01 2026-09-30",
        "ICD-10-PCS 2020-10-01 2026-09-30",
      ]);
      const later = "SELECT count(*) AS count FROM library_validity WHERE valid_to > DATE '2026-09-30'";
      expect(await ask(libraries.all, later)).toEqual(["0"]);
    });

    it("have what the other tables say", async () => {
      const counts = `SELECT
      (SELECT count(*) FROM library_sources) AS sources,
      (SELECT count(*) FROM library_poa_exempt WHERE valid_to = DATE '2026-09-30') AS poa_exempt,
      (SELECT count(*) FROM library_severity WHERE severity = 'MCC' AND valid_to = DATE '2026-09-30') AS mcc,
      (SELECT count(*) FROM library_hcc WHERE model = 'V28') AS v28,
      (SELECT count(*) FROM library_ccsr) AS ccsr,
      (SELECT count(*) FROM library_drgs WHERE version = '42.0') AS drgs,
      (SELECT count(*) FROM library_codes WHERE system IN ('CPT', 'HCPCS') AND title IS NOT NULL) AS descriptors`;
      expect(await ask(libraries.all, counts)).toEqual(["17 38349 3354 8183 87137 773 0"]);
      const fee = "SELECT amount, work_rvu FROM library_fees WHERE code = '99213' ORDER BY amount";
      expect(await ask(libraries.all, fee)).toEqual(["65.24 1.3"]);
    });
  });
});
