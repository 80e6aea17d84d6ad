import { describe, expect, it } from "vitest";
import { fillValidity, readValidityNotices } from "../../../src/analysis/validity/validity.ts";
import { assign, type Tables } from "../made-tables.ts";
import { prepareRun, readRatio, stay } from "../prepared-run.ts";

const cm = "ICD-10-CM";
const year = { valid_from: "2023-10-01", valid_to: "2024-09-30" };
const day = "2024-01-01";

const library = {
  library_coverage: [{ system: cm, ...year }],
  library_codes: ["I10", "I50.9", "I50", "Z59.1"].map((code) => ({
    system: cm,
    code,
    is_billable: code !== "I50",
  })),
  library_validity: [
    { system: cm, code: "I10", ...year, state: "billable" },
    { system: cm, code: "I50.9", ...year, state: "uncertain" },
    { system: cm, code: "Z59.1", valid_from: "2020-10-01", valid_to: "2023-03-31", state: "billable" },
  ],
  library_headers: [{ system: cm, code: "I50", ...year }],
};

const tables: Tables = {
  encounters: [stay("e1", day), stay("e2", day), stay("e3", "2025-01-01")],
  codes: [...assign("e1", "Z59.1 I10"), ...assign("e3", "I10")],
  engine_codes: [
    ...assign("e1", "I10 I50 Z59.1 M60-M79 X99.999"),
    ...assign("e2", "I10 I50.9"),
    ...assign("e3", "I10 M60-M79"),
  ],
  library,
};

describe("validity figures", () => {
  it("divide by the codes of which the tables tell it: whether they exist, whether they are billable on the day", async () => {
    const store = await prepareRun(tables, { systems: [cm] });
    expect(await fillValidity(store)).toEqual(new Map());
    expect(await readRatio(store, "validity.unknown", cm)).toBe("3/9");
    expect(await readRatio(store, "validity.header", cm)).toBe("1/6");
    expect(await readRatio(store, "validity.expired", cm)).toBe("1/6");
  });

  it("are unavailable without a table, and where no table covers a day, but for what exists on no day", async () => {
    const bare = await prepareRun({ ...tables, library: {} }, { systems: [cm] });
    expect((await fillValidity(bare)).get("validity.expired")).toBe(
      "no code table of these systems is loaded: shadowbench codeset add <file>",
    );
    expect(await readRatio(bare, "validity.unknown", cm)).toBe("none");
    const late = { ...tables, encounters: ["e1", "e2", "e3"].map((id) => stay(id, "2025-01-01")) };
    const store = await prepareRun(late, { systems: [cm] });
    expect((await fillValidity(store)).get("validity.header")).toBe(
      "no loaded code table covers the days of service",
    );
    expect(await readRatio(store, "validity.unknown", cm)).toBe("2/8");
    expect(await readRatio(store, "validity.header", cm)).toBe("none");
  });

  it("stand beside notices of both sides: what is not billable, what cannot be judged and why", async () => {
    const store = await prepareRun(tables, { systems: [cm] });
    await fillValidity(store);
    expect(
      (await readValidityNotices(store)).map(({ notice, side, count }) => `${side}: ${notice}: ${count}`),
    ).toEqual([
      "engine: headers: not billable on any date: 1",
      "engine: not billable on the date of service, but on another: 1",
      "reference: not billable on the date of service, but on another: 1",
      "engine: unknown: in no code table, or not in the form of a code: 3",
      "engine: validity not judged: no table covers the day: 1",
      "reference: validity not judged: no table covers the day: 1",
      "engine: validity not judged: the tables know it by year only: 1",
    ]);
  });

  it("say where no table is loaded and where no day is known", async () => {
    const bare = await prepareRun({ ...tables, library: {} }, { systems: [cm] });
    await fillValidity(bare);
    expect(await readValidityNotices(bare)).toContainEqual({
      notice: "validity not judged: no table of the system is loaded",
      side: "reference",
      system: cm,
      count: 3,
    });
    const yearly = await prepareRun(tables, { systems: [cm], dates: "year" });
    await fillValidity(yearly);
    expect(await readValidityNotices(yearly)).toContainEqual({
      notice: "validity not judged: no day of service is known",
      side: "engine",
      system: cm,
      count: 7,
    });
  });
});

describe("the diagnosis that the engine lists first", () => {
  const flag = (code: string, name: string) => ({
    code,
    flag: name,
    valid_from: "2015-10-01",
    valid_to: "9999-12-31",
  });
  const flags = {
    library_editor_flags: [
      flag("G63", "manifestation"),
      flag("Z51.89", "unacceptable"),
      flag("Z51.89", "reqsdx"),
      flag("Z00.00", "unacceptable"),
      flag("I10", "unspecified"),
    ],
  };
  const first = (encounter: string, code: string) => assign(encounter, code, { sequence: 1 });

  async function ratioOf(
    engine_codes: Tables["engine_codes"],
    more: Partial<Tables> = {},
    setting = "inpatient",
  ) {
    const encounters = ["e1", "e2", "e3", "e4", "e5"].map((id) => stay(id, day, { setting }));
    const store = await prepareRun(
      { encounters, engine_codes: engine_codes ?? [], ...more },
      { systems: [cm] },
    );
    await fillValidity(store);
    return [await readRatio(store, "sequence.unacceptable_first"), await readValidityNotices(store)] as const;
  }

  const answers = [
    ...first("e1", "G63"),
    ...first("e2", "Z00.00"),
    ...first("e3", "V43.52XA"),
    ...first("e4", "Z51.89"),
    ...first("e5", "I10"),
  ];

  it("may not be a manifestation or an external cause, nor inpatient what the Code Editor refuses", async () => {
    expect((await ratioOf(answers, { library: flags }))[0]).toBe("3/5");
    expect((await ratioOf(answers, { library: flags }, "outpatient"))[0]).toBe("2/5");
  });

  it("is not judged where no flags are loaded, and a notice says so", async () => {
    const [ratio, notices] = await ratioOf(answers);
    expect(ratio).toBe("none");
    expect(notices).toContainEqual({
      notice: "first-listed not judged: no Code Editor flags",
      side: "engine",
      system: cm,
      count: 5,
    });
  });

  it("counts where there is exactly one", async () => {
    const two = [...first("e1", "G63 I10"), ...assign("e2", "G63", { sequence: 2 }), ...first("e3", "G63")];
    expect((await ratioOf(two, { library: flags }))[0]).toBe("1/1");
    expect((await ratioOf(assign("e1", "G63"), { library: flags }))[0]).toBe("none");
  });
});
