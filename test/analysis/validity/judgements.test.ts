import { describe, expect, it } from "vitest";
import type { AnalysisInput } from "../../../src/analysis/analysis-input.ts";
import { assign, type Row, type Tables } from "../made-tables.ts";
import { prepareRun, readLines, stay } from "../prepared-run.ts";

const cm = "ICD-10-CM";
const span = (code: string, valid_from: string, valid_to: string, state = "billable") => ({
  system: cm,
  code,
  valid_from,
  valid_to,
  state,
});

const library = {
  library_codes: ["Z59.1", "Z59.10", "I50", "I50.9", "U07.1"].map((code) => ({
    system: cm,
    code,
    title: null,
    is_billable: code !== "I50",
  })),
  library_coverage: [{ system: cm, valid_from: "2020-10-01", valid_to: "2025-09-30" }],
  library_validity: [
    span("Z59.1", "2020-10-01", "2023-03-31"),
    span("Z59.10", "2023-04-01", "9999-12-31"),
    span("I50.9", "2020-10-01", "9999-12-31"),
    span("U07.1", "2021-10-01", "2022-09-30", "uncertain"),
    span("U07.1", "2022-10-01", "9999-12-31"),
  ],
  library_headers: [
    { system: cm, code: "I50", valid_from: "2020-10-01", valid_to: "9999-12-31" },
    { system: cm, code: "Z59.1", valid_from: "2023-04-01", valid_to: "9999-12-31" },
  ],
};

async function judge(encounters: readonly Row[], engine_codes: readonly Row[], more: Partial<Tables> = {}) {
  return judgeInput({ encounters, engine_codes, library, ...more }, {});
}

async function judgeInput(tables: Tables, input: Partial<AnalysisInput>) {
  const systems = [...new Set((tables.engine_codes ?? []).map(({ system }) => String(system)))];
  const store = await prepareRun(tables, { systems, ...input });
  return readLines(
    store,
    `SELECT encounters.encounter_id, codes.code, judgements.judgement FROM judgements
     JOIN encounters ON encounters.encounter_ix = judgements.encounter_ix
     JOIN codes ON codes.code_ix = judgements.code_ix ORDER BY ALL`,
  );
}

describe("a code of the engine on its day", () => {
  it("is valid to the last day of its interval and expired a day later, header or not", async () => {
    const days = [stay("e1", "2023-03-31"), stay("e2", "2023-04-01")];
    const codes = [...assign("e1", "Z59.1 Z59.10"), ...assign("e2", "Z59.1 Z59.10")];
    expect(await judge(days, codes)).toEqual([
      "e1 Z59.1 valid",
      "e1 Z59.10 expired",
      "e2 Z59.1 expired",
      "e2 Z59.10 valid",
    ]);
  });

  it("is a header where it was never billable, unknown where no table has it", async () => {
    const codes = assign("e1", "I50 I50.99 I50.9");
    expect(await judge([stay("e1", "2024-01-01")], codes)).toEqual([
      "e1 I50 header",
      "e1 I50.9 valid",
      "e1 I50.99 unknown",
    ]);
  });

  it("cannot be judged before and after the tables, where only the year is known, and without a day", async () => {
    const days = [
      stay("e1", "2020-09-30"),
      stay("e2", "2025-10-01"),
      stay("e3", "2021-12-01"),
      stay("e4", null),
      stay("e5", "2021-09-30"),
    ];
    const codes = days.flatMap(({ encounter_id }) => assign(String(encounter_id), "U07.1 Z59.1"));
    expect(await judge(days, codes)).toEqual([
      "e1 U07.1 cannot judge",
      "e1 Z59.1 cannot judge",
      "e2 U07.1 valid",
      "e2 Z59.1 cannot judge",
      "e3 U07.1 cannot judge",
      "e3 Z59.1 valid",
      "e4 U07.1 cannot judge",
      "e4 Z59.1 cannot judge",
      "e5 U07.1 expired",
      "e5 Z59.1 valid",
    ]);
  });

  it("is unknown whatever is loaded where it has not the form of a code", async () => {
    const codes = [...assign("e1", "M60-M79 I10"), ...assign("e1", "99213-25", { system: "CPT" })];
    for (const tables of [library, {}])
      expect(await judge([stay("e1", null)], codes, { library: tables })).toEqual([
        "e1 99213-25 unknown",
        "e1 I10 cannot judge",
        "e1 M60-M79 unknown",
      ]);
  });

  it("is judged once however often it is written; DRGs and systems that nobody asked for are not", async () => {
    const codes = [
      ...assign("e1", "I50.9 I509"),
      ...assign("e1", "291", { system: "MS-DRG" }),
      ...assign("e1", "0DTJ4ZZ", { system: "ICD-10-PCS" }),
    ];
    const tables = { encounters: [stay("e1", "2024-01-01")], engine_codes: codes, library };
    expect(await judgeInput(tables, { systems: [cm, "MS-DRG"] })).toEqual(["e1 I50.9 valid"]);
  });

  it("is not there where the answer was held", async () => {
    const engine_responses = [{ encounter_id: "e1", status: "abstained" }];
    expect(await judge([stay("e1", "2024-01-01")], assign("e1", "I50.9"), { engine_responses })).toEqual([]);
  });
});

