import { describe, expect, it } from "vitest";
import { metricCatalogue } from "../../../src/domain/metric-catalogue.ts";
import { analyzeRepeated, measureRepeated, type RepeatedChart } from "./repeated.ts";

const three: readonly RepeatedChart[] = [
  { encounter: "e1", patient: "p1", reference: "A00 B00", repeats: ["A00 B00", "A00", "A00 C00"] },
  { encounter: "e2", patient: "p2", reference: "A00 D00", repeats: ["A00 E00", "E00 A00", "A00 E00"] },
  { encounter: "e3", patient: "p2", reference: "", repeats: ["", "", ""] },
  {
    encounter: "e4",
    patient: "p3",
    reference: "B00",
    repeats: ["B00", { status: "abstained", codes: "B00" }, { status: "failed" }],
  },
];

describe("an engine that was asked three times", () => {
  it("agrees with itself as worked by hand", async () => {
    const { figure, value } = await measureRepeated(three, 3);
    // pairs of repeats share 2, 4 and 0 codes of 10/2, 12/2 and 2/2 in each pair's two sets: (2 + 4) / (10 + 12 + 2)·3
    expect(figure("self.f1")).toMatchObject({ value: 3 / 4, numerator: 6, denominator: 8, encounters: 3 });
    // {A,B}∩{A} of 2, {A,B}∩{A,C} of 3, {A}∩{A,C} of 2; then 1; then an answer against none
    expect(value("self.jaccard")).toBeCloseTo(((1 / 2 + 1 / 3 + 1 / 2) / 3 + 1 + 0) / 3, 12);
    expect(figure("self.exact_match")).toMatchObject({ value: 1 / 3, numerator: 1, denominator: 3 });
    expect(figure("self.status_agreement", null)).toMatchObject({
      value: 3 / 4,
      numerator: 3,
      denominator: 4,
    });
  });

  it("has its noise told from its disagreement, clustered by patient", async () => {
    const { figure } = await measureRepeated(three, 3);
    // codes that differ between two repeats, halved and averaged over the pairs: e1 (1+2+1)/3/2, e2 0, e4 (1+1+0)/3/2
    // codes that differ from the reference, averaged over the repeats: e1 (0+1+2)/3, e2 2, e4 (0+1+1)/3
    const noise = 2 / 3 + 0 + 1 / 3;
    const wrong = 1 + 2 + 2 / 3;
    const share = figure("self.noise_share");
    expect(share).toMatchObject({ numerator: noise, clusters: 3, encounters: 3 });
    expect(share.denominator).toBeCloseTo(wrong, 14);
    expect(share.value).toBeCloseTo(3 / 11, 14);
    const z = [2 / 3 - 3 / 11, 0 - (3 / 11) * 2, 1 / 3 - (3 / 11) * (2 / 3)].map((each) => each / wrong);
    const variance = (3 / 2) * z.reduce((sum, each) => sum + each ** 2, 0);
    expect(share.se).toBeCloseTo(Math.sqrt(variance), 14);
    expect(share.lower).toBeGreaterThan(0);
    expect(share.upper).toBeLessThan(1);
  });

  it("has its unstable codes listed, those that differ most often first", async () => {
    const { unstable } = await measureRepeated(three, 3);
    const row = { system: "ICD-10-CM" };
    expect(unstable).toEqual([
      { ...row, code: "B00", encounters: 2, differing: 2, in_reference: 2, share: 1 },
      { ...row, code: "C00", encounters: 1, differing: 1, in_reference: 0, share: 1 },
    ]);
  });

  it("has every other figure and table rest on the first answer alone", async () => {
    const again = await analyzeRepeated(three, 3);
    const once = await analyzeRepeated(three, 1);
    const isOther = ({ metric }: { metric: string }) => !metric.startsWith("self.");
    const others = again.analysis.figures.filter(isOther);
    expect(once.analysis.figures.every(isOther)).toBe(true);
    expect(JSON.stringify(others)).toBe(JSON.stringify(once.analysis.figures));
    expect(again.analysis.tables.unstable_codes).toHaveLength(2);
    expect({ ...again.analysis.tables, unstable_codes: [] }).toEqual(once.analysis.tables);
  });

  it("has a figure of every metric of repeats", async () => {
    const { figures } = await measureRepeated(three, 3);
    const made = new Set(figures.map(({ metric }) => metric));
    const expected = metricCatalogue.filter(({ name }) => name.startsWith("self."));
    expect(expected.filter(({ name }) => !made.has(name))).toEqual([]);
    expect(expected).toHaveLength(5);
  });
});

