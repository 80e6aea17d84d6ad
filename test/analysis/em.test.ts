import { describe, expect, it } from "vitest";
import { readEmLevels } from "../../src/analysis/em/em.ts";
import { answer, assign, type Row } from "./made-tables.ts";
import { measuring, type Sums } from "./measuring.ts";

const none: Sums = {
  "em.agreement": [0, 1],
  "em.family_agreement": [0, 1],
};
const seen = { claim_type: "professional", service_start: "2024-05-02" };

function level(code: string, more: Row = {}): Row[] {
  return assign("e1", code, { system: "CPT", ...more });
}

/** What one encounter adds, by metric: [y, x]. */
async function sumsOf(reference: readonly Row[], engine: readonly Row[], encounter: Row = {}): Promise<Sums> {
  const { sums } = await measuring(
    {
      encounters: [{ encounter_id: "e1", ...seen, ...encounter }],
      codes: reference,
      engine_codes: engine,
      engine_responses: [answer("e1", "coded")],
    },
    { systems: ["CPT", "HCPCS"] },
  );
  return sums("e1", "em.");
}

describe("the level of evaluation and management", () => {
  it("agrees where both sides give the same one level, two lines of it or one", async () => {
    const twice = [...level("99213", { line: "1" }), ...level("99213", { line: "2" })];
    expect(await sumsOf(twice, level("99213"))).toEqual({
      "em.agreement": [1, 1],
      "em.family_agreement": [1, 1],
      "em.higher": [0, 1],
      "em.lower": [0, 1],
      "em.distance": [0, 1],
    });
  });

  it("steps by rank within the family", async () => {
    expect(await sumsOf(level("99213"), level("99215"))).toEqual({
      "em.agreement": [0, 1],
      "em.family_agreement": [1, 1],
      "em.higher": [1, 1],
      "em.lower": [0, 1],
      "em.distance": [2, 1],
    });
    expect(await sumsOf(level("99344"), level("99342"))).toMatchObject({
      "em.lower": [1, 1],
      "em.distance": [-1, 1],
    });
  });

  it("disagrees in another family, with no level and with several, and takes no step there", async () => {
    expect(await sumsOf(level("99213"), level("99203"))).toEqual(none);
    expect(await sumsOf(level("99213"), level("71046"))).toEqual(none);
    expect(await sumsOf(level("99213"), [])).toEqual(none);
    expect(await sumsOf(level("99213"), level("99213 99214"))).toEqual({
      "em.agreement": [0, 1],
      "em.family_agreement": [1, 1],
    });
  });

  it("has nothing to say where the reference has no level, or several", async () => {
    expect(await sumsOf(level("71046"), level("99213"))).toEqual({});
    expect(await sumsOf(level("99213 99231"), level("99213"))).toEqual({});
    expect(await sumsOf(level("99213 99291 G2211"), level("99213"))).toMatchObject({
      "em.agreement": [1, 1],
    });
  });

  it("keeps a facility's emergency levels apart from professional ones", async () => {
    const facility = { claim_type: "facility", setting: "emergency" };
    const typeB = assign("e1", "G0382", { system: "HCPCS" });
    expect(await sumsOf(level("99283"), level("99284"), facility)).toMatchObject({
      "em.facility.distance": [1, 1],
    });
    expect(await sumsOf(typeB, level("99283"), facility)).toEqual(
      Object.fromEntries(
        Object.entries(none).map(([name, sums]) => [name.replace("em.", "em.facility."), sums]),
      ),
    );
    expect(await sumsOf(typeB, typeB)).toEqual({});
    expect(await sumsOf(level("99283"), typeB)).toEqual(none);
    expect(await sumsOf(typeB, typeB, { claim_type: null })).toEqual({});
    expect(await sumsOf(typeB, typeB, facility)).toMatchObject({ "em.facility.agreement": [1, 1] });
    expect(await sumsOf(level("99214"), level("99213"), facility)).toMatchObject({ "em.distance": [-1, 1] });
  });
});

