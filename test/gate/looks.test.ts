import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Gate, gateDefaults } from "../../src/domain/benchmark.ts";
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
    tunedFor: null,
    ...changes,
  };
}

const met = benchmarkOf({ metric: "encounters.exact_match", at_least: 0.95 });
const sequential = { mode: "sequential", tuned_for: 1000 } as const;

function decide(earlier: readonly EarlierVerdict[], looks: Gate["looks"] = gateDefaults.looks, run = {}) {
  const gate = { ...gateDefaults, looks, benchmarks: [met], waivers: [], baseline: null };
  const frame: Partial<Results["run"]> = { frame: frameOf(0, 600), ...run };
  const results = resultsOf([proportionOf(994, 1000)], frame);
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
      "repeated look, level not guaranteed: look 2 at encounters that an earlier verdict saw (week-1 judged 300 encounters (inconclusive)); only looks: sequential allows it",
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
    const verdict = decide([earlierOf({ tunedFor: 1000 })], sequential);
    expect(verdict).toMatchObject({ verdict: "go", looks: { number: 2, is_guaranteed: true } });
    const [result] = verdict.benchmarks;
    expect(result?.bound).toBe(betaMixtureLower(994, 1000, 0.95, { tunedFor: 1000, alpha: 1 - 0.95 }));
    expect(result).toMatchObject({ method: "beta-binomial confidence sequence", encounters_needed: 0 });
    expect(result?.reason).toContain("(beta-binomial confidence sequence)");
  });

  it("must keep the tuning of its earlier looks", () => {
    const verdict = decide([earlierOf({ tunedFor: 500 })], sequential);
    expect(verdict).toMatchObject({ verdict: "inconclusive", looks: { is_guaranteed: false } });
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
    expect(ratio(299, 71).reason).toBe("a sequential look needs 300 clusters; there are 299");
    expect(ratio(300, 29).reason).toBe("a sequential look needs 30 clusters with an error; there are 29");
  });
});

it("tells the overlap of large frames by their smallest hashes", () => {
  const share = shareOfFrame(frameOf(0, 20_000), frameOf(5_000, 20_000));
  expect(share).toBeGreaterThan(0.68);
  expect(share).toBeLessThan(0.82);
  expect(shareOfFrame(frameOf(0, 2_000), frameOf(2_000, 4_000))).toBe(0);
});
