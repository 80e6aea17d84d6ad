import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BenchmarkResult, type Verdict, verdictSchema } from "../../src/domain/verdict.ts";
import { renderCodes } from "../../src/report/render-codes.ts";
import { renderHtml } from "../../src/report/render-html.ts";
import { renderJUnit } from "../../src/report/render-junit.ts";
import { makeErrorTables } from "../report/error-fixtures.ts";
import { type Case, makeResults, makeService, makeVerdict } from "../report/fixtures.ts";
import { launchChromium } from "./chromium.ts";

const folder = mkdtempSync(join(tmpdir(), "shadowbench-report-"));
const chromium = await launchChromium();
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const cases = ["go", "no-go", "inconclusive", "incomplete", "none"] as const;
const widths = { desk: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

const screens = Object.values(widths).flatMap((size) =>
  (["light", "dark"] as const).map((scheme) => ({ ...size, scheme })),
);

function fileOf(name: string): string {
  return join(folder, `${name}.html`);
}

async function writeReport(name: Case | "none"): Promise<void> {
  const verdict = name === "none" ? null : makeVerdict(name);
  writeFileSync(fileOf(name), await renderHtml({ results: makeResults(), service: makeService(), verdict }));
}

interface Opened {
  readonly page: Page;
  readonly complaints: string[];
  readonly requests: string[];
}

async function open(name: string, screen: (typeof screens)[number]): Promise<Opened> {
  if (chromium.kind === "absent") throw new Error(chromium.reason);
  const { scheme, ...viewport } = screen;
  const page = await chromium.browser.newPage({ viewport, colorScheme: scheme });
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(fileOf(name)).href);
  return { page, complaints, requests };
}

/** Serious and critical findings of axe-core, as rule and place. */
async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const axe: {
      run: () => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
    } = Reflect.get(globalThis, "axe");
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}

