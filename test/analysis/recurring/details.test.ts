import { describe, expect, it } from "vitest";
import { assign } from "../made-tables.ts";
import { chartsOf, errorOf, recur } from "./recur.ts";

const ids = Array.from({ length: 50 }, (_, index) => `e${String(index).padStart(2, "0")}`);

describe("the detail of an error", () => {
  it("names the axis in which two procedures differ", async () => {
    const pcs = { system: "ICD-10-PCS" };
    const found = await recur(
      chartsOf([
        { name: "open", count: 10, reference: "0DTJ4ZZ", engine: "0DTJ0ZZ", code: pcs },
        { name: "other", count: 20, reference: "10E0XZZ", engine: "4A023N7", code: pcs },
      ]),
    );
    const error = errorOf(found, "pcs_axis", "0DTJ4ZZ", "0DTJ0ZZ");
    expect(error).toMatchObject({ detail: "approach", direction: "other", encounters: 10 });
  });

  it("is the commonest difference of modifiers, and of units which side has more", async () => {
    const found = await recur({
      encounters: ids.map((encounter_id) => ({ encounter_id, claim_type: "professional" })),
      codes: ids.flatMap((id, index) => [
        ...assign(id, "99213", { system: "CPT", modifiers: index < 12 ? "25" : null }),
        ...assign(id, "93000 71046", { system: "CPT", modifiers: "26" }),
        ...assign(id, "J1885", { system: "HCPCS", units: 2 }),
        ...assign(id, "J3420", { system: "HCPCS", units: 1 }),
      ]),
      engine_codes: ids.flatMap((id, index) => [
        ...assign(id, "99213", { system: "CPT" }),
        ...assign(id, "93000 71046", { system: "CPT", modifiers: "26" }),
        ...assign(id, "J1885", { system: "HCPCS", units: index < 9 ? 4 : 2 }),
        ...assign(id, "J3420", { system: "HCPCS", units: 1 }),
      ]),
    });
    const modifier = errorOf(found, "modifier", "99213", null);
    expect(modifier).toMatchObject({ detail: "−25", direction: "other", encounters: 12, opportunities: 50 });
    expect(modifier).toMatchObject({ expected: 4, share: 1 });
    const units = errorOf(found, "units", "J1885", null);
    expect(units).toMatchObject({ detail: "2→4", direction: "over", encounters: 9, opportunities: 50 });
    expect(found.errors).toHaveLength(2);
  });

  it("says whether the engine makes what arose in hospital present on admission", async () => {
    const stay = {
      claim_type: "facility",
      setting: "inpatient",
      service_start: "2026-03-02",
      service_end: "2026-03-05",
    };
    const found = await recur({
      encounters: ids.map((encounter_id) => ({ encounter_id, ...stay })),
      codes: ids.flatMap((id) => [
        ...assign(id, "L89.152", { poa: "N" }),
        ...assign(id, "I50.23", { poa: "Y" }),
      ]),
      engine_codes: ids.flatMap((id, index) => [
        ...assign(id, "L89.152", { poa: index < 15 ? "Y" : "N" }),
        ...assign(id, "I50.23", { poa: "Y" }),
      ]),
    });
    expect(found.errors).toHaveLength(1);
    expect(errorOf(found, "poa", "L89.152", null)).toMatchObject({
      detail: "N→Y",
      direction: "over",
      encounters: 15,
      opportunities: 50,
    });
  });
});
