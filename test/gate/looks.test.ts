import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Gate, gateDefaults } from "../../src/domain/benchmark.ts";
import type { Figure } from "../../src/domain/figure.ts";
import type { Results } from "../../src/domain/results.ts";
import { type Frame, verdictSchema } from "../../src/domain/verdict.ts";
import { describeLooks } from "../../src/domain/verdict-words.ts";
import { decideBenchmark } from "../../src/gate/decide-benchmark.ts";
import { decideGate } from "../../src/gate/decide-gate.ts";
import { type EarlierVerdict, shareOfFrame } from "../../src/gate/judge-looks.ts";
import { betaMixtureLower } from "../../src/stats/confidence-sequence.ts";
import { benchmarkOf, figureOf, proportionOf, resultsOf } from "./measurements.ts";

/** The frame of encounters `from` to `to`, as the analysis would write it. */
function frameOf(from: number, to: number, answers = "a"): Frame {
  const ids = Array.from({ length: to - from }, (_, index) => `e${from + index}`);
  const hashes = ids.map((id) => createHash("md5").update(id).digest("hex").slice(0, 16)).sort();
  return {
    encounters: ids.length,
    digest: hashes.join("").slice(0, 64),
    answers,
    sample: hashes.slice(0, 512),
  };
}

function earlierOf(changes: Partial<EarlierVerdict> = {}): EarlierVerdict {
  return {
    run: "week-1",
    folder: "week-1",
    verdict: "inconclusive",
    engine: "vendor-a",
    version: ["3.2"],
    frame: frameOf(0, 300),
    seed: 7,
    adjudication: null,
    mode: "once",
    tuned_for: null,
    confidence: 0.95,
    ...changes,
  };
}

const met = benchmarkOf({ metric: "encounters.exact_match", at_least: 0.95 });
const sequential = { mode: "sequential", tuned_for: 1000 } as const;

function decide(
  earlier: readonly EarlierVerdict[],
  looks: Gate["looks"] = gateDefaults.looks,
  run: Partial<Results["run"]> = {},
  { figures = [], benchmarks = [] }: { figures?: Figure[]; benchmarks?: Gate["benchmarks"] } = {},
) {
  const gate = { ...gateDefaults, looks, benchmarks: [met, ...benchmarks], waivers: [], baseline: null };
  const frame: Partial<Results["run"]> = { frame: frameOf(0, 600), ...run };
  const results = resultsOf([proportionOf(994, 1000), ...figures], frame);
  const verdict = decideGate({ run: "r", gate, results, service: null, today: "2026-09-01", earlier });
  expect(verdictSchema.parse(verdict)).toEqual(verdict);
  return verdict;
}

