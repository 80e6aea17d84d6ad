import { describe, expect, it } from "vitest";
import type { CodeRow } from "../../src/domain/code-row.ts";
import { automationRowSchema } from "../../src/domain/evidence-tables.ts";
import { type BenchmarkResult, benchmarkResultSchema } from "../../src/domain/verdict.ts";
import type { ChartRequest } from "../../src/report/charts/drawing.ts";
import { buildBenchmarksView } from "../../src/report/view/benchmarks-view.ts";
import { buildCodesView, rankCodes } from "../../src/report/view/codes-view.ts";
import { explainBenchmark, explainOutcome } from "../../src/report/view/explain-benchmark.ts";
import { buildFlowView } from "../../src/report/view/flow-view.ts";
import { buildHeadlines } from "../../src/report/view/headline-view.ts";
import { buildHumanView } from "../../src/report/view/human-view.ts";
import { buildSliceViews } from "../../src/report/view/slices-view.ts";
import { buildSystemsView } from "../../src/report/view/systems-view.ts";
import { buildVerdictView } from "../../src/report/view/verdict-view.ts";
import { buildWrongView } from "../../src/report/view/wrong-view.ts";
import { makeFigure, makeResults, makeService, makeVerdict } from "./fixtures.ts";

const results = makeResults();
const provedThreshold = automationRowSchema.parse({
  slice: null,
  threshold: 0.648,
  target_error: 0.08,
  confidence: 0.95,
  method: "Learn-then-Test",
  candidates: 144,
  tested_encounters: 945,
  tested_accepted: 853,
  tested_errors: 54,
  encounters: 1003,
  accepted: 908,
  errors: 70,
  coverage: 0.905,
  coverage_lower: 0.886,
  coverage_upper: 0.922,
  precision: 0.923,
  precision_lower: 0.903,
  precision_upper: 0.939,
  charts_per_day: null,
  errors_per_day: null,
  errors_per_1000: 70,
  note: null,
});
const input = { results, service: makeService(), verdict: makeVerdict("no-go") };
const drawNothing = async () => null;
const plain = (text: string | null | undefined) => text?.replaceAll("\u00a0", " ");

function recordCharts() {
  const requests: ChartRequest[] = [];
  const draw = async (request: ChartRequest) => {
    requests.push(request);
    return null;
  };
  return { requests, draw };
}

function makeBenchmark(draft: Partial<BenchmarkResult>): BenchmarkResult {
  return benchmarkResultSchema.parse({
    metric: "codes.recall",
    system: "ICD-10-CM",
    slice: null,
    requirement: { at_least: 0.9, on: "bound" },
    value: 0.856,
    bound: 0.87,
    lower: 0.841,
    upper: 0.87,
    encounters: 1480,
    outcome: "not-met",
    reason: "from the gate",
    encounters_needed: null,
    ...draft,
  });
}

describe("the verdict in words", () => {
  it("names what is missed, the widest gap first", () => {
    const view = buildVerdictView(input);
    expect(view.word).toBe("NO-GO");
    expect(plain(view.summary)).toBe("Of 8 benchmarks: 2 not met, 2 undecided, 4 met.");
    expect(view.reasons.map(plain)).toEqual([
      "F1 of codes, setting inpatient is 80.6 %; at least 87 % was required.",
      "Recall of codes, ICD-10-CM is 85.6 %; at least 90 % was required.",
    ]);
    expect(view.furtherReasons).toEqual([]);
  });

  it("says of a go only that every benchmark is met", () => {
    const view = buildVerdictView({ ...input, verdict: makeVerdict("go") });
    expect(plain(view.summary)).toBe(
      "All 4 benchmarks are met: 3 at 95 % confidence, 1 by the measured value alone.",
    );
    expect(view.reasons).toEqual([]);
  });

  it("says of an incomplete run why it is so, not what its numbers were", () => {
    const view = buildVerdictView({ ...input, verdict: makeVerdict("incomplete") });
    expect(view.word).toBe("INCOMPLETE");
    expect(view.reasons).toEqual(["12 encounters have no final response."]);
  });

  it("says that nothing was decided where the scenario has no gate", () => {
    expect(buildVerdictView({ ...input, verdict: null }).word).toBe("No decision: the scenario has no gate");
  });

  it("calls a run without a gate incomplete where it is", () => {
    const broken = makeResults({ complete: false, incomplete_because: ["a shard is missing"] });
    const view = buildVerdictView({ results: broken, service: null, verdict: null });
    expect(view.word).toBe("INCOMPLETE");
    expect(view.reasons).toEqual(["A shard is missing."]);
  });
});

