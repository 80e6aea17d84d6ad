import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readDrgNotices, readDrgShifts } from "../../src/analysis/drg/drg.ts";
import { answer, assign, type Row, type Tables } from "./made-tables.ts";
import { measuring, type Sums } from "./measuring.ts";

const agreement = "drg.agreement";
const weights = [
  { drg: "291", weight: 1.25 },
  { drg: "292", weight: 0.9 },
  { drg: "293", weight: 0.65 },
  { drg: "470", weight: 1.9 },
];
const titles = [
  ["291", "Heart Failure and Shock with MCC"],
  ["292", "HEART FAILURE AND SHOCK WITH CC"],
  ["293", "Heart failure and shock without CC/MCC"],
  ["470", "Major hip and knee joint replacement without MCC"],
].map(([drg = "", title = ""]) => ({
  version: "410",
  drg,
  title,
  valid_from: "2023-10-01",
  valid_to: "2024-09-30",
}));

function drg(encounter: string, codes: string, more: Row = {}): Row[] {
  return assign(encounter, codes, { system: "MS-DRG", ...more });
}

type Chart = readonly [reference: string, engine: string, versions?: readonly [string | null, string | null]];

/** Encounters e1, e2 … with the DRGs of both sides and the versions of their groupers. */
function tablesOf(charts: readonly Chart[], library: Tables["library"] = {}): Tables {
  const ids = charts.map((_, index) => `e${index + 1}`);
  const rows = (side: 0 | 1) =>
    charts.flatMap((chart, index) =>
      drg(`e${index + 1}`, chart[side], { version: chart[2]?.[side] ?? null }),
    );
  return {
    encounters: ids.map((encounter_id) => ({ encounter_id })),
    codes: rows(0),
    engine_codes: rows(1),
    engine_responses: ids.map((id) => answer(id, "coded")),
    library,
  };
}

const asked = { systems: ["MS-DRG"] };
const askMeasuring = (tables: Tables) => measuring(tables, asked);

async function agreementsOf(charts: readonly Chart[]): Promise<(readonly [number, number] | undefined)[]> {
  const { sums } = await askMeasuring(tablesOf(charts));
  const found = await Promise.all(charts.map((_, index) => sums(`e${index + 1}`, agreement)));
  return found.map((each: Sums) => each[agreement]);
}

describe("the same DRG", () => {
  it("is over encounters where the reference has exactly one; none and several of the engine disagree", async () => {
    expect(
      await agreementsOf([
        ["291", "291"],
        ["65", "065"],
        ["291", "292"],
        ["291", ""],
        ["291", "291 292"],
        ["291 292", "291"],
        ["", "291"],
      ]),
    ).toEqual([[1, 1], [1, 1], [0, 1], [0, 1], [0, 1], undefined, undefined]);
  });

  it("is not asked across grouper versions; one version has several spellings, an unknown one passes", async () => {
    const charts: Chart[] = [
      ["291", "291", ["v41", "42"]],
      ["291", "292", ["v41", "v42.0"]],
      ["291", "291", ["V41.0", "410"]],
      ["291", "292", ["v41.1", "411"]],
      ["291", "291", ["v41", null]],
      ["291", "291", ["beta", "Beta "]],
      ["291", "", ["v41", null]],
    ];
    expect(await agreementsOf(charts)).toEqual([
      undefined,
      undefined,
      [1, 1],
      [0, 1],
      [1, 1],
      [1, 1],
      [0, 1],
    ]);
    const { store } = await askMeasuring(tablesOf(charts));
    expect(await readDrgNotices(store)).toEqual([
      { notice: "DRGs of different grouper versions, not compared", side: null, system: "MS-DRG", count: 2 },
    ]);
  });

  it("is a figure of its system alone, and null where the engine never gives a DRG", async () => {
    const { figure } = await askMeasuring(
      tablesOf([
        ["291", "291"],
        ["292", "291"],
      ]),
    );
    expect(figure(agreement, "MS-DRG")).toMatchObject({ numerator: 1, denominator: 2, value: 0.5 });
    const silent = await askMeasuring(tablesOf([["291", ""]]));
    expect(silent.figure(agreement, "MS-DRG")).toMatchObject({
      value: null,
      note: "the engine gives no MS-DRG",
    });
  });
});

