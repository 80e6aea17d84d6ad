import { describe, expect, it } from "vitest";
import { fillAttributes } from "../../../src/analysis/attributes/attributes.ts";
import { attributeErrorQueries, matchAttributes } from "../../../src/analysis/attributes/match-attributes.ts";
import type { Row, Tables } from "../made-tables.ts";
import { prepareRun, readLines, readRatio, swapSides } from "../prepared-run.ts";

/** "99213/25_59/2" as a row: code, modifiers, units. A five-digit code is CPT, else HCPCS. */
function lines(encounter_id: string, text: string): Row[] {
  return text.split(" ").map((line) => {
    const [code = "", modifiers = "", units = ""] = line.split("/");
    return {
      encounter_id,
      system: /^[0-9]/.test(code) ? "CPT" : "HCPCS",
      code,
      modifiers: modifiers === "" ? null : modifiers.replaceAll("_", " "),
      units: units === "" ? null : Number(units),
    };
  });
}

async function compare(tables: Tables) {
  const store = await prepareRun(tables);
  await matchAttributes(store);
  const unavailable = await fillAttributes(store);
  const ratio = (metric: string) => readRatio(store, metric);
  const queries = attributeErrorQueries.map((query) => `(${query.replace(/;\s*$/, "")})`);
  const errors = await readLines(
    store,
    `SELECT encounters.encounter_id, class, asked_systems.system, codes.code, detail
     FROM (${queries.join(" UNION ALL ")}) AS found
     JOIN encounters ON encounters.encounter_ix = found.encounter_ix AND encounters.cluster_ix = found.cluster_ix
     JOIN asked_systems ON asked_systems.system_ix = found.system_ix
     JOIN codes ON codes.code_ix = found.code_ix ORDER BY ALL`,
  );
  return { unavailable, ratio, errors };
}

const one = (reference: string, engine: string): Tables => ({
  encounters: [{ encounter_id: "e1" }],
  codes: lines("e1", reference),
  engine_codes: lines("e1", engine),
});

describe("modifiers of matched lines", () => {
  it("are compared as a set, in any order and case; codes of one side alone are not asked", async () => {
    const { ratio, errors } = await compare(
      one("99213/25_59 J1885/JW G0008 99283", "99213/59_25 J1885/jw G0008 99284/25"),
    );
    expect(await ratio("modifiers.agreement")).toBe("3/3");
    expect(errors).toEqual([]);
  });

  it("agree on the price where only others differ", async () => {
    const { ratio, errors } = await compare(
      one("99213/25 J1885/JW 73030/RT_GA", "99213/59 J1885/JZ 73030/RT"),
    );
    expect(await ratio("modifiers.agreement")).toBe("0/3");
    expect(await ratio("modifiers.pricing")).toBe("2/3");
    expect(errors).toEqual([
      "e1 modifier CPT 73030 −GA",
      "e1 modifier CPT 99213 −25 +59",
      "e1 modifier HCPCS J1885 −JW +JZ",
    ]);
  });

  it.each([
    "22",
    "24",
    "25",
    "26",
    "50",
    "59",
    "XE",
    "XP",
    "XS",
    "XU",
    "62",
    "76",
    "80",
    "82",
    "AS",
    "TC",
    "LT",
    "RT",
  ])("change the price: %s", async (modifier) => {
    const { ratio } = await compare(one(`99213/${modifier} 73030/GA`, "99213 73030/GA"));
    expect(await ratio("modifiers.pricing")).toBe("1/2");
  });

  it.each(["23", "5A", "60", "75", "81", "XA", "GC", "LD"])("leave the price: %s", async (modifier) => {
    const { ratio } = await compare(one(`99213/${modifier} 73030/GA`, "99213 73030/GA"));
    expect(await ratio("modifiers.agreement")).toBe("1/2");
    expect(await ratio("modifiers.pricing")).toBe("2/2");
  });

  it("of several lines of a code are one multiset of sets; lines without any add nothing", async () => {
    const same = await compare(one("97110/GP 97110/GP_59 97110", "97110/59_GP 97110/GP"));
    expect(await same.ratio("modifiers.agreement")).toBe("1/1");
    const fewer = await compare(one("73030/RT 73030/RT", "73030/RT"));
    expect(fewer.errors, "rows equal in every column are one row").toEqual([]);
    const moved = await compare(one("97110/GP 97110/59", "97110/GP_59"));
    expect(await moved.ratio("modifiers.agreement")).toBe("0/1");
    expect(moved.errors[0]).toBe("e1 modifier CPT 97110 on other lines");
  });

  it("are mirrored with the sides swapped", async () => {
    const { errors } = await compare(swapSides(one("99213/25 73030/RT", "99213/59 73030")));
    expect(errors).toEqual(["e1 modifier CPT 73030 +RT", "e1 modifier CPT 99213 +25 −59"]);
  });

  it("are unavailable where the reference has some and the engine none at all, and no error then", async () => {
    const { unavailable, errors } = await compare(one("99213/25", "99213"));
    expect([...unavailable]).toEqual([
      ["modifiers.agreement", "the engine gives no modifiers"],
      ["modifiers.pricing", "the engine gives no modifiers"],
    ]);
    expect(errors).toEqual([]);
  });

  it("agree where neither side has any", async () => {
    const { unavailable, ratio } = await compare(one("99213", "99213"));
    expect(unavailable).toEqual(new Map());
    expect(await ratio("modifiers.agreement")).toBe("1/1");
  });
});

describe("units of matched lines", () => {
  it("are added up over the lines of a code, a blank being one", async () => {
    const { ratio, errors } = await compare(
      one("97110//2 97110 J1885//0.5 99213 J0131//1.5", "97110//3 J1885//0.75 99213//1 J0131//10"),
    );
    expect(await ratio("units.agreement")).toBe("2/4");
    expect(await ratio("units.difference"), "thousandths").toBe("8750/4");
    expect(errors).toEqual(["e1 units HCPCS J0131 1.5→10", "e1 units HCPCS J1885 0.5→0.75"]);
  });

  it("have the other sign with the sides swapped", async () => {
    const { ratio, errors } = await compare(swapSides(one("97110//1", "97110//4")));
    expect(await ratio("units.difference")).toBe("-3000/1");
    expect(errors).toEqual(["e1 units CPT 97110 4→1"]);
  });

  it("are unavailable where the engine gives none at all", async () => {
    const { unavailable, errors } = await compare(one("97110//2 99213/25", "97110 99213/25"));
    expect([...unavailable.keys()]).toEqual(["units.agreement", "units.difference"]);
    expect(unavailable.get("units.difference")).toBe("the engine gives no units");
    expect(errors).toEqual([]);
  });
});