describe("the day of service", () => {
  const days = { service_start: "2023-03-31", service_end: "2023-04-01" };

  it("is discharge for inpatient facility claims, else the start of service", async () => {
    const encounters: Row[] = [
      { encounter_id: "e1", claim_type: "facility", setting: "inpatient", ...days },
      { encounter_id: "e2", claim_type: "facility", setting: "outpatient", ...days },
      { encounter_id: "e3", claim_type: "professional", setting: "inpatient", ...days },
    ];
    const codes = encounters.flatMap(({ encounter_id }) => assign(String(encounter_id), "Z59.1"));
    expect(await judge(encounters, codes)).toEqual(["e1 Z59.1 expired", "e2 Z59.1 valid", "e3 Z59.1 valid"]);
  });

  it("is the line's own for professional claims, also during a stay; a blank one is the encounter's", async () => {
    const encounters: Row[] = [
      { encounter_id: "e1", claim_type: "professional", setting: "inpatient", ...days },
      { encounter_id: "e2", claim_type: "facility", setting: "outpatient", ...days },
    ];
    const late = { service_date: "2023-04-01" };
    const codes = [...assign("e1", "Z59.1", late), ...assign("e1", "I50.9"), ...assign("e2", "Z59.1", late)];
    expect(await judge(encounters, codes)).toEqual(["e1 I50.9 valid", "e1 Z59.1 expired", "e2 Z59.1 valid"]);
  });

  it("is the line's own for CPT and HCPCS on any claim; of several lines the gravest stands", async () => {
    const cpt = (code: string, valid_from: string, valid_to: string) => ({
      ...span(code, valid_from, valid_to),
      system: "CPT",
    });
    const tables = {
      library_coverage: [{ system: "CPT", valid_from: "2020-01-01", valid_to: "2025-12-31" }],
      library_validity: [cpt("99343", "2020-01-01", "2022-12-31"), cpt("99344", "2020-01-01", "9999-12-31")],
    };
    const lines = (code: string, ...service_dates: string[]) =>
      service_dates.map((service_date) => ({ encounter_id: "e1", system: "CPT", code, service_date }));
    const encounter = { encounter_id: "e1", setting: "outpatient", service_start: "2022-12-30" };
    const codes = [
      ...lines("99343", "2022-12-31", "2023-01-01"),
      ...lines("99344", "2022-12-31", "2026-01-01"),
      ...lines("99345", "2022-12-31", "2026-01-01"),
    ];
    expect(await judge([encounter], codes, { library: tables })).toEqual([
      "e1 99343 expired",
      "e1 99344 valid",
      "e1 99345 unknown",
    ]);
    expect(
      await judgeInput(
        { encounters: [{ ...encounter, code_release: "2022-10" }], engine_codes: codes, library: tables },
        { dates: "shifted" },
      ),
    ).toEqual(["e1 99343 valid", "e1 99344 valid", "e1 99345 unknown"]);
  });

  it("is the month of code_release where that is given, and none where dates are shifted", async () => {
    const encounters = [
      stay("e1", "2030-01-01", { code_release: "2023-04" }),
      stay("e2", "2023-03-31", { code_release: null }),
    ];
    const codes = [...assign("e1", "Z59.1"), ...assign("e2", "Z59.1")];
    const tables = { encounters, engine_codes: codes, library };
    expect(await judgeInput(tables, { dates: "shifted" })).toEqual([
      "e1 Z59.1 expired",
      "e2 Z59.1 cannot judge",
    ]);
  });
});