describe("the day a level is of", () => {
  it("decides the ranks: 99343 ended with 2022, so that from 99342 to 99344 is one step after it", async () => {
    expect(await sumsOf(level("99342"), level("99344"), { service_start: "2022-12-31" })).toMatchObject({
      "em.distance": [2, 1],
    });
    expect(await sumsOf(level("99342"), level("99344"), { service_start: "2023-01-01" })).toMatchObject({
      "em.distance": [1, 1],
    });
  });

  it("takes an ended code for no level after its last day", async () => {
    expect(await sumsOf(level("99201"), level("99202"), { service_start: "2020-12-31" })).toMatchObject({
      "em.distance": [1, 1],
    });
    expect(await sumsOf(level("99201"), level("99202"), { service_start: "2021-01-01" })).toEqual({});
  });

  it("is the line's own before the encounter's", async () => {
    const late = { service_start: "2022-12-30" };
    const line = { service_date: "2023-01-02" };
    expect(await sumsOf(level("99342", line), level("99344", line), late)).toMatchObject({
      "em.distance": [1, 1],
    });
    expect(await sumsOf(level("99342"), level("99344"), late)).toMatchObject({ "em.distance": [2, 1] });
    expect(await sumsOf(level("99201", line), level("99202"), late)).toEqual({});
  });

  it("is the line's own where dates are real, whatever the code release says", async () => {
    const release = { code_release: "2022-10" };
    const line = { service_date: "2023-01-02" };
    expect(await sumsOf(level("99342", line), level("99344", line), release)).toMatchObject({
      "em.distance": [1, 1],
    });
  });

  it("does not make one code of two dates disagree with itself", async () => {
    const line = { service_date: "2023-01-02" };
    expect(await sumsOf(level("99221", line), level("99221"), { service_start: "2022-12-30" })).toMatchObject(
      {
        "em.agreement": [1, 1],
        "em.family_agreement": [1, 1],
        "em.distance": [0, 1],
      },
    );
  });

  it("is the last one a code was of where no date is known", async () => {
    const undated = { service_start: null };
    expect(await sumsOf(level("99342"), level("99344"), undated)).toMatchObject({ "em.distance": [1, 1] });
    expect(await sumsOf(level("99324"), level("99325"), undated)).toMatchObject({ "em.distance": [1, 1] });
  });
});

describe("levels by provider", () => {
  it("count the encounters of each side, most encounters first, an unknown provider last", async () => {
    const charts = [
      ["e1", "P1", "99213", "99214"],
      ["e2", "P1", "99213", "99213"],
      ["e3", "P1", "99213", ""],
      ["e4", null, "99213", "99203"],
      ["e5", "P2", "71046", "71046"],
    ] as const;
    const { store } = await measuring(
      {
        encounters: charts.map(([encounter_id, provider_id]) => ({ encounter_id, provider_id, ...seen })),
        codes: charts.flatMap(([id, , code]) => assign(id, code, { system: "CPT" })),
        engine_codes: charts.flatMap(([id, , , code]) => assign(id, code, { system: "CPT" })),
        engine_responses: charts.map(([id]) => answer(id, "coded")),
      },
      { systems: ["CPT"] },
    );
    const rows = await readEmLevels(store);
    expect(
      rows.map((row) => [row.provider_id, row.family, row.code, row.rank, row.engine, row.reference]),
    ).toEqual([
      ["P1", "office_established", "99213", 3, 1, 3],
      ["P1", "office_established", "99214", 4, 1, 0],
      [null, "office_established", "99213", 3, 0, 1],
      [null, "office_new", "99203", 2, 1, 0],
    ]);
    expect(rows[0]?.system).toBe("CPT");
  });
});

it("is a figure of the run, of no code system, with its answered twin", async () => {
  const ids = ["e1", "e2", "e3"];
  const { figure } = await measuring(
    {
      encounters: ids.map((encounter_id) => ({ encounter_id, ...seen })),
      codes: ids.flatMap((id) => assign(id, "99213", { system: "CPT" })),
      engine_codes: [
        ...assign("e1", "99213", { system: "CPT" }),
        ...assign("e2", "99215", { system: "CPT" }),
      ],
      engine_responses: [answer("e1", "coded"), answer("e2", "coded"), answer("e3", "abstained")],
    },
    { systems: ["CPT"] },
  );
  expect(figure("em.agreement", null)).toMatchObject({ numerator: 1, denominator: 3, encounters: 3 });
  expect(figure("em.agreement.answered", null)).toMatchObject({ numerator: 1, denominator: 2 });
  expect(figure("em.distance", null)).toMatchObject({ value: 1, encounters: 2 });
});
