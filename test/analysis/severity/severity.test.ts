import { describe, expect, it } from "vitest";
import { fillSeverity } from "../../../src/analysis/severity/severity.ts";
import { assign, type Row, type Tables } from "../made-tables.ts";
import { prepareRun, readRatio, stay, swapSides } from "../prepared-run.ts";

const year = { valid_from: "2023-10-01", valid_to: "2024-09-30" };
const next = { valid_from: "2024-10-01", valid_to: "2025-09-30" };
const day = "2024-01-01";

const library = {
  library_severity: [
    ...["J96.01", "A41.9", "R65.21"].map((code) => ({ code, severity: "MCC", ...year })),
    ...["N17.9", "J44.1", "E87.1"].map((code) => ({ code, severity: "CC", ...year })),
    { code: "I10", severity: "NCC", ...year },
    { code: "N17.9", severity: "MCC", ...next },
  ],
};

/** The first code is listed first. */
function listed(encounter: string, codes: string): Row[] {
  return assign(encounter, codes).map((row, index) => ({ ...row, sequence: index + 1 }));
}

const tables: Tables = {
  encounters: [stay("e1", day), stay("e2", day), stay("e3", day), stay("e4", day, { setting: "outpatient" })],
  codes: [
    ...listed("e1", "A41.9 J96.01 N17.9 I10"),
    ...listed("e2", "I10 R65.21 J96.01"),
    ...listed("e3", "I10 J44.1"),
    ...listed("e4", "I10 J96.01"),
  ],
  engine_codes: [
    ...listed("e1", "J96.01 A41.9 N17.9 E87.1"),
    ...listed("e2", "I10 J96.01"),
    ...listed("e4", "I10 J96.01"),
  ],
  engine_responses: ["e1", "e2", "e3", "e4"].map((encounter_id) => ({
    encounter_id,
    status: encounter_id === "e3" ? "abstained" : "coded",
  })),
  library,
};

async function grade(given: Tables) {
  const store = await prepareRun(given);
  const unavailable = await fillSeverity(store);
  const names = ["mcc_precision", "mcc_recall", "cc_precision", "cc_recall"];
  const ratios = await Promise.all(names.map((name) => readRatio(store, `severity.${name}`)));
  return { unavailable, ratios, ratio: (name: string) => readRatio(store, `severity.${name}`) };
}

describe("severity of secondary diagnoses", () => {
  it("counts a code where it is secondary: matched over the engine's, over the reference's", async () => {
    // MCC: e1 reference J96.01, engine A41.9; e2 reference R65.21 and J96.01, engine J96.01. CC: e1 N17.9 both,
    // engine E87.1; e3, held, reference J44.1.
    const { ratios, unavailable } = await grade(tables);
    expect(unavailable).toEqual(new Map());
    expect(ratios).toEqual(["1/2", "1/3", "1/2", "1/2"]);
  });

  it("counts discharges with an MCC, and those resting on one code, on either side", async () => {
    const { ratio } = await grade(tables);
    expect(await ratio("mcc_rate.engine"), "the held chart is a discharge without one").toBe("2/3");
    expect(await ratio("mcc_rate.reference")).toBe("2/3");
    expect(await ratio("single_mcc.engine")).toBe("2/2");
    expect(await ratio("single_mcc.reference")).toBe("1/2");
  });

  it("is mirrored with the sides swapped", async () => {
    const { engine_responses: _, ...answered } = tables;
    const { ratios, ratio } = await grade(
      swapSides({ ...answered, encounters: tables.encounters.slice(0, 2) }),
    );
    expect(ratios).toEqual(["1/3", "1/2", "1/1", "1/2"]);
    expect(await ratio("single_mcc.engine")).toBe("1/2");
  });

  it("is that of the table of the day of discharge; days that no table covers are left out", async () => {
    const encounters = [stay("e1", "2024-09-30"), stay("e2", "2024-10-01"), stay("e3", "2025-10-01")];
    const codes = encounters.flatMap(({ encounter_id }) => listed(String(encounter_id), "I10 N17.9"));
    const { ratios, ratio } = await grade({ encounters, codes, engine_codes: codes, library });
    expect(ratios).toEqual(["1/1", "1/1", "1/1", "1/1"]);
    expect(await ratio("mcc_rate.reference")).toBe("1/2");
  });

  it("is unavailable without a table, on days that none covers, and where a side lists nothing first", async () => {
    const reason = "severity.mcc_rate.engine";
    const bare = await grade({ ...tables, library: {} });
    expect(bare.unavailable.get(reason)).toBe("no CC/MCC table is loaded: shadowbench codeset add <file>");
    expect(bare.unavailable.size).toBe(8);
    const late = await grade({
      ...tables,
      encounters: ["e1", "e2", "e3", "e4"].map((id) => stay(id, "2030-01-01")),
    });
    expect(late.unavailable.get(reason)).toBe("no loaded CC/MCC table covers the days of discharge");
    const bySet = await grade({ ...tables, engine_codes: assign("e1", "J96.01 A41.9") });
    expect(bySet.unavailable.get(reason)).toBe(
      "the engine lists no diagnosis first: none is known as secondary",
    );
    expect(bySet.unavailable.has("severity.mcc_rate.reference")).toBe(false);
  });

  it("counts a code written twice once, and as first where one of its rows is", async () => {
    const { ratio } = await grade({
      encounters: [stay("e1", day), stay("e2", day)],
      codes: [...listed("e1", "I10 J96.01 J96.01"), ...listed("e2", "J96.01"), ...assign("e2", "J96.01")],
      engine_codes: listed("e1", "I10 J96.01"),
      library,
    });
    expect(await ratio("mcc_recall")).toBe("1/1");
    expect(await ratio("mcc_rate.reference")).toBe("1/2");
  });
});
