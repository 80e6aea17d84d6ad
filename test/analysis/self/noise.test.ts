import { describe, expect, it } from "vitest";
import { type Random, seededRandom } from "../../../src/effects.ts";
import { measureRepeated, type RepeatedChart } from "./repeated.ts";

const codes = ["A00", "B00", "C00", "D00", "E00", "F01"];

/** With what chance each code is given on one chart; a chart is read well or badly as a whole. */
function drawChances(random: Random): readonly number[] {
  const skill = 0.5 + random() / 2;
  return codes.map(() => (random() < 0.5 ? skill * random() : 1 - (1 - skill) * random()));
}

interface Simulated {
  readonly charts: readonly RepeatedChart[];
  readonly noise: number;
  readonly wrong: number;
}

/** Charts of two to a patient, with the noise and the disagreement that an answer has in expectation. */
function simulate(encounters: number, repeats: number, random: Random): Simulated {
  let noise = 0;
  let wrong = 0;
  const charts = Array.from({ length: encounters }, (_, at) => {
    const chances = drawChances(random);
    const held = codes.map(() => random() < 0.5);
    chances.forEach((chance, code) => {
      noise += chance * (1 - chance);
      wrong += held[code] ? 1 - chance : chance;
    });
    const answer = () => codes.filter((_, code) => random() < (chances[code] ?? 0)).join(" ");
    return {
      encounter: `e${at}`,
      patient: `p${Math.floor(at / 2)}`,
      reference: codes.filter((_, code) => held[code]).join(" "),
      repeats: Array.from({ length: repeats }, answer),
    };
  });
  return { charts, noise, wrong };
}

describe("the share of noise", () => {
  it.each([2, 3, 5])("is that of the chances by which codes are given, asked %i times", async (repeats) => {
    const { charts, noise, wrong } = simulate(1500, repeats, seededRandom(repeats));
    const { figure } = await measureRepeated(charts, repeats);
    const share = figure("self.noise_share");
    expect(Math.abs((share.value ?? 0) - noise / wrong)).toBeLessThan(3 * (share.se ?? 0));
    expect(share.se).toBeLessThan(0.02);
    expect((share.numerator ?? 0) / noise).toBeCloseTo(1, 1);
    expect((share.denominator ?? 0) / wrong).toBeCloseTo(1, 1);
  });
});

/** Codes that one side alone gives, the first answers against the reference. */
function countWrong(charts: readonly RepeatedChart[]): number {
  const alone = charts.flatMap(({ reference, repeats: [first] }) =>
    codes.filter((code) => reference.includes(code) !== String(first).includes(code)),
  );
  return alone.length;
}

describe("an engine that always answers the same", () => {
  it("agrees with itself wholly and has no noise, whatever it disagrees about", async () => {
    const { charts } = simulate(60, 1, seededRandom(4));
    const steady = charts.map((chart) => ({ ...chart, repeats: Array(3).fill(chart.repeats[0]) }));
    const { value, figure, unstable } = await measureRepeated(steady, 3);
    for (const metric of ["self.f1", "self.jaccard", "self.exact_match"])
      expect([metric, value(metric)]).toEqual([metric, 1]);
    expect(value("self.status_agreement", null)).toBe(1);
    const wrong = countWrong(steady);
    const share = figure("self.noise_share");
    expect(share).toMatchObject({ value: 0, numerator: 0 });
    expect(share.denominator).toBe(wrong);
    expect(share.upper).toBeGreaterThan(0);
    expect(unstable).toEqual([]);
  });
});

describe("repeats in another order", () => {
  it("give the same figures of repeats to the byte", async () => {
    const { charts } = simulate(60, 3, seededRandom(5));
    const turned = charts.map((chart) => ({ ...chart, repeats: chart.repeats.toReversed() })).toReversed();
    const [one, other] = [await measureRepeated(charts, 3), await measureRepeated(turned, 3)];
    const own = ({ figures, unstable }: typeof one) => [figures, unstable];
    expect(JSON.stringify(own(other))).toBe(JSON.stringify(own(one)));
  });
});
