import { describe, expect, it } from "vitest";
import { cohenKappa, fleissKappa, kappaVariance } from "../../src/stats/kappa.ts";
import { tQuantile } from "../../src/stats/quantiles.ts";

describe("Cohen's kappa", () => {
  it("is that of SAS for a published table (via statsmodels): .4842, ASE .1380, 95 % .2137 to .7547", () => {
    const table = [
      [0, 4, 1],
      [0, 8, 0],
      [0, 1, 5],
    ];
    const kappa = cohenKappa(table) ?? Number.NaN;
    const error = Math.sqrt(kappaVariance(table) ?? Number.NaN);
    const z = tQuantile(0.975, 1e9);
    expect(kappa).toBeCloseTo(0.4842, 4);
    expect(error).toBeCloseTo(0.138, 4);
    expect(kappa - z * error).toBeCloseTo(0.2137, 4);
    expect(kappa + z * error).toBeCloseTo(0.7547, 4);
  });

  it("is worked by hand for two by two: 20, 5, 10, 15 agree in .7 where chance gives .5", () => {
    expect(
      cohenKappa([
        [20, 5],
        [10, 15],
      ]),
    ).toBeCloseTo(0.4, 12);
  });

  it("is 1 for raters who never differ, however many cells, and 0 for what chance would give", () => {
    expect(
      cohenKappa([
        [700_001, 0],
        [0, 69_999_300_007],
      ]),
    ).toBe(1);
    expect(
      cohenKappa([
        [4, 4],
        [4, 4],
      ]),
    ).toBe(0);
  });

  it("is null without a cell, and where both raters only ever name one category", () => {
    const alike = [
      [9, 0],
      [0, 0],
    ];
    expect(cohenKappa([])).toBeNull();
    expect(cohenKappa([[0]])).toBeNull();
    expect(cohenKappa(alike)).toBeNull();
    expect(kappaVariance(alike)).toBeNull();
  });
});

describe("Fleiss' kappa", () => {
  it("is .210 for the example of ten subjects and fourteen raters (Wikipedia, via statsmodels)", () => {
    const subjects = [
      [0, 0, 0, 0, 14],
      [0, 2, 6, 4, 2],
      [0, 0, 3, 5, 6],
      [0, 3, 9, 2, 0],
      [2, 2, 8, 1, 1],
      [7, 7, 0, 0, 0],
      [3, 2, 6, 3, 0],
      [2, 5, 3, 2, 2],
      [6, 5, 2, 1, 0],
      [0, 2, 2, 3, 7],
    ];
    expect(fleissKappa(subjects)).toBeCloseTo(0.21, 3);
  });

  it("is null for no subject, one rater, or one category", () => {
    expect(fleissKappa([])).toBeNull();
    expect(fleissKappa([[1, 0]])).toBeNull();
    expect(
      fleissKappa([
        [3, 0],
        [3, 0],
      ]),
    ).toBeNull();
  });
});
