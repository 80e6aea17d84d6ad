import { describe, expect, it } from "vitest";
import { jackknifeInterval, jackknifeVariance } from "../../src/stats/jackknife.ts";
import { reference } from "./reference.ts";

describe("jackknife", () => {
  it("is worked by hand for the mean of 1, 2, 6: s²/n = 7/3", () => {
    expect(jackknifeVariance([4, 3.5, 1.5], 3)).toBeCloseTo(7 / 3, 12);
  });

  it("agrees with numpy and scipy for a mean of thirty", () => {
    const { thetas, theta, variance, interval } = reference.jackknife;
    expect(jackknifeVariance(thetas, theta)).toBeCloseTo(variance, 12);
    const own = jackknifeInterval(thetas, theta, 0.95);
    expect(own?.lower).toBeCloseTo(interval[0], 9);
    expect(own?.upper).toBeCloseTo(interval[1], 9);
  });

  it("is null where the figure is null without a group, or for a single group", () => {
    expect(jackknifeVariance([1, null, 2], 1.5)).toBeNull();
    expect(jackknifeVariance([1], 1)).toBeNull();
    expect(jackknifeVariance([1, 2], null)).toBeNull();
    expect(jackknifeInterval([1, null], 1, 0.95)).toBeNull();
  });
});