describe("a gate that looks once", () => {
  it("is the first look where nothing lies beside it, or nothing that overlaps", () => {
    expect(decide([])).toMatchObject({ verdict: "go", looks: { number: 1, is_guaranteed: true } });
    expect(decide([earlierOf({ frame: frameOf(1000, 1300) })])).toMatchObject({
      verdict: "go",
      looks: { earlier: [] },
    });
  });

  it("never says go at a repeated look, and names the earlier one", () => {
    const verdict = decide([earlierOf()]);
    expect(verdict.verdict).toBe("inconclusive");
    expect(verdict.looks).toMatchObject({ number: 2, is_guaranteed: false });
    expect(verdict.looks?.earlier[0]).toMatchObject({ run: "week-1", encounters: 300 });
    expect(verdict.looks?.earlier[0]?.shared).toBeCloseTo(0.5, 1);
    expect(verdict.reasons[0]).toBe(
      "repeated look, level not guaranteed: look 2 at encounters that an earlier verdict saw (week-1 judged 300 encounters (inconclusive)); judge a fresh period, with looks: sequential for many looks",
    );
  });

  it("takes the same encounters and answers for the same look, other answers for another", () => {
    expect(decide([earlierOf({ frame: frameOf(0, 600) })]).verdict).toBe("go");
    expect(decide([earlierOf({ frame: frameOf(0, 600, "b") })]).verdict).toBe("inconclusive");
  });

  it("names what other engines or versions were told on the same encounters, no more", () => {
    const verdict = decide([earlierOf({ version: ["3.1"] }), earlierOf({ engine: "vendor-b" })]);
    expect(verdict.verdict).toBe("go");
    expect(verdict.looks?.other_engines.map(({ engine, version }) => [engine, version])).toEqual([
      ["vendor-a", ["3.1"]],
      ["vendor-b", ["3.2"]],
    ]);
    expect(describeLooks(verdict.looks)[0]).toContain("vendor-a 3.1 was judged on the same encounters");
  });

  it("folds what was told of one version in one run into a line", () => {
    const other = { engine: "vendor-b", run: "pilot" };
    const earlier = [
      earlierOf({ ...other, verdict: "go", folder: "a" }),
      earlierOf({ ...other, verdict: "no-go", folder: "b" }),
      earlierOf({ ...other, run: "week-1" }),
    ];
    expect(describeLooks(decide(earlier).looks)).toEqual([
      "vendor-b 3.2 was judged on the same encounters: pilot judged 300 encounters (2 verdicts, the last no-go)",
      "vendor-b 3.2 was judged on the same encounters: week-1 judged 300 encounters (inconclusive)",
    ]);
  });

  it("takes an engine under another name for the same where it answered the same encounters alike", () => {
    const renamed = { engine: "vendor-z", version: ["9"] };
    expect(decide([earlierOf({ ...renamed, frame: frameOf(0, 600) })]).looks).toMatchObject({
      number: 1,
      other_engines: [],
    });
    const alias = earlierOf({ ...renamed, frame: frameOf(0, 300, "x") });
    const own = earlierOf({ frame: frameOf(0, 300, "x") });
    expect(decide([alias]).verdict).toBe("go");
    expect(decide([own, alias]).looks).toMatchObject({ flaw: "repeated", other_engines: [] });
  });

  it("does not count a verdict on an incomplete run, which decided nothing", () => {
    expect(decide([earlierOf({ verdict: "incomplete" })])).toMatchObject({
      verdict: "go",
      looks: { number: 1 },
    });
  });

  it("trusts no run that does not tell its encounters, where others were judged before", () => {
    expect(decide([], gateDefaults.looks, { frame: null }).verdict).toBe("go");
    expect(decide([earlierOf()], gateDefaults.looks, { frame: null }).verdict).toBe("inconclusive");
  });
});

describe("a gate that looks again and again", () => {
  it("may go at any look, by the exact confidence sequence of a simple proportion", () => {
    const verdict = decide([earlierOf(sequential)], sequential);
    expect(verdict).toMatchObject({ verdict: "go", looks: { number: 2, is_guaranteed: true } });
    const [result] = verdict.benchmarks;
    expect(result?.bound).toBe(betaMixtureLower(994, 1000, 0.95, { tunedFor: 1000, alpha: 1 - 0.95 }));
    expect(result).toMatchObject({ method: "beta-binomial confidence sequence", encounters_needed: 0 });
    expect(result?.reason).toContain("(beta-binomial confidence sequence)");
  });

  it("must keep the tuning of its earlier looks", () => {
    const verdict = decide([earlierOf({ ...sequential, tuned_for: 500 })], sequential);
    expect(verdict).toMatchObject({ verdict: "inconclusive", looks: { is_guaranteed: false } });
  });

  it.each([
    ["fixed-before", { mode: "once", tuned_for: null }, "an earlier verdict looked once"],
    ["tuning", { tuned_for: 500 }, "tuned for another number of patients"],
    ["confidence", { confidence: 0.9 }, "at another confidence"],
  ] as const)("does not hold its level after a look of another kind: %s", (flaw, changes, words) => {
    const verdict = decide([earlierOf({ ...sequential, ...changes })], sequential);
    expect(verdict).toMatchObject({ verdict: "inconclusive", looks: { is_guaranteed: false, flaw } });
    expect(verdict.reasons[0]).toContain(words);
    expect(verdict.reasons[0]).toContain("judge a fresh period");
    const same = earlierOf({ ...sequential, ...changes, frame: frameOf(0, 600) });
    expect(decide([same], sequential).verdict).toBe("go");
  });

  it("bounds other ratios asymptotically, from 300 clusters and 30 with an error on", () => {
    const ratio = (clusters: number, rare: number) =>
      decideBenchmark(
        benchmarkOf({ at_least: 0.85 }),
        { results: resultsOf([figureOf({ clusters, rare_clusters: rare })]), service: null },
        0.95,
        sequential,
      );
    // .912 − 2.779·… at t = 300: reach √(2·(1+1.8987)/1.8987·ln(1 + √2.8987/.1)) = 2.968; .912 − 2.968·.008959 = .8854
    expect(ratio(300, 30)).toMatchObject({ outcome: "met", method: "asymptotic confidence sequence" });
    expect(ratio(300, 30).lower).toBeCloseTo(0.8854, 3);
    expect(ratio(299, 71).encounters_needed).toBeGreaterThan(0);
    expect(ratio(299, 71).reason).toBe("a sequential look needs 300 patients; there are 299");
    expect(ratio(300, 29).reason).toBe("a sequential look needs 30 patients with an error; there are 29");
  });
});