/** Words of charts that stick out of their picture. */
function findCutLabels(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll("svg")].filter((svg) => svg.checkVisibility()).flatMap((svg) => {
    const room = svg.getBoundingClientRect();
    return [...svg.querySelectorAll("text")].filter((text) => {
      const box = text.getBoundingClientRect();
      return box.left < room.left - 1 || box.right > room.right + 1 || box.top < room.top - 1 || box.bottom > room.bottom + 1;
    }).map((text) => text.textContent);
  })`);
}

/** The pages of codes of a run, some of them with names that an engine should not have given. */
async function writeCodePages(): Promise<void> {
  const results = makeResults();
  const [row] = makeErrorTables().code_errors;
  if (row === undefined) throw new Error("the fixture has no code");
  const odd = ["<b>E11</b>", "a b", 'E11.9; "x"', "unbroken".repeat(20)].map((code) => ({ ...row, code }));
  const tables = { ...results.tables, code_errors: [...results.tables.code_errors, ...odd] };
  writeFileSync(fileOf("codes"), await renderCodes({ results: { ...results, tables } }));
}

const waiver = { reason: "new forms", approver: "CMIO", expires: "2026-12-31", state: "live" } as const;
const margin = { no_worse_by: 0.05, baseline: "look-4-dda8e48dca39", on: "bound" } as const;

/** One benchmark in each of the forms that make a row of the table wide. */
function widen(benchmark: BenchmarkResult): BenchmarkResult[] {
  const method = "asymptotic confidence sequence";
  const slice = { specialty: "physical_medicine_and_rehabilitation" };
  const needed = { encounters_needed: 123_456, encounters_needed_90: 234_567 };
  return [
    { ...benchmark, name: "finds what coders find, on every kind of claim", method },
    { ...benchmark, slice, each: "specialty", level: "warn", requirement: margin, method: "by sign" },
    { ...benchmark, ...needed, outcome: "inconclusive", requirement: { ...margin, relative_to: "human" } },
    { ...benchmark, outcome: "waived", outcome_unwaived: "not-met", waiver },
  ];
}

/** A verdict with every kind of row: of a look among many, of each slice, relative ones, waived ones. */
async function writeFullGate(mode: "once" | "sequential"): Promise<void> {
  const verdict = makeVerdict("no-go");
  const looks = { mode, tuned_for: 1000, unit: "patient", number: 1, is_guaranteed: true };
  const full: Verdict = verdictSchema.parse({
    ...verdict,
    looks: { ...looks, earlier: [], other_engines: [] },
    benchmarks: verdict.benchmarks.flatMap(widen),
  });
  const input = { results: makeResults(), service: makeService(), verdict: full };
  writeFileSync(fileOf(mode), await renderHtml(input));
}

/** Tables that are wider than the box they scroll in, by their captions. */
function findWideTables(page: Page, within: string): Promise<unknown> {
  return page.evaluate(
    `[...document.querySelectorAll("${within} .scroll")].filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1).map((one) => one.querySelector("caption").textContent)`,
  );
}

beforeAll(() =>
  Promise.all([
    ...cases.map(writeReport),
    writeCodePages(),
    writeFullGate("once"),
    writeFullGate("sequential"),
  ]),
);

afterAll(async () => {
  if (chromium.kind === "running") await chromium.close();
  rmSync(folder, { recursive: true, force: true });
});

const isAbsent = chromium.kind === "absent";
const why = chromium.kind === "absent" ? ` (skipped: ${chromium.reason})` : "";

describe.skipIf(isAbsent)(`report.html in Chromium${why}`, () => {
  it.each(screens)(
    "fits $width px, $scheme: no overflow, request, complaint, barrier or cut label",
    async (screen) => {
      const { page, complaints, requests } = await open("no-go", screen);
      await page.screenshot({ path: join(folder, `${screen.width}-${screen.scheme}.png`), fullPage: true });
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(screen.width);
      expect(await findCutLabels(page)).toEqual([]);
      expect(await findBarriers(page)).toEqual([]);
      expect(requests).toEqual([pathToFileURL(fileOf("no-go")).href]);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  it.each(screens)(
    "shows the pages of codes at $width px, $scheme, without overflow, request, complaint or barrier",
    async (screen) => {
      const { page, complaints, requests } = await open("codes", screen);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(screen.width);
      expect(await findBarriers(page)).toEqual([]);
      expect(requests).toEqual([pathToFileURL(fileOf("codes")).href]);
      expect(complaints).toEqual([]);
      const lost = await page.evaluate(
        `[...document.querySelectorAll('a[href^="#"]')].filter((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))) === null).length`,
      );
      expect(lost).toBe(0);
      await page.close();
    },
  );

  it("leads from the report to sections that the pages of codes have", async () => {
    const { page } = await open("no-go", { ...widths.desk, scheme: "light" });
    const hrefs = `[...document.querySelectorAll('a[href^="codes.html#"]')].map((link) => link.hash.slice(1))`;
    const anchors = await page.evaluate(hrefs);
    await page.goto(pathToFileURL(fileOf("codes")).href);
    const ids = await page.evaluate(`[...document.querySelectorAll("section[id]")].map(({ id }) => id)`);
    expect(anchors).toContain("ICD-10-CM:I50.9");
    expect(ids).toEqual(expect.arrayContaining(Array.isArray(anchors) ? anchors : []));
    await page.close();
  });

  it("has no barrier and no overflow on a telephone with every detail opened", async () => {
    const { page } = await open("no-go", { ...widths.phone, scheme: "light" });
    await page.evaluate(`document.querySelectorAll("details").forEach((one) => { one.open = true; })`);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(widths.phone.width);
    expect(await findBarriers(page)).toEqual([]);
    await page.close();
  });

  it.each(cases)(
    "shows the verdict and its reason in the first screen of desk and phone: %s",
    async (name) => {
      for (const screen of screens.filter(({ scheme }) => scheme === "light")) {
        const { page } = await open(name, screen);
        const box = await page.locator(".verdict").boundingBox();
        expect((box?.y ?? Infinity) + (box?.height ?? Infinity)).toBeLessThan(screen.height);
        expect(await page.locator("h1").count()).toBe(1);
        await page.close();
      }
    },
  );

  it.each(["once", "sequential"])(
    "shows every benchmark to its end, whatever its form, at both widths: %s",
    async (mode) => {
      for (const screen of screens.filter(({ scheme }) => scheme === "light")) {
        const { page } = await open(mode, screen);
        expect(await findWideTables(page, "#benchmarks")).toEqual([]);
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(screen.width);
        expect(await findBarriers(page)).toEqual([]);
        await page.close();
      }
    },
  );

  it("hides no finding of a table on a telephone", async () => {
    const { page } = await open("no-go", { ...widths.phone, scheme: "light" });
    for (const part of ["#slices", "#human", "#codes", "#levels"]) {
      const wide = await page.evaluate(
        `[...document.querySelectorAll("${part} .scroll:has(.stack)")].filter((one) => one.scrollWidth > one.clientWidth + 1).length`,
      );
      expect([part, wide]).toEqual([part, 0]);
    }
    expect(await page.locator("#codes .stack, #human .stack, #flow .stack").count()).toBe(4);
    await page.close();
  });

  it("shows the three numbers side by side in the first screen of a desk", async () => {
    const { page } = await open("no-go", { ...widths.desk, scheme: "light" });
    const boxes = await Promise.all((await page.locator(".headline").all()).map((one) => one.boundingBox()));
    expect(boxes).toHaveLength(3);
    expect(new Set(boxes.map((box) => box?.y)).size).toBe(1);
    for (const box of boxes) expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(widths.desk.height);
    await page.close();
  });

  it("keeps within a telephone however long the names are", async () => {
    const long = "unbroken_name_".repeat(12);
    const results = makeResults({ scenario: long, dataset: long, unit: "encounter" });
    const engine = { ...results.run.engine, name: long };
    const verdict = makeVerdict("no-go");
    const benchmarks = verdict.benchmarks.map((benchmark) => ({ ...benchmark, slice: { [long]: long } }));
    const input = { results: { ...results, run: { ...results.run, engine } }, service: null };
    writeFileSync(fileOf("long"), await renderHtml({ ...input, verdict: { ...verdict, benchmarks } }));
    const { page } = await open("long", { ...widths.phone, scheme: "light" });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(widths.phone.width);
    expect(await findCutLabels(page)).toEqual([]);
    await page.close();
  });

  it("gives nothing away to a reader without JavaScript: there is none", async () => {
    const { page } = await open("go", { ...widths.desk, scheme: "light" });
    expect(await page.locator("script").count()).toBe(0);
    await page.close();
  });

  it.each(["A4", "Letter"])("prints on %s in fewer than 20 pages, signatures included", async (format) => {
    const { page } = await open("no-go", { ...widths.desk, scheme: "dark" });
    const pdf = await page.pdf({ format, path: join(folder, `${format}.pdf`) });
    const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? [];
    expect(pages.length).toBeGreaterThan(3);
    expect(pages.length).toBeLessThan(20);
    await page.close();
  });

  it("prints dark on white whatever the screen's scheme, and every chart whole", async () => {
    const { page } = await open("no-go", { ...widths.desk, scheme: "dark" });
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
    const breaks = await page.evaluate(
      `[...document.querySelectorAll("figure, tr, .signatures")].map((one) => getComputedStyle(one).breakInside)`,
    );
    expect(new Set(Array.isArray(breaks) ? breaks : [])).toEqual(new Set(["avoid"]));
    expect(await page.evaluate(`getComputedStyle(document.querySelector("thead")).display`)).toBe(
      "table-header-group",
    );
    await page.close();
  });

  it("prints every table within a Letter page, and the charts of the first errors, with details closed", async () => {
    const { page } = await open("no-go", { width: 703, height: 940, scheme: "light" });
    await page.emulateMedia({ media: "print" });
    const wide = await page.evaluate(
      `[...document.querySelectorAll("table")].filter((one) => one.checkVisibility() && one.getBoundingClientRect().width > 703.5).map((one) => one.caption?.textContent)`,
    );
    expect(wide).toEqual([]);
    expect(await page.locator(".on-paper:visible").count()).toBe(10);
    expect(await page.locator("details:visible").count()).toBe(0);
    await page.close();
  });

  it("shows the pages of codes as cards on a telephone: no table to scroll sideways", async () => {
    const { page } = await open("codes", { ...widths.phone, scheme: "light" });
    const scrolled = `[...document.querySelectorAll(".scroll")].filter((one) => one.scrollWidth > one.clientWidth + 1).length`;
    expect(await page.evaluate(scrolled)).toBe(0);
    await page.close();
  });

  it("reads junit.xml as well-formed XML, hostile names included", async () => {
    const { page } = await open("go", { ...widths.desk, scheme: "light" });
    const xml = renderJUnit(makeVerdict("no-go"), makeResults({ scenario: 'a<b> & "c"\n\u0001' }));
    const parse = `new DOMParser().parseFromString(${JSON.stringify(xml)}, "application/xml")`;
    const errors = await page.evaluate(`${parse}.querySelectorAll("parsererror").length`);
    expect(errors).toBe(0);
    await page.close();
  });
});
