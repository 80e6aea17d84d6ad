import { describe, expect, it } from "vitest";
import { fillClaimReady } from "../../src/analysis/claim-ready/claim-ready.ts";
import { fillLines } from "../../src/analysis/lines/lines.ts";
import { answer, assign, type Row, type Tables } from "./made-tables.ts";
import { prepareRun, readRatio, stay } from "./prepared-run.ts";

type Side = readonly Row[];

function first(code: string, more: Row = {}): Row[] {
  return assign("e1", code, { sequence: 1, ...more });
}

function line(code: string, more: Row = {}): Row[] {
  return assign("e1", code, { system: "CPT", ...more });
}

async function readyOf(reference: Side, engine: Side, more: Partial<Tables> = {}, systems?: string[]) {
  const tables = { encounters: [{ encounter_id: "e1" }], codes: reference, engine_codes: engine, ...more };
  const store = await prepareRun(tables, { systems: systems ?? null });
  await fillLines(store);
  await fillClaimReady(store);
  return readRatio(store, "encounters.claim_ready");
}

describe("a claim is ready", () => {
  it("where every system is exact and nothing else is recorded", async () => {
    const reference = [...assign("e1", "I10 E11.9"), ...line("99213")];
    expect(await readyOf(reference, [...assign("e1", "E11.9 I10"), ...line("99213")])).toBe("1/1");
  });

  it("not where a code of any system is missed or added", async () => {
    const reference = [...assign("e1", "I10"), ...line("99213")];
    expect(await readyOf(reference, assign("e1", "I10"))).toBe("0/1");
    expect(await readyOf(reference, [...reference, ...line("97110")])).toBe("0/1");
  });

  it("not where nothing was coded, and not counted where neither side holds a code", async () => {
    const abstained = { engine_responses: [answer("e1", "abstained")] };
    expect(await readyOf(assign("e1", "I10"), assign("e1", "I10"), abstained)).toBe("0/1");
    const empty = {
      encounters: [{ encounter_id: "e1" }, { encounter_id: "e2" }],
      engine_responses: [answer("e2", "coded")],
    };
    expect(await readyOf(assign("e1", "I10"), assign("e1", "I10"), empty)).toBe("1/1");
  });

  it("not where another diagnosis comes first, or the engine numbers nothing", async () => {
    const reference = [...first("I10"), ...assign("e1", "E11.9", { sequence: 2 })];
    const other = [...first("E11.9"), ...assign("e1", "I10", { sequence: 2 })];
    expect(await readyOf(reference, reference)).toBe("1/1");
    expect(await readyOf(reference, other)).toBe("0/1");
    expect(await readyOf(reference, assign("e1", "I10 E11.9"))).toBe("0/1");
  });

  it("whatever comes first for an engine that numbers, where the reference numbers nothing", async () => {
    expect(await readyOf(assign("e1", "I10 E11.9"), [...first("E11.9"), ...assign("e1", "I10")])).toBe("1/1");
  });

  it("not where modifiers or units of a line differ, or a line is there twice", async () => {
    const reference = line("99213", { modifiers: "25", units: 1 });
    expect(await readyOf(reference, line("99213", { modifiers: "25" }))).toBe("1/1");
    expect(await readyOf(reference, line("99213"))).toBe("0/1");
    expect(await readyOf(reference, line("99213", { modifiers: "25", units: 2 }))).toBe("0/1");
    expect(await readyOf(reference, [...reference, ...line("99213", { modifiers: "25", sequence: 2 })])).toBe(
      "0/1",
    );
  });

  it("whatever modifiers and units the engine gives, where the reference records none in the run", async () => {
    expect(await readyOf(line("99213"), line("99213", { modifiers: "25", units: 3 }))).toBe("1/1");
  });

  it("without days: they are no part of it", async () => {
    const days = ["2026-03-01", "2026-03-02"].map((service_date) => line("99213", { service_date }));
    expect(await readyOf(days[0] ?? [], days[1] ?? [])).toBe("1/1");
  });
});

describe("present on admission", () => {
  const inpatient = { encounters: [stay("e1", "2026-03-05")] };
  const indicated = (poa: string | null) => assign("e1", "I10", { poa });

  it("must be the coder's, and given, on inpatient facility encounters", async () => {
    expect(await readyOf(indicated("Y"), indicated("Y"), inpatient)).toBe("1/1");
    expect(await readyOf(indicated("Y"), indicated("N"), inpatient)).toBe("0/1");
    expect(await readyOf(indicated("U"), indicated(null), inpatient)).toBe("0/1");
  });

  it("is not compared elsewhere, nor where the coder gives none", async () => {
    const professional = { encounters: [stay("e1", "2026-03-05", { claim_type: "professional" })] };
    expect(await readyOf(indicated("Y"), indicated("N"), professional)).toBe("1/1");
    expect(await readyOf(indicated(null), indicated("N"), inpatient)).toBe("1/1");
    expect(await readyOf(indicated("1"), indicated("Y"), inpatient)).toBe("1/1");
  });

  it("is not compared on codes that are exempt on the day", async () => {
    const exemptFrom = (valid_from: string) => ({
      ...inpatient,
      library: { library_poa_exempt: [{ code: "I10", valid_from, valid_to: "9999-12-31" }] },
    });
    expect(await readyOf(indicated("Y"), indicated("N"), exemptFrom("2025-10-01"))).toBe("1/1");
    expect(await readyOf(indicated("Y"), indicated("N"), exemptFrom("2026-10-01"))).toBe("0/1");
  });
});

describe("a DRG that was asked for", () => {
  const systems = ["ICD-10-CM", "MS-DRG"];
  const grouped = (drg: string, version: string | null = null) => [
    ...assign("e1", "I10"),
    ...assign("e1", drg, { system: "MS-DRG", version }),
  ];

  it("must be the same where the engine gives DRGs at all", async () => {
    expect(await readyOf(grouped("291"), grouped("291"), {}, systems)).toBe("1/1");
    expect(await readyOf(grouped("291"), grouped("292"), {}, systems)).toBe("0/1");
    expect(await readyOf(grouped("291"), assign("e1", "I10"), {}, systems)).toBe("1/1");
  });

  it("is left out where both sides name different versions of the grouper", async () => {
    expect(await readyOf(grouped("291", "41"), grouped("292", "42"), {}, systems)).toBe("1/1");
    expect(await readyOf(grouped("291", "41"), grouped("292", "41"), {}, systems)).toBe("0/1");
    expect(await readyOf(grouped("291", "41"), grouped("292"), {}, systems)).toBe("0/1");
  });
});