describe("the same encounters with the same answers", () => {
  const truth = proportionOf(199, 200, { metric: "true.encounters.exact_match", system: "all" });
  const review = { drawn: 200, settled: 200, reviewers: ["Ann"], arbiter: null };
  const adjudication = { ...review, sha256: "now", nonresponse: "refuse" as const };
  const same = { frame: frameOf(0, 600) };
  const onTruth = [benchmarkOf({ metric: "true.encounters.exact_match", system: "all", at_least: 0.9 })];
  const onThreshold = [
    benchmarkOf({ metric: "automation.coverage", system: undefined, at_least: 0, level: "warn" }),
  ];

  it.each([gateDefaults.looks, sequential])(
    "are another look with other answers of reviewers: $mode",
    (looks) => {
      const parts = { figures: [truth], benchmarks: onTruth };
      const mode = { mode: looks.mode, tuned_for: looks.mode === "once" ? null : 1000 };
      const decideAfter = (before: string | null, more = parts) =>
        decide([earlierOf({ ...same, ...mode, adjudication: before })], looks, { adjudication }, more);
      expect(decideAfter("before").looks).toMatchObject({ is_guaranteed: false, number: 2 });
      expect(decideAfter("now").looks?.is_guaranteed).toBe(true);
      expect(decideAfter(null).looks?.is_guaranteed).toBe(true);
      expect(decideAfter("before", { ...parts, benchmarks: [] }).looks?.is_guaranteed).toBe(true);
      const unseen = decide(
        [earlierOf({ ...same, adjudication: "before" })],
        looks,
        { adjudication },
        { benchmarks: onTruth },
      );
      expect(unseen.looks?.earlier).toEqual([]);
    },
  );

  it("are another look with another seed where a threshold is proved by it, and else the same", () => {
    const other = [earlierOf({ ...same, seed: 8 })];
    expect(decide(other).looks?.number).toBe(1);
    const verdict = decide(other, gateDefaults.looks, {}, { benchmarks: onThreshold });
    expect(verdict.looks).toMatchObject({ number: 2, is_guaranteed: false, flaw: "repeated" });
    const proved = decide(
      [earlierOf({ ...same, ...sequential, seed: 8 })],
      sequential,
      {},
      { benchmarks: onThreshold },
    );
    expect(proved.looks).toMatchObject({ flaw: "drawn-anew" });
  });
});

it("tells the overlap of large frames by their smallest hashes", () => {
  const share = shareOfFrame(frameOf(0, 20_000), frameOf(5_000, 20_000));
  expect(share).toBeGreaterThan(0.68);
  expect(share).toBeLessThan(0.82);
  expect(shareOfFrame(frameOf(0, 2_000), frameOf(2_000, 4_000))).toBe(0);
});