describe("the weight of a DRG", () => {
  it("gives every share and mean over encounters where both sides have one", async () => {
    const charts: Chart[] = [
      ["292", "291"],
      ["291", "293"],
      ["470", "470"],
      ["291", ""],
      ["291", "999"],
    ];
    const tables = tablesOf(charts, { library_drg_weights: weights });
    const { figure } = await askMeasuring(tables);
    const shareOf = (name: string) => figure(name, "MS-DRG")?.value;
    // Shifts +0.35, −0.60, 0; the engine's weights 1.25 + 0.65 + 1.90 = 3.80, the reference's 0.90 + 1.25 + 1.90 = 4.05.
    expect(shareOf("drg.higher")).toBeCloseTo(1 / 3, 14);
    expect(shareOf("drg.lower")).toBeCloseTo(1 / 3, 14);
    expect(shareOf("drg.weight_shift")).toBeCloseTo(-0.25 / 3, 14);
    expect(shareOf("drg.cmi.engine")).toBeCloseTo(3.8 / 3, 14);
    expect(shareOf("drg.cmi.reference")).toBeCloseTo(4.05 / 3, 14);
    expect(shareOf("drg.overpayment_rate")).toBeCloseTo(0.35 / 3.8, 14);
    expect(shareOf("drg.underpayment_rate")).toBeCloseTo(0.6 / 3.8, 14);
    expect(shareOf("drg.net_error_rate")).toBeCloseTo(-0.25 / 3.8, 14);
    expect(figure("drg.overpayment_rate", "MS-DRG")).toMatchObject({
      encounters: 3,
      numerator: 0.35,
      denominator: 3.8,
    });
    expect(shareOf(agreement)).toBeCloseTo(1 / 5, 14);
  });

  it("lost may be more than the engine gives at all", async () => {
    const charts: Chart[] = [
      ["470", "293"],
      ["470", "293"],
      ["470", "292"],
    ];
    const { figure } = await askMeasuring(tablesOf(charts, { library_drg_weights: weights }));
    const rate = figure("drg.underpayment_rate", "MS-DRG");
    // Losses 1.25, 1.25, 1.00 over 0.65 + 0.65 + 0.90 = 2.20; z = (1.25 − R·0.65)/2.2 twice, (1 − R·0.9)/2.2 once.
    expect(rate).toMatchObject({ scale: "identity", numerator: 3.5, denominator: 2.2 });
    expect(rate?.value).toBeCloseTo(3.5 / 2.2, 14);
    const [twice, once] = [(1.25 - (3.5 / 2.2) * 0.65) / 2.2, (1 - (3.5 / 2.2) * 0.9) / 2.2];
    expect(rate?.se).toBeCloseTo(Math.sqrt(1.5 * (2 * twice ** 2 + once ** 2)), 12);
  });

  it("is of the row's own version, else of none, else of the only one loaded", async () => {
    const versioned = [
      { drg: "291", version: "v41", weight: 1 },
      { drg: "291", version: "v42", weight: 2 },
      { drg: "291", version: null, weight: 3 },
      { drg: "292", version: "v41", weight: 0.5 },
    ];
    const shiftOf = async (chart: Chart, loaded: readonly Row[]) => {
      const { sums } = await askMeasuring(tablesOf([chart], { library_drg_weights: loaded }));
      return (await sums("e1", "drg.weight_shift"))["drg.weight_shift"]?.[0];
    };
    expect(await shiftOf(["292", "291", ["410", "v41.0"]], versioned)).toBe(5000);
    expect(await shiftOf(["292", "291", ["41", null]], versioned)).toBe(5000);
    expect(await shiftOf(["292", "291", ["41.1", "41.1"]], versioned)).toBe(5000);
    expect(await shiftOf(["292", "291"], versioned)).toBeUndefined();
    expect(await shiftOf(["292", "291"], [versioned[0] ?? {}, versioned[3] ?? {}])).toBe(5000);
    expect(await shiftOf(["292", "291", ["v42", "v42"]], versioned)).toBeUndefined();
  });

  it("is missing with its reason where none is loaded", async () => {
    const { unavailable } = await askMeasuring(tablesOf([["291", "292"]]));
    expect([...unavailable.keys()].filter((name) => name.startsWith("drg."))).toHaveLength(8);
    expect(unavailable.get("drg.cmi.engine")).toBe(
      "no DRG weights are loaded: shadowbench codeset add <weights.csv>",
    );
    expect(unavailable.has(agreement)).toBe(false);
  });

  it("that nobody knows leaves its encounters out, and is counted", async () => {
    const charts: Chart[] = [
      ["291", "999"],
      ["998", "999"],
      ["291", "292"],
      ["291 292", "291"],
      ["291", "291 293"],
    ];
    const { store } = await askMeasuring(tablesOf(charts, { library_drg_weights: weights }));
    expect(await readDrgNotices(store)).toEqual([
      { notice: "DRG that the loaded weights do not know", side: "engine", system: "MS-DRG", count: 2 },
      { notice: "DRG that the loaded weights do not know", side: "reference", system: "MS-DRG", count: 1 },
      {
        notice: "several DRGs in one answer: a disagreement, in no shift",
        side: "engine",
        system: "MS-DRG",
        count: 1,
      },
      { notice: "several DRGs of one encounter, left out", side: "reference", system: "MS-DRG", count: 1 },
    ]);
  });
});

