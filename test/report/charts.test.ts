import { parse, View } from "vega";
import { compile } from "vega-lite";
import { describe, expect, it } from "vitest";
import { shorten } from "../../src/report/charts/chart-frame.ts";
import { drawChart, specifyChart } from "../../src/report/charts/draw-chart.ts";
import type { ChartRequest } from "../../src/report/charts/drawing.ts";
import { fitShareDomain, labelShares } from "../../src/report/charts/share-axis.ts";

const note = { wide: "≥ 90 % met", narrow: "≥ 90 %" };
const absent = { value: null, lower: null, upper: null };

const intervals: ChartRequest = {
  kind: "interval",
  title: 'Recall & "precision"',
  rows: [
    { label: "nothing <yet>", ...absent, required: 0.85, tone: "unsure", note },
    { label: "first", value: 0.91, lower: 0.9, upper: 0.93, required: 0.9, tone: "good", note },
  ],
  reference: { label: "every encounter 88.0 %", value: 0.88 },
};

const balance: ChartRequest = {
  kind: "balance",
  title: "Codes",
  rows: [
    { label: { wide: "ICD-10-CM E11.9", narrow: "E11.9" }, over: 40, missed: 0 },
    { label: { wide: "CPT 99213", narrow: "99213" }, over: 31, missed: 12 },
  ],
};

const curve: ChartRequest = {
  kind: "share-curve",
  title: "Errors by coverage",
  shape: "line",
  names: { x: "accepted", y: "with an error" },
  rows: [
    { x: 0.2, y: 0.01, lower: null, upper: null },
    { x: 0.9, y: 0.12, lower: null, upper: null },
  ],
  across: { label: "at most 5 %", value: 0.05 },
  upright: { label: "proved: 0.9 or more", value: 0.4 },
};

const points: ChartRequest = {
  ...curve,
  shape: "points",
  rows: [
    { x: 0.5, y: 0.6, lower: 0.5, upper: 0.7 },
    { x: 0.9, y: 1, lower: null, upper: null },
  ],
  across: null,
  upright: null,
};

describe("charts", () => {
  it.each([intervals, balance, curve, points])(
    "of kind $kind compile without a warning at both sizes",
    async (request) => {
      const warnings: unknown[] = [];
      const collect = (...message: unknown[]) => {
        warnings.push(message);
        return logger;
      };
      const ignore = () => logger;
      const logger = { level: () => logger, error: collect, warn: collect, info: ignore, debug: ignore };
      for (const size of ["wide", "narrow"] as const) {
        const { spec } = compile(specifyChart(request, size), { logger });
        await new View(parse(spec), { renderer: "none" }).runAsync();
      }
      expect(warnings).toEqual([]);
    },
  );

  it("draw a mark once, whatever the curve has of points", async () => {
    const drawing = await drawChart(curve);
    expect(drawing?.wide.match(/at most 5 %/g)).toHaveLength(1);
    expect(drawing?.narrow.match(/proved: 0\.9 or more/g)).toHaveLength(1);
  });

  it("name themselves and escape what they are given", async () => {
    const drawing = await drawChart(intervals);
    expect(drawing?.wide).toContain('role="img" aria-label="Recall &amp; &quot;precision&quot;"');
    expect(drawing?.wide).toContain("nothing &lt;yet&gt;");
  });

  it("keep the order of their rows where one has no value", async () => {
    const drawing = await drawChart(intervals);
    const heightOf = (label: string) =>
      Number(new RegExp(`translate\\([^,]+,([\\d.]+)\\)[^>]*>${label}`).exec(drawing?.wide ?? "")?.[1]);
    expect(heightOf("nothing")).toBeLessThan(heightOf("first"));
  });

  it("take every colour from the page, so that one picture serves light, dark and paper", async () => {
    for (const request of [intervals, balance]) {
      const drawing = await drawChart(request);
      const colours = `${drawing?.wide}${drawing?.narrow}`.matchAll(/ (?:fill|stroke)="([^"]+)"/g);
      const others = [...colours].map(([, colour]) => colour).filter((colour) => !colour?.startsWith("var("));
      expect(new Set(others)).toEqual(new Set(["none"]));
    }
  });

  it("are not drawn where there is nothing to draw", async () => {
    expect(await drawChart({ ...balance, rows: [] })).toBeNull();
  });

  it("fit the axis to the numbers and within 0 and 1 where they are", () => {
    expect(fitShareDomain([])).toEqual([0, 1]);
    expect(fitShareDomain([0.005, 0.995])).toEqual([0, 1]);
    expect(fitShareDomain([0.8, 0.9])[0]).toBeCloseTo(0.79, 10);
    expect(fitShareDomain([-0.84, 0.5])[0]).toBeLessThan(-0.84);
    expect(labelShares([0.9, 0.95])).toContain(".1f");
  });

  it("shorten labels that do not fit", () => {
    expect(shorten("Medicare", 100)).toBe("Medicare");
    expect(shorten("Blue Cross Blue Shield", 77)).toBe("Blue Cross…");
  });
});

describe("a code with three decimals", () => {
  it("stands in the chart as it is, however the picture's numbers are rounded", async () => {
    const drawing = await drawChart({
      kind: "balance",
      title: "Codes",
      rows: [{ label: { wide: "ICD-10-CM Z87.891", narrow: "Z87.891" }, over: 3, missed: 1 }],
    });
    expect(drawing?.wide).toContain("ICD-10-CM Z87.891<");
    expect(drawing?.narrow).toContain(">Z87.891<");
  });
});