describe("an engine that was asked twice", () => {
  it("is all noise where each error is made once, and none where it is made twice", async () => {
    const noisy = [{ encounter: "e1", patient: "p1", reference: "A00", repeats: ["A00", "B00"] }];
    const steady = [{ encounter: "e1", patient: "p1", reference: "A00", repeats: ["B00", "B00"] }];
    const one = await measureRepeated(noisy, 2);
    expect(one.figure("self.noise_share")).toMatchObject({ value: 1, numerator: 1, denominator: 1 });
    expect(one.value("self.f1")).toBe(0);
    expect(one.value("self.jaccard")).toBe(0);
    const other = await measureRepeated(steady, 2);
    expect(other.figure("self.noise_share")).toMatchObject({ value: 0, numerator: 0, denominator: 2 });
    expect(other.value("self.exact_match")).toBe(1);
  });

  it("has no share of noise where it is never wrong, with the reason", async () => {
    const charts = [{ encounter: "e1", patient: "p1", reference: "A00", repeats: ["A00", "A00"] }];
    const { figure } = await measureRepeated(charts, 2);
    expect(figure("self.noise_share")).toMatchObject({
      value: null,
      note: "no repeat differs from the reference here",
    });
  });
});

describe("codes of repeats", () => {
  const chart = { encounter: "e1", patient: "p1", reference: "E11.9" };

  it("are brought to the form of all others, also codes that stand in a later repeat alone", async () => {
    const { value, unstable } = await measureRepeated(
      [{ ...chart, repeats: ["e119", "E11.9", " E119 "] }],
      3,
    );
    expect(value("self.exact_match")).toBe(1);
    expect(value("self.noise_share")).toBe(null);
    expect(unstable).toEqual([]);
    const later = await measureRepeated([{ ...chart, repeats: ["E11.9", "E11.9 i10", "E11.9 I10"] }], 3);
    // I10 is given twice of three: paired 2, differing 2, wrong 2
    expect(later.figure("self.noise_share")).toMatchObject({ value: 2 / (2 * 2) });
    expect(later.unstable.map(({ code }) => code)).toEqual(["I10"]);
  });

  it("are relabelled by pattern, and count in the systems asked alone", async () => {
    const row = { encounter_id: "e1", repeat: 2 };
    const { figure, value } = await measureRepeated([{ ...chart, repeats: ["E11.9", "E11.9"] }], 2, {
      more: [
        { ...row, system: "HCPCS", code: "99213" },
        { ...row, system: "ICD-10-PCS", code: "0DTJ4ZZ" },
        { ...row, system: "MS-DRG", code: "638" },
        { ...row, system: "ICD-10-CM", code: "I10", use: "admitting" },
      ],
      input: { systems: ["CPT", "ICD-10-CM", "MS-DRG"] },
    });
    expect(value("self.exact_match", "ICD-10-CM")).toBe(1);
    expect(value("self.exact_match", "CPT")).toBe(0);
    // of all systems: E11.9 twice and the visit once; the DRG counts in its own system
    expect(figure("self.f1")).toMatchObject({ numerator: 2, denominator: 3 });
    expect(figure("self.f1", "MS-DRG").note).toBe("the engine gives no MS-DRG");
  });

  it("wait until an encounter has all its repeats; what is open is counted", async () => {
    const charts = [
      { ...chart, repeats: ["E11.9", "I10", null] },
      { encounter: "e2", patient: "p2", reference: "E11.9", repeats: ["E11.9", "E11.9", "E11.9"] },
      { encounter: "e3", patient: "p3", reference: "E11.9", repeats: [null, null, null] },
    ];
    const { figure, open, versions } = await measureRepeated(charts, 3);
    expect(figure("self.f1")).toMatchObject({ value: 1, encounters: 1 });
    expect({ open, versions }).toEqual({ open: 3, versions: [{ version: "1", responses: 3 }] });
    const none = await measureRepeated([{ ...chart, repeats: ["E11.9", null] }], 2);
    expect(none.figure("self.f1")).toMatchObject({
      value: null,
      note: "no encounter here has all its repeats",
    });
  });

  it("give figures of each slice", async () => {
    const charts = three.map((each) => ({ ...each, payer: each.encounter === "e1" ? "Blue" : "Green" }));
    const { value } = await measureRepeated(charts, 3, { input: { slices: ["payer"] } });
    expect(value("self.f1", "all", { payer: "Blue" })).toBe(3 / 5);
    expect(value("self.f1", "all", { payer: "Green" })).toBe(6 / 7);
    expect(value("self.status_agreement", null, { payer: "Green" })).toBe(2 / 3);
  });
});
