import { describe, expect, it } from "vitest";
import { chartsOf, errorOf, recur } from "./recur.ts";

const cpt = { system: "CPT" };
const dated = (day: string) => () => ({
  claim_type: "professional",
  setting: "outpatient",
  service_start: day,
});

/** Ten visits a level too high, two of them before the fee schedule of 2026; 20 others wrong in another way, 40 right. */
const visits = chartsOf([
  { name: "new", count: 8, reference: "99213", engine: "99214", code: cpt, columns: dated("2026-03-02") },
  { name: "old", count: 2, reference: "99213", engine: "99214", code: cpt, columns: dated("2025-12-30") },
  { name: "right", count: 40, reference: "97110", engine: "97110", code: cpt, columns: dated("2026-03-02") },
  { name: "wrong", count: 20, reference: "80053", engine: "93000", code: cpt, columns: dated("2026-03-02") },
]);

function fee(code: string, amount: number, from: string, to: string, modifier: string | null = null) {
  return { system: "CPT", code, modifier, amount, valid_from: from, valid_to: to };
}

const fees = [
  fee("99213", 90.5, "2026-01-01", "2026-12-31"),
  fee("99214", 130.25, "2026-01-01", "2026-12-31"),
  fee("99214", 1, "2026-01-01", "2026-12-31", "26"),
  fee("93000", 15, "2026-01-01", "2026-12-31"),
];
const feesBefore = [
  fee("99213", 88, "2025-01-01", "2025-12-31"),
  fee("99214", 126, "2025-01-01", "2025-12-31"),
];

describe("dollars", () => {
  it("are the fees of each day, engine's less coders', one unit and no modifier", async () => {
    const found = await recur({ ...visits, library: { library_fees: [...fees, ...feesBefore] } });
    expect(errorOf(found, "em_level_higher", "99213", "99214")).toMatchObject({
      direction: "over",
      encounters: 10,
      dollars: 8 * 39.75 + 2 * 38,
      weight: null,
    });
    expect(errorOf(found, "added", null, "93000").dollars, "an added code brings its fee").toBe(300);
    expect(errorOf(found, "missed", "80053", null).dollars, "whose fee is in no schedule").toBeNull();
  });

  it("are null where the fee of any day is not known", async () => {
    const found = await recur({ ...visits, library: { library_fees: fees } });
    expect(errorOf(found, "em_level_higher", "99213", "99214").dollars).toBeNull();
    expect(errorOf(await recur(visits), "em_level_higher", "99213", "99214").dollars).toBeNull();
  });
});

describe("weight", () => {
  const stays = chartsOf([
    { name: "right", count: 40, reference: "N39.0", engine: "N39.0" },
    { name: "lost", count: 10, reference: "I50.23", engine: "I50.9" },
    { name: "other", count: 20, reference: "J18.9", engine: "M54.5" },
  ]);

  it("is the summed shift of the DRGs of its encounters, dollars that at the base rate", async () => {
    const library = { library_base_rate: [{ amount: 6000 }] };
    const found = await recur({ ...stays, library }, {}, (store) =>
      store.execute(
        "CREATE OR REPLACE TABLE drg_case AS SELECT encounter_ix, 1 AS reference_ix, 2 AS engine_ix, CASE WHEN encounter_id < 'lost-004' THEN -2500 END::BIGINT AS weight_shift FROM encounters WHERE encounter_id LIKE 'lost%'",
      ),
    );
    expect(errorOf(found, "specificity_lost", "I50.23", "I50.9")).toMatchObject({
      weight: -1,
      dollars: -6000,
    });
    expect(errorOf(found, "missed", "J18.9", null)).toMatchObject({ weight: null, dollars: null });
  });

  it("without a base rate has no dollars", async () => {
    const found = await recur(stays, {}, (store) =>
      store.execute(
        "CREATE OR REPLACE TABLE drg_case AS SELECT encounter_ix, 1 AS reference_ix, 2 AS engine_ix, 100::BIGINT AS weight_shift FROM encounters",
      ),
    );
    expect(errorOf(found, "specificity_lost", "I50.23", "I50.9")).toMatchObject({
      weight: 0.1,
      dollars: null,
    });
  });
});