describe("a benchmark in words", () => {
  it.each([
    [{ outcome: "met", lower: 0.92, upper: 0.95 }, "With 95 % confidence it is at least 92.0 %."],
    [{ outcome: "not-met" }, "With 95 % confidence it is at most 87.0 %."],
    [
      { outcome: "inconclusive", value: 0.91, lower: 0.88 },
      "Only 88.0 % or more is sure at 95 % confidence.",
    ],
    [{ outcome: "inconclusive", value: 0.88, upper: 0.91 }, "91.0 % cannot be ruled out at 95 % confidence."],
    [{ outcome: "inconclusive", value: null }, "From the gate."],
  ] as const)("explains %o", (draft, expected) => {
    expect(plain(explainOutcome(makeBenchmark(draft), 0.95))).toBe(expected);
  });

  it("turns the sides round where a value may be at most so much", () => {
    const tooMany = makeBenchmark({
      requirement: { at_most: 0.1, on: "bound" },
      value: 0.2,
      lower: 0.15,
      upper: 0.25,
    });
    expect(plain(explainBenchmark(tooMany, 0.95))).toBe(
      "Recall of codes, ICD-10-CM is 20.0 %; at most 10 % was allowed; with 95 % confidence it is at least 15.0 %.",
    );
  });
});

describe("the three numbers of the first screen", () => {
  it("are overall agreement, the share answered, and agreement on it, each with interval and n", () => {
    const [overall, direct, answered] = buildHeadlines(input);
    expect(direct?.label).toBe("Answered without a person");
    expect(plain(overall?.text)).toBe("87.4 %");
    expect(plain(overall?.interval)).toBe("85.8–89.0 % (95 % interval)");
    expect(plain(overall?.evidence)).toBe("n = 1,480 encounters, 1,095 patients");
    expect(plain(direct?.text)).toBe("91.7 %");
    expect(direct?.meaning).toContain("1,357 of 1,480 encounters");
    expect(plain(answered?.text)).toBe("91.2 %");
  });

  it("are the share that a proved threshold lets go direct to bill, and what of it is alike, where one is", () => {
    const share = (metric: string, value: number) => makeFigure({ metric, value, lower: 0.5, upper: 0.99 });
    const figures = [
      ...results.figures,
      share("automation.coverage", 0.905),
      share("automation.precision", 0.923),
    ];
    const tables = { ...results.tables, automation: [provedThreshold] };
    const [, direct, alike] = buildHeadlines({ ...input, results: { ...results, figures, tables } });
    expect([direct?.label, plain(direct?.text)]).toEqual(["Share that may go direct to bill", "90.5 %"]);
    expect(plain(direct?.meaning)).toBe(
      "A confidence of 0.648 or more. Proved: at most 8 % of those accepted are not coded exactly as the coders did, at 95 % confidence. The engine answered 91.7 % alone.",
    );
    expect([alike?.label, plain(alike?.text)]).toEqual(["Coded exactly alike on that share", "92.3 %"]);
    const unproved = [{ ...provedThreshold, threshold: null, precision: null }];
    const without = { ...results, figures, tables: { ...tables, automation: unproved } };
    expect(buildHeadlines({ ...input, results: without })[1]?.label).toBe("Answered without a person");
  });

  it("give the reason where a number could not be computed", () => {
    const note = "the engine gave no code";
    const figures = [makeFigure({ metric: "codes.f1", system: "all", note })];
    const [overall, direct] = buildHeadlines({ ...input, results: { ...results, figures } });
    expect(overall).toMatchObject({ text: "—", note });
    expect(direct).toMatchObject({ text: "—", note: "not measured" });
  });

  it("speak of the one code system where there is no figure over all", () => {
    const figures = [makeFigure({ metric: "codes.f1", system: "CPT", value: 0.5 })];
    const one = { ...results, figures, run: { ...results.run, systems: ["CPT"] } };
    expect(buildHeadlines({ ...input, results: one })[0]).toMatchObject({ text: "50.0\u00a0%" });
  });
});

describe("benchmarks", () => {
  it("stand on charts apart by direction, latencies in the table alone", async () => {
    const { requests, draw } = recordCharts();
    const view = await buildBenchmarksView(makeVerdict("no-go"), draw);
    expect(view.rows).toHaveLength(8);
    expect(requests.map(({ rows }) => rows.length)).toEqual([6, 1]);
    expect(plain(view.chartLeavesOut)).toBe(
      "1 benchmark measured in other units than per cent stands in the table alone.",
    );
  });
});

describe("slices", () => {
  it("stand by the most encounters, then by name, a missing value as not recorded", async () => {
    const [setting] = await buildSliceViews(input, drawNothing);
    expect(setting?.rows.map(({ title }) => title)).toEqual([
      "outpatient",
      "emergency",
      "inpatient",
      "observation",
      "not recorded",
    ]);
  });

  it("keep a group whose figure is null, with its reason", async () => {
    const views = await buildSliceViews(input, drawNothing);
    const row = views.flatMap(({ rows }) => rows).find(({ title }) => title === "transplant_surgery");
    expect(row?.cells[0]).toEqual({
      text: "—",
      interval: null,
      note: "no reference code and no engine code in this slice",
    });
  });

  it("beyond twenty are counted, not dropped silently", async () => {
    const figures = Array.from({ length: 25 }, (_, index) =>
      makeFigure({ metric: "codes.f1", system: "all", slice: { payer: `payer ${index}` }, value: 0.9 }),
    );
    const [payer] = await buildSliceViews({ ...input, results: { ...results, figures } }, drawNothing);
    expect(payer?.rows).toHaveLength(20);
    expect(plain(payer?.leftOut)).toBe("The 5 smaller groups of this column stand in results.json.");
  });
});