describe("shifts between DRGs", () => {
  const charts: Chart[] = [
    ["292", "291"],
    ["292", "291"],
    ["291", "293"],
    ["291", "470"],
    ["291", ""],
    ["291", "291"],
    ["291", "292 293"],
    ["291", "292", ["v41", "v42"]],
  ];

  it("say from which to which, in which direction of severity, and what that weighs", async () => {
    const library = {
      library_drg_weights: weights,
      library_drgs: titles,
      library_base_rate: [{ amount: 6500 }],
    };
    const { store } = await askMeasuring(tablesOf(charts, library));
    const rows = await readDrgShifts(store);
    expect(rows.map((row) => [row.from, row.to, row.kind, row.encounters, row.weight, row.dollars])).toEqual([
      ["292", "291", "same family, higher severity", 2, 0.7, 4550],
      ["291", "293", "same family, lower severity", 1, -0.6, -3900],
      ["291", "470", "other family", 1, 0.65, 4225],
      ["291", null, "none given", 1, null, null],
    ]);
    expect(rows[0]).toMatchObject({
      system: "MS-DRG",
      from_title: "HEART FAILURE AND SHOCK WITH CC",
      to_title: "Heart Failure and Shock with MCC",
    });
  });

  it("have no direction without titles, no weight without weights", async () => {
    const { store } = await askMeasuring(tablesOf(charts.slice(0, 2)));
    expect(await readDrgShifts(store)).toEqual([
      {
        system: "MS-DRG",
        from: "292",
        to: "291",
        from_title: null,
        to_title: null,
        kind: "other family",
        encounters: 2,
        weight: null,
        dollars: null,
      },
    ]);
  });

  it("read an APR-DRG's severity from the code itself", async () => {
    const rows = (codes: string) => assign("e1", codes, { system: "APR-DRG" });
    const { store } = await measuring(
      { encounters: [{ encounter_id: "e1" }], codes: rows("194-2"), engine_codes: rows("1944") },
      { systems: ["APR-DRG"] },
    );
    expect(await readDrgShifts(store)).toMatchObject([
      { system: "APR-DRG", from: "194-2", to: "194-4", kind: "same family, higher severity" },
    ]);
  });

  it("are not told of a system that the engine never gives", async () => {
    const { store } = await askMeasuring(tablesOf([["291", ""]]));
    expect(await readDrgShifts(store)).toEqual([]);
  });
});

describe("the case that recurring errors are weighed by", () => {
  it("is one pair per encounter: the MS-DRG's before the APR-DRG's, its weight shift with it", async () => {
    const both = [...drg("e1", "291"), ...assign("e1", "194-2", { system: "APR-DRG" })];
    const engine = [...drg("e1", "999"), ...assign("e1", "194-4", { system: "APR-DRG" })];
    const aprWeights = [{ drg: "194-2", weight: 0.5 }, { drg: "194-4", weight: 1.5 }, ...weights];
    const { store } = await measuring(
      {
        encounters: [{ encounter_id: "e1" }, { encounter_id: "e2" }, { encounter_id: "e3" }],
        codes: [...both, ...assign("e2", "194-2", { system: "APR-DRG" }), ...drg("e3", "291")],
        engine_codes: [...engine, ...assign("e2", "194-4", { system: "APR-DRG" })],
        library: { library_drg_weights: aprWeights },
      },
      { systems: ["MS-DRG", "APR-DRG"] },
    );
    const row = z.strictObject({
      encounter_ix: z.number(),
      code: z.string(),
      weight_shift: z.number().nullable(),
    });
    expect(
      await store.query(
        `SELECT drg_case.encounter_ix, codes.code, drg_case.weight_shift
         FROM drg_case JOIN codes ON codes.code_ix = drg_case.engine_ix ORDER BY drg_case.encounter_ix`,
        row,
      ),
    ).toEqual([
      { encounter_ix: 0, code: "999", weight_shift: null },
      { encounter_ix: 1, code: "194-4", weight_shift: 10_000 },
    ]);
  });
});
