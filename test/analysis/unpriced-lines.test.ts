import { describe, expect, it } from "vitest";
import { assign, measure, type Row, type Tables } from "./made-tables.ts";

const notice = "no fee covers the days of service: no dollars for professional lines";
const cpt = { system: "CPT" };

const visit = (encounter_id: string, service_start: string | null): Row => ({
  encounter_id,
  claim_type: "professional",
  setting: "outpatient",
  service_start,
});

/** Two visits of 2024, one of 2025, one without a day, and one of 2024 without a line. */
const tables: Tables = {
  encounters: [
    visit("e1", "2024-05-01"),
    visit("e2", "2024-12-31"),
    visit("e3", "2025-01-01"),
    visit("e4", null),
    visit("e5", "2024-05-01"),
  ],
  codes: [
    ...["e1", "e3", "e4"].flatMap((id) => assign(id, "99213 93000", cpt)),
    ...assign("e2", "I10"),
    ...assign("e5", "I10"),
  ],
  engine_codes: ["e1", "e2", "e3"].flatMap((id) => assign(id, "99213", cpt)),
};

const fee = { system: "CPT", code: "99213", modifier: null, amount: 90, valid_to: "2025-12-31" };

async function noticesWith(library: Tables["library"]) {
  const { analysis } = await measure({ ...tables, library });
  return analysis.tables.notices.filter((each) => each.notice.startsWith("no fee"));
}

describe("days of service that no fee covers", () => {
  it("are told with the encounters that have lines on them, side by side", async () => {
    expect(await noticesWith({ library_fees: [{ ...fee, valid_from: "2025-01-01" }] })).toEqual([
      { notice, side: "engine", system: "CPT", count: 2 },
      { notice, side: "reference", system: "CPT", count: 1 },
    ]);
  });

  it("are none where fees cover them, and are not told where no fees are loaded", async () => {
    expect(await noticesWith({ library_fees: [{ ...fee, valid_from: "2024-01-01" }] })).toEqual([]);
    expect(await noticesWith({})).toEqual([]);
  });
});
