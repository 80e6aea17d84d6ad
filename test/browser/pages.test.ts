import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderComparison } from "../../src/report/render-comparison.ts";
import { renderPlan } from "../../src/report/render-plan.ts";
import { renderTrendPage } from "../../src/report/render-trend.ts";
import { makeComparison, makePlan, makeTrendDocument } from "../report/page-fixtures.ts";
import { launchChromium } from "./chromium.ts";

const folder = mkdtempSync(join(tmpdir(), "shadowbench-pages-"));
const chromium = await launchChromium();
const pages = ["compare", "trend", "plan"] as const;

function fileOf(name: string): string {
  return join(folder, `${name}.html`);
}

beforeAll(async () => {
  writeFileSync(fileOf("compare"), await renderComparison(makeComparison()));
  writeFileSync(fileOf("trend"), await renderTrendPage(makeTrendDocument()));
  writeFileSync(fileOf("plan"), await renderPlan(makePlan()));
});
afterAll(async () => {
  if (chromium.kind === "running") await chromium.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(name: string, width: number) {
  if (chromium.kind === "absent") throw new Error(chromium.reason);
  const page = await chromium.browser.newPage({ viewport: { width, height: 900 } });
  await page.goto(pathToFileURL(fileOf(name)).href);
  return page;
}

/** Boxes whose table is wider than they are, and words of charts that stick out of their picture. */
const findCut = `[
  ...[...document.querySelectorAll(".scroll:has(.stack)")]
    .filter((box) => box.checkVisibility() && box.scrollWidth > box.clientWidth + 1)
    .map((box) => box.getAttribute("aria-labelledby")),
  ...[...document.querySelectorAll("svg")].filter((svg) => svg.checkVisibility()).flatMap((svg) => {
    const room = svg.getBoundingClientRect();
    const words = [...svg.querySelectorAll("text")].map((text) => [text, text.getBoundingClientRect()]);
    return words
      .filter(([, box]) => box.left < room.left - 1 || box.right > room.right + 1 || box.bottom > room.bottom + 1)
      .map(([text]) => text.textContent);
  }),
]`;

/** Ticks of the two axes of a chart that lie over each other. */
const findOverlaps = `[...document.querySelectorAll("svg")].filter((svg) => svg.checkVisibility()).flatMap((svg) => {
  const [x, y] = ["x", "y"].map(() => []);
  for (const axis of svg.querySelectorAll(".role-axis")) {
    const words = [...axis.querySelectorAll("text")].map((text) => text.getBoundingClientRect());
    if (words.length > 1) (words[0].top === words[1].top ? x : y).push(...words);
  }
  return x.flatMap((a) => y.filter((b) => a.left < b.right && a.right > b.left && a.top < b.bottom - 1 && a.bottom > b.top));
})`;

describe.skipIf(chromium.kind === "absent")("the pages of compare, trend and plan (needs Chromium)", () => {
  it.each(pages)("%s fits a desk and a phone, with nothing cut and no axis over the other", async (name) => {
    for (const width of [1280, 390]) {
      const page = await open(name, width);
      expect([width, await page.evaluate(findCut)]).toEqual([width, []]);
      expect([width, await page.evaluate(findOverlaps)]).toEqual([width, []]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
      await page.close();
    }
  });

  it("a trend prints the tables that are folded on the screen", async () => {
    const page = await open("trend", 1280);
    const shown = `[...document.querySelectorAll("details table")].filter((table) => table.checkVisibility({ contentVisibilityAuto: true }) && table.getBoundingClientRect().height > 0).length`;
    const all = await page.evaluate('document.querySelectorAll("details table").length');
    expect(await page.evaluate(shown)).toBe(0);
    await page.emulateMedia({ media: "print" });
    await page.waitForFunction(`${shown} === ${all}`, null, { timeout: 10_000 });
    expect(all).toBeGreaterThan(0);
    await page.close();
  });
});
