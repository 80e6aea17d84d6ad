import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { encode } from "../../../src/analysis/encode/encode.ts";
import { fillHcc, readHccChanges } from "../../../src/analysis/hcc/hcc.ts";
import { makeMeasures } from "../../../src/analysis/measures/measure-table.ts";
import { applyScope } from "../../../src/analysis/scope/scope.ts";
import { fillSeverity } from "../../../src/analysis/severity/severity.ts";
import { makeScopes } from "../../../src/analysis/slices/scopes.ts";
import { judgeCodes } from "../../../src/analysis/validity/judge-codes.ts";
import { fillValidity } from "../../../src/analysis/validity/validity.ts";
import { attachLibrary } from "../../../src/library/attach-library.ts";
import type { Store } from "../../../src/store/store.ts";
import { buildLibrary } from "../../library/made-files.ts";
import { assign, defaultInput, keepStore, type Row, type Tables } from "../made-tables.ts";
import { prepareRun, readLines, readRatio, stay } from "../prepared-run.ts";

const official = join(import.meta.dirname, "../../../../shared/codesets");
const charts = join(import.meta.dirname, "../../../../shared/data/codiesp-test");
const files = [
  "cms/cms_2025_dx.zip",
  "cms/cms_2026_dx.zip",
  "tables_mce_i10dx.csv.gz",
  "tables_dx_severity_mdc_v410_v420_v430.csv.gz",
  "hcc_dx_to_cc_2026.csv.gz",
];
const minutes = 5 * 60_000;

let folder = "";
let library = "";

async function prepare(tables: Tables): Promise<Store> {
  const store = await keepStore(tables);
  await attachLibrary(store, library);
  const input = { ...defaultInput, systems: ["ICD-10-CM"] };
  await applyScope(store, input);
  await encode(store, input);
  await makeMeasures(store);
  await makeScopes(store, input);
  await judgeCodes(store);
  return store;
}

/** "Z59.1 on 2023-03-31 valid" of every pair. */
async function judge(pairs: readonly (readonly [code: string, day: string])[]): Promise<readonly string[]> {
  const store = await prepare({
    encounters: pairs.map(([, day], index) => stay(`e${index}`, day)),
    engine_codes: pairs.flatMap(([code], index) => assign(`e${index}`, code)),
  });
  return readLines(
    store,
    `SELECT codes.code, encounters.judged_on::VARCHAR AS day, judgements.judgement FROM judgements
     JOIN encounters ON encounters.encounter_ix = judgements.encounter_ix
     JOIN codes ON codes.code_ix = judgements.code_ix ORDER BY ALL`,
  );
}

describe.skipIf(!existsSync(official))(
  "the official tables (skipped where ../shared/codesets is absent)",
  () => {
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), "shadowbench-judged-"));
      library = await buildLibrary(
        join(folder, "library.duckdb"),
        files.map((file) => join(official, file)),
      );
    }, minutes);
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it("let Z59.1 end in March, and the codes of January and April begin then", async () => {
      const pairs = [
        ["Z59.1", "2023-03-31"],
        ["Z59.1", "2023-04-01"],
        ["Z59.10", "2023-03-31"],
        ["Z59.10", "2023-04-01"],
        ["J12.82", "2020-12-31"],
        ["J12.82", "2021-01-01"],
      ] as const;
      expect(await judge(pairs)).toEqual([
        "J12.82 2020-12-31 expired",
        "J12.82 2021-01-01 valid",
        "Z59.1 2023-03-31 valid",
        "Z59.1 2023-04-01 expired",
        "Z59.10 2023-03-31 expired",
        "Z59.10 2023-04-01 valid",
      ]);
    });

    it("let a code retired on 1 October be valid on 30 September and expired a day later", async () => {
      const pairs = [
        ["B88.0", "2025-09-30"],
        ["B88.0", "2025-10-01"],
      ] as const;
      expect(await judge(pairs)).toEqual(["B88.0 2025-09-30 valid", "B88.0 2025-10-01 expired"]);
    });

    it("know headers, codes that do not exist, and where they end", async () => {
      const pairs = [
        ["I50", "2025-01-01"],
        ["I50.99", "2025-01-01"],
        ["I10", "2025-01-01"],
        ["I10", "2015-09-30"],
        ["M60-M79", "2015-09-30"],
      ] as const;
      expect(await judge(pairs)).toEqual([
        "I10 2015-09-30 cannot judge",
        "I10 2025-01-01 valid",
        "I50 2025-01-01 header",
        "I50.99 2025-01-01 unknown",
        "M60-M79 2015-09-30 unknown",
      ]);
    });

    it("name manifestations, severity and HCCs", async () => {
      const listed = (codes: string): Row[] =>
        assign("e1", codes).map((row, index) => ({ ...row, sequence: index + 1 }));
      const store = await prepare({
        encounters: [stay("e1", "2025-02-01")],
        codes: listed("I10 J96.01 N17.9 E11.65"),
        engine_codes: listed("G63 J96.01 N17.9 I50.22"),
      });
      expect(await fillValidity(store)).toEqual(new Map());
      expect(await fillSeverity(store)).toEqual(new Map());
      expect(await fillHcc(store)).toEqual(new Map());
      expect(await readRatio(store, "sequence.unacceptable_first")).toBe("1/1");
      expect(await readRatio(store, "validity.unknown", "ICD-10-CM")).toBe("0/4");
      expect(await readRatio(store, "severity.mcc_precision")).toBe("1/1");
      expect(await readRatio(store, "severity.cc_precision"), "N17.9 and I50.22").toBe("1/2");
      const changes = (await readHccChanges(store)).filter(({ model }) => model === "V28");
      expect(changes.map(({ hcc, both, added, deleted }) => [hcc, both, added, deleted])).toContainEqual([
        "226",
        0,
        1,
        0,
      ]);
      expect(changes.find(({ hcc }) => hcc === "38")?.deleted).toBe(1);
    });
  },
);

describe.skipIf(!existsSync(charts))(
  "the codes of real engines (skipped where ../shared/data is absent)",
  () => {
    const rows = (file: string) =>
      z
        .array(z.record(z.string(), z.string()))
        .parse(parse(readFileSync(join(charts, file)), { columns: true }));

    it.each(["engine-gpt35.csv", "engine-llama70b.csv"])(
      "are unknown without a table where they are ranges, and cannot be judged else: %s",
      async (file) => {
        const written = rows(file);
        const pairs = written.map((row) => ["encounter_id", "code"].map((name) => row[name] ?? ""));
        const countPairs = (isRange: boolean) =>
          new Set(
            pairs.filter(([, code = ""]) => code.includes("-") === isRange).map((pair) => pair.join(" ")),
          ).size;
        const store = await prepareRun({
          encounters: rows("encounters.csv"),
          codes: rows("codes.csv"),
          engine_codes: written,
        });
        const counts = await readLines(
          store,
          "SELECT judgement, count(*) AS count FROM judgements WHERE is_engine GROUP BY judgement ORDER BY judgement",
        );
        expect(counts).toEqual([`cannot judge ${countPairs(false)}`, `unknown ${countPairs(true)}`]);
      },
    );
  },
);
