import { describe, expect, it } from "vitest";
import {
  areaUnderRiskCoverage,
  binByMass,
  brierScore,
  type ConfidenceGroup,
  expectedCalibrationError,
} from "../../src/stats/calibration.ts";

function group(confidence: number, count: number, correct: number): ConfidenceGroup {
  const squared = correct * (1 - confidence) ** 2 + (count - correct) * confidence ** 2;
  return { confidence, count, correct, squared };
}

describe("the area under the risk–coverage curve", () => {
  it("is the mean of the risks as answers enter one by one: right, wrong, right, wrong", () => {
    const groups = [group(0.2, 1, 0), group(0.4, 1, 1), group(0.6, 1, 0), group(0.8, 1, 1)];
    expect(areaUnderRiskCoverage(groups)).toBeCloseTo((0 + 1 / 2 + 1 / 3 + 2 / 4) / 4, 14);
  });

  it("takes ties in expectation: one right and one wrong of equal confidence give 1/2, then a right one 1/3", () => {
    expect(areaUnderRiskCoverage([group(0.1, 1, 1), group(0.5, 2, 1)])).toBeCloseTo(
      (0.5 + 0.5 + 1 / 3) / 3,
      14,
    );
  });

  it("is the plain error rate where all confidences are equal, however many answers there are", () => {
    expect(areaUnderRiskCoverage([group(0.9, 16_000_000, 12_000_000)])).toBeCloseTo(0.25, 12);
  });

  it("is the same by the series as by hand for a thousand answers", () => {
    const risks = Array.from({ length: 1000 }, (_, index) => Math.max(0, index + 1 - 300) / (index + 1));
    const byHand = risks.reduce((sum, risk) => sum + risk, 0) / 1000;
    expect(areaUnderRiskCoverage([group(0.1, 700, 0), group(0.9, 300, 300)])).toBeCloseTo(byHand, 12);
  });
});

describe("bins of equal mass", () => {
  it("hold two each of thirty different confidences", () => {
    const groups = Array.from({ length: 30 }, (_, index) => group(index / 30, 1, index % 2));
    const bins = binByMass(groups);
    expect(bins.map(({ count }) => count)).toEqual(Array.from({ length: 15 }, () => 2));
    expect(bins[7]).toEqual({ first: 14, last: 15, count: 2, correct: 1, confidence: 29 / 60 });
  });

  it("never split equal confidences, and leave empty bins out", () => {
    const bins = binByMass([group(0.2, 10, 1), group(0.8, 5, 5)]);
    expect(bins.map(({ count }) => count)).toEqual([10, 5]);
  });
});

describe("calibration error and Brier score", () => {
  const groups = [group(0.2, 10, 4), group(0.8, 5, 4)];

  it("weigh the gap of each bin by its answers: (10·0.2 + 5·0) / 15", () => {
    expect(expectedCalibrationError(groups)).toBeCloseTo(2 / 15, 14);
  });

  it("average squared distances: (4·0.64 + 6·0.04 + 4·0.04 + 0.64) / 15", () => {
    expect(brierScore(groups)).toBeCloseTo(3.6 / 15, 14);
  });

  it("are null without an answer", () => {
    expect([expectedCalibrationError([]), brierScore([]), areaUnderRiskCoverage([])]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
