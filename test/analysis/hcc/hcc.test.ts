import { describe, expect, it } from "vitest";
import { fillHcc, readHccChanges } from "../../../src/analysis/hcc/hcc.ts";
import { assign, type Tables } from "../made-tables.ts";
import { prepareRun, readLines, readRatio, swapSides } from "../prepared-run.ts";

const year = { valid_from: "2025-01-01", valid_to: "2025-12-31" };
const maps = (model: string, pairs: Readonly<Record<string, number>>) =>
  Object.entries(pairs).map(([code, hcc]) => ({ code, model, hcc, ...year }));

const models = ["V24", "V28", "ESRD V21", "ESRD V24", "RxHCC V08"];
const library = {
  library_hcc_coverage: models.map((model) => ({ model, ...year })),
  library_hcc: [
    ...maps("V24", { "E11.9": 19, "E11.65": 18, "I50.9": 85, "I50.22": 85 }),
    ...maps("V28", { "E11.65": 37, "I50.22": 226 }),
    ...maps("ESRD V21", { "I50.9": 1 }),
    ...maps("ESRD V24", { "I50.9": 85 }),
  ],
};

const visit = (encounter_id: string, patient_id: string | null, service_start: string | null) => ({
  encounter_id,
  patient_id,
  service_start,
  setting: "outpatient",
});

// p1, 2025: reference E11.9 and I50.22 (HCC 19, 85; V28 226), engine E11.65 and I50.9 (18, 85; V28 37).
// p1, 2024: not covered. e4, no patient: reference I50.9 (85), engine nothing.
const tables: Tables = {
  encounters: [
    visit("e1", "p1", "2025-06-01"),
    visit("e2", "p1", "2025-03-01"),
    visit("e3", "p1", "2024-12-31"),
    visit("e4", null, "2025-01-01"),
    visit("e5", null, null),
  ],
  codes: [
    ...assign("e1", "E11.9 I50.22"),
    ...assign("e2", "I50.22 Z00.00"),
    ...assign("e3", "E11.65"),
    ...assign("e4", "I50.9"),
    ...assign("e5", "I50.9"),
  ],
  engine_codes: [...assign("e1", "I50.9"), ...assign("e2", "E11.65"), ...assign("e3", "E11.65")],
  library,
};

async function group(given: Tables, input = {}) {
  const store = await prepareRun(given, input);
  return {
    store,
    unavailable: await fillHcc(store),
    ratio: (name: string) => readRatio(store, `hcc.${name}`),
  };
}

describe("HCCs of patient years", () => {
  it("are sets per patient and year, by model, of both sides' codes over all visits of the year", async () => {
    const { ratio, unavailable } = await group(tables);
    expect(await ratio("precision.V24")).toBe("1/2");
    expect(await ratio("recall.V24")).toBe("1/3");
    expect(await ratio("precision.V28")).toBe("0/1");
    expect(await ratio("recall.V28")).toBe("0/1");
    expect(unavailable).toEqual(new Map());
  });

  it("take the newest ESRD model that is loaded, and nothing of the older one", async () => {
    const { ratio, store } = await group(tables);
    expect(await ratio("precision.ESRD"), "V21 would give HCC 1 too").toBe("0/1");
    expect(await ratio("recall.ESRD")).toBe("0/1");
    expect(await readLines(store, "SELECT model FROM hcc_models ORDER BY model")).toEqual([
      "ESRD V24",
      "RxHCC V08",
      "V24",
      "V28",
    ]);
  });

  it("are booked on the first encounter of the year, by day", async () => {
    const { store } = await group(tables);
    const booked = await readLines(
      store,
      `SELECT encounters.encounter_id, measures.y, measures.x FROM measures
       JOIN encounters ON encounters.encounter_ix = measures.encounter_ix
       WHERE metric = 'hcc.recall.V24' ORDER BY ALL`,
    );
    expect(booked).toEqual(["e2 1 2", "e4 0 1"]);
  });

  it("are listed as adds and deletes, the most changed first", async () => {
    const { store } = await group(tables);
    const rows = (await readHccChanges(store)).map((row) => [
      row.model,
      row.hcc,
      row.both,
      row.added,
      row.deleted,
    ]);
    expect(rows).toEqual([
      ["ESRD V24", "85", 0, 1, 1],
      ["V24", "18", 0, 1, 0],
      ["V24", "19", 0, 0, 1],
      ["V24", "85", 1, 0, 1],
      ["V28", "37", 0, 1, 0],
      ["V28", "226", 0, 0, 1],
    ]);
  });

  it("are mirrored with the sides swapped", async () => {
    const { ratio, store } = await group(swapSides(tables));
    expect(await ratio("precision.V24")).toBe("1/3");
    expect(await ratio("recall.V24")).toBe("1/2");
    const ofDiabetes = (await readHccChanges(store)).find(({ hcc }) => hcc === "18");
    expect(ofDiabetes).toMatchObject({ system: "ICD-10-CM", added: 0, deleted: 1 });
  });

  it("are of the year of code_release where dates are not real", async () => {
    const shifted = tables.encounters.map((row) => ({ ...row, code_release: "2025-10" }));
    const { ratio } = await group({ ...tables, encounters: shifted }, { dates: "shifted" });
    expect(await ratio("recall.V24"), "p1 19, 85 and 18; e4 and e5 85 each").toBe("2/5");
  });

  it("are unavailable by model: no table, or none that covers a year of service", async () => {
    const bare = await group({ ...tables, library: {} });
    expect(bare.unavailable.get("hcc.recall.RxHCC")).toBe(
      "no HCC table of model RxHCC is loaded: shadowbench codeset add <file>",
    );
    expect(bare.unavailable.size).toBe(8);
    const late = tables.encounters.map((row) => ({ ...row, service_start: "2026-01-01" }));
    const { unavailable, ratio } = await group({ ...tables, encounters: late });
    expect(unavailable.get("hcc.precision.V28")).toBe(
      "the loaded HCC table of model V28 covers no year of service here",
    );
    expect(await ratio("recall.V24")).toBe("none");
  });
});