describe("the second coder", () => {
  it("stands beside the engine on the same encounters", async () => {
    const view = await buildHumanView(input, drawNothing);
    const row = view?.rows[0];
    expect([row?.human.text, row?.engine.text, row?.excess.text].map(plain)).toEqual([
      "91.3 %",
      "86.9 %",
      "+4.4 points",
    ]);
  });

  it("is left out where no encounter was coded twice", async () => {
    const figures = results.figures.filter(({ metric }) => !/^(human|excess)\./.test(metric));
    expect(await buildHumanView({ ...input, results: { ...results, figures } }, drawNothing)).toBeNull();
  });
});

describe("codes that lean", () => {
  const row = (
    code: string,
    over: number,
    missed: number,
    direction: CodeRow["direction"] = null,
  ): CodeRow => ({
    system: "CPT",
    code,
    over,
    missed,
    direction,
    both: 1,
    neither: 0,
    precision: null,
    recall: null,
    f1: null,
    ratio: null,
    ratio_lower: null,
    ratio_upper: null,
    p: null,
    q: null,
    q_all: null,
  });

  it("stand by net count, then by name, and only where they are proved to lean", () => {
    const rows = [
      row("C", 9, 0, "over"),
      row("B", 9, 0, "over"),
      row("A", 11, 1, "over"),
      row("D", 14, 1),
      row("E", 0, 9, "under"),
    ];
    expect(rankCodes(rows, "over").map(({ code }) => code)).toEqual(["A", "B", "C"]);
    expect(rankCodes(rows, "under").map(({ code }) => code)).toEqual(["E"]);
  });

  it("say how many lean without proof, and how many proved ones are cut", async () => {
    const over = Array.from({ length: 17 }, (_, at) => row(`P${at}`, 9, 0, "over"));
    const codes = [...over, row("D", 14, 1), row("F", 0, 2)];
    const few = { ...results, tables: { ...results.tables, codes } };
    const view = await buildCodesView({ ...input, results: few }, drawNothing);
    expect(view.lists.map(({ rest }) => plain(rest))).toEqual([
      "Not shown: 2 further codes beyond chance and 1 code not proved to lean this way; tables/codes.csv holds them all.",
      "Not shown: 1 code not proved to lean this way; tables/codes.csv holds them all.",
    ]);
  });

  it("are at most fifteen a side, and the cap of the table is stated", async () => {
    const view = await buildCodesView(input, drawNothing);
    expect(view.lists.map(({ lines }) => lines.length)).toEqual([15, 15]);
    expect(view.cap).toBe("Ranked among the 300 most frequent of 412 codes; all stand in tables/codes.csv.");
  });
});

describe("the flow", () => {
  it("names every drop with its reason", () => {
    const { steps } = buildFlowView(input);
    expect(steps.map(({ step, encounters }) => `${step} ${encounters}`)).toEqual([
      "received 2,000",
      "eligible 1,520",
      "sent 1,480",
      "answered 1,357",
      "compared 1,480",
    ]);
    expect(steps[3]?.drops).toEqual([
      { reason: "abstained", encounters: "107" },
      { reason: "failed", encounters: "16" },
    ]);
  });
});

describe("a code system that nobody coded", () => {
  it("is one line with its reason, not a row of dashes", async () => {
    const note = "neither side gave a code";
    const blank = { value: null, lower: null, upper: null, note };
    const figures = results.figures.map((one) => (one.system === "CPT" ? { ...one, ...blank } : one));
    const view = await buildSystemsView({ ...input, results: { ...results, figures } }, drawNothing);
    expect(view.rows.map(({ title }) => title)).not.toContain("CPT");
    expect(view.without).toEqual([{ titles: "CPT", reason: note }]);
  });
});

describe("indicators that hide what the stay caused", () => {
  const withPoa = (value: number | null) => {
    const rest = results.figures.filter(({ metric }) => metric !== "poa.n_to_y");
    const counts =
      value === null ? { numerator: null, denominator: null } : { numerator: 23, denominator: 58 };
    const [first] = results.figures;
    if (first === undefined) throw new Error("the fixture has no figure");
    const poa = { ...first, metric: "poa.n_to_y", system: null, slice: null, value, ...counts };
    return { ...results, figures: [...rest, poa] };
  };

  it("are a line where the share is a figure, and none where it is null", async () => {
    const { poa } = await buildWrongView(withPoa(23 / 58), drawNothing);
    expect(plain(poa)).toBe(
      "Present on admission: of 58 matched diagnoses that the coders marked N, the engine marks 23 Y (39.7 %). That hides what arose during the stay.",
    );
    expect((await buildWrongView(withPoa(null), drawNothing)).poa).toBeNull();
  });
});
