import { describe, expect, it } from "vitest";
import { attributeErrorQueries, matchAttributes } from "../../../src/analysis/attributes/match-attributes.ts";
import { fillPoa, readPoaNotices } from "../../../src/analysis/poa/poa.ts";
import { assign, type Row, type Tables } from "../made-tables.ts";
import { prepareRun, readLines, readRatio, stay, swapSides } from "../prepared-run.ts";

const day = "2025-11-01";
const library = {
  library_poa_coverage: [{ valid_from: "2025-10-01", valid_to: "2026-09-30" }],
  library_poa_exempt: [{ code: "Z79.4", valid_from: "2025-10-01", valid_to: "2026-09-30" }],
};

/** "I10:Y Z79.4" as rows of one encounter. */
function marked(encounter: string, codes: string): Row[] {
  return codes.split(" ").flatMap((each) => {
    const [code = "", poa = null] = each.split(":");
    return assign(encounter, code, { poa });
  });
}

async function compare(tables: Tables) {
  const store = await prepareRun({ library, ...tables });
  await matchAttributes(store);
  const unavailable = await fillPoa(store);
  const ratio = (metric: string) => readRatio(store, metric);
  const [query = ""] = attributeErrorQueries;
  const errors = await readLines(
    store,
    `SELECT encounters.encounter_id, class, codes.code, detail FROM (${query.replace(/;\s*$/, "")}) AS found
     JOIN encounters ON encounters.encounter_ix = found.encounter_ix
     JOIN codes ON codes.code_ix = found.code_ix ORDER BY ALL`,
  );
  const notices = (await readPoaNotices(store)).map(
    ({ notice, side, count }) => `${side}: ${notice}: ${count}`,
  );
  return { unavailable, ratio, errors, notices };
}

const one = (reference: string, engine: string, more: Partial<Tables> = {}): Tables => ({
  encounters: [stay("e1", day)],
  codes: marked("e1", reference),
  engine_codes: marked("e1", engine),
  ...more,
});

describe("present on admission", () => {
  const tables = one(
    "I10:Y J18.9:N N17.9:N R65.21:U D64.9:W I50.9:Y",
    "I10:Y J18.9:Y N17.9:N R65.21:W D64.9:W I50.9:N",
  );

  it("agrees where the indicator is the same, U and W as they are written", async () => {
    const { ratio, errors, unavailable } = await compare(tables);
    expect(unavailable).toEqual(new Map());
    expect(await ratio("poa.agreement")).toBe("3/6");
    expect(await ratio("poa.n_to_y")).toBe("1/2");
    expect(await ratio("poa.y_to_n")).toBe("1/2");
    expect(errors).toEqual(["e1 poa I50.9 Y→N", "e1 poa J18.9 N→Y", "e1 poa R65.21 U→W"]);
  });

  it("is mirrored with the sides swapped", async () => {
    const { ratio, errors } = await compare(swapSides(tables));
    expect(await ratio("poa.agreement")).toBe("3/6");
    expect(await ratio("poa.n_to_y")).toBe("1/2");
    expect(errors).toEqual(["e1 poa I50.9 N→Y", "e1 poa J18.9 Y→N", "e1 poa R65.21 W→U"]);
  });

  it("is asked of matched diagnoses of inpatient facility encounters alone", async () => {
    const others: Row[] = [
      stay("e1", day, { setting: "outpatient" }),
      stay("e2", day, { claim_type: "professional" }),
      stay("e3", day, { claim_type: null }),
    ];
    const rows = ["e1", "e2", "e3"].flatMap((id) => marked(id, "I10:Y"));
    const { ratio } = await compare({
      encounters: others,
      codes: [...rows, ...marked("e3", "J18.9:N")],
      engine_codes: [...rows, ...marked("e3", "N17.9:N")],
    });
    expect(await ratio("poa.agreement")).toBe("1/1");
  });

  it("left blank by the engine on a code that is not exempt is not recorded: it disagrees and is counted apart", async () => {
    const { ratio, errors, notices } = await compare(one("I10:Y J18.9:N N17.9:Y", "I10 J18.9:1 N17.9:Y"));
    expect(await ratio("poa.agreement")).toBe("1/3");
    expect(await ratio("poa.n_to_y")).toBe("0/1");
    expect(errors).toEqual(["e1 poa I10 Y→blank", "e1 poa J18.9 N→blank"]);
    expect(notices).toEqual(["engine: POA not recorded on a code that is not exempt: 2"]);
  });

  it("is not asked where the reference has none, and is an error of its own on an exempt code", async () => {
    const { ratio, errors, notices } = await compare(one("I10 Z79.4 J18.9:Y", "I10:Y Z79.4:Y J18.9:Y"));
    expect(await ratio("poa.agreement")).toBe("1/1");
    expect(errors).toEqual(["e1 poa_on_exempt Z79.4 Y"]);
    expect(notices).toEqual([
      "reference: POA not recorded on a code that is not exempt: 1",
      "engine: POA recorded on an exempt code: 1",
    ]);
  });

  it("is compared where both have an indicator on days that no list covers, but for codes that any list has", async () => {
    const { ratio, errors, notices } = await compare(
      one("I10:Y Z79.4:Y J18.9:Y", "I10:N Z79.4:Y J18.9", { encounters: [stay("e1", "2025-09-30")] }),
    );
    expect(await ratio("poa.agreement")).toBe("0/1");
    expect(errors).toEqual(["e1 poa I10 Y→N"]);
    expect(notices).toEqual([
      "engine: POA blank, not recorded or exempt: no list covers the day, not compared: 1",
    ]);
  });

  it("compares the sets of indicators where a code is written several times", async () => {
    const { ratio, errors } = await compare(one("I10:Y I10:N J18.9:Y J18.9", "I10:N I10:Y J18.9:Y J18.9:N"));
    expect(await ratio("poa.agreement")).toBe("1/2");
    expect(errors).toEqual(["e1 poa J18.9 Y→YN"]);
  });

  it("is unavailable where the engine records it nowhere, and no error then", async () => {
    const { unavailable, errors, notices } = await compare(one("I10:Y Z79.4", "I10 Z79.4"));
    expect(unavailable.get("poa.y_to_n")).toBe("the engine gives no POA indicators");
    expect(errors).toEqual([]);
    expect(notices).toEqual([]);
  });
});
