import { describe, expect, it } from "vitest";
import { renderHtml } from "../../src/report/render-html.ts";
import { makeErrorTables, noErrorTables } from "./error-fixtures.ts";
import { type Case, makeResults, makeService, makeVerdict } from "./fixtures.ts";

const results = makeResults();
const service = makeService();
const words: Record<Case, string> = {
  go: "GO",
  "no-go": "NO-GO",
  inconclusive: "INCONCLUSIVE",
  incomplete: "INCOMPLETE",
};

describe("report.html", () => {
  it("stands alone: no script, no request, at most 2 MB", async () => {
    const html = await renderHtml({ results, service, verdict: makeVerdict("no-go") });
    expect(html.length).toBeLessThan(2_000_000);
    expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\son[a-z]+=/i);
    expect(html.replaceAll('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(/https?:/);
  });

  it.each(["go", "no-go", "inconclusive", "incomplete"] as const)(
    "opens with the verdict %s",
    async (verdict) => {
      const html = await renderHtml({ results, service: null, verdict: makeVerdict(verdict) });
      expect(html).toMatch(new RegExp(`Verdict: </span>${words[verdict]}</h2>`));
    },
  );

  it("says that nothing was decided, and shows no benchmarks, where there is no gate", async () => {
    const html = await renderHtml({ results, service: null, verdict: null });
    expect(html).toContain("No decision: the scenario has no gate");
    expect(html).not.toContain('id="benchmarks"');
  });

  it("takes text of the data literally", async () => {
    const hostile = makeResults({ scenario: '<img src=x onerror="alert(1)">', slices: [] });
    const html = await renderHtml({ results: hostile, service: null, verdict: null });
    expect(html).toContain("&lt;img src&#x3D;x onerror&#x3D;&quot;alert(1)&quot;&gt;");
    expect(html).not.toContain("<img");
  });

  it("speaks of agreement and denies accuracy", async () => {
    const html = await renderHtml({ results, service, verdict: makeVerdict("go") });
    expect(html.replaceAll(/not accuracy/g, "")).not.toMatch(/accura/i);
  });

  it("gives each chart in two widths, each named, and a table beside it", async () => {
    const html = await renderHtml({ results, service, verdict: makeVerdict("no-go") });
    const charts = html.match(/<figure class="chart">/g) ?? [];
    expect(charts).toHaveLength(12);
    expect(html.match(/<svg role="img" aria-label="[^"]+"/g)).toHaveLength(2 * charts.length);
    expect((html.match(/<caption/g) ?? []).length).toBeGreaterThanOrEqual(charts.length);
  });

  it("prints every interval and n of the code systems", async () => {
    const html = (await renderHtml({ results, service, verdict: null })).replaceAll("\u00a0", " ");
    for (const text of ["88.1 %", "86.5–89.7 %", "71.2 %", "67.1–75.3 %", "1,268"])
      expect(html).toContain(text);
  });

  it("is the same to the byte for the same input", async () => {
    const input = { results, service, verdict: makeVerdict("no-go") };
    expect(await renderHtml(input)).toBe(await renderHtml(input));
  });

  it("stays below 400 kB with 500 recurring errors: 25 are shown", async () => {
    const tables = { ...results.tables, ...makeErrorTables(500) };
    const html = await renderHtml({
      results: { ...results, tables },
      service,
      verdict: makeVerdict("no-go"),
    });
    expect(html.length).toBeLessThan(400_000);
    expect(html.match(/<li id="RE-/g)).toHaveLength(25);
    expect(html).toContain("All 500 recurring errors stand in tables/recurring_errors.csv");
  });

  it("says in one line why a section has nothing to show", async () => {
    const bare = { ...results, figures: [], tables: { ...results.tables, ...noErrorTables } };
    const run = { ...results.run, code_tables: [] };
    const html = (await renderHtml({ results: { ...bare, run }, service: null, verdict: null })).replaceAll(
      "\u00a0",
      " ",
    );
    for (const line of [
      "No error comes back beyond chance",
      "there is no error to sort",
      "No two recurring errors come together",
      "No CCSR table is loaded: shadowbench codeset add &lt;CCSR zip&gt;",
      "No HCC mapping is loaded",
      "No CC/MCC table is loaded",
      "No DRG was asked for",
      "Neither side gave a level of evaluation and management.",
    ])
      expect(html).toContain(line);
    expect(html).not.toContain("codes.html");
  });

  it("prints a run that holds no figure at all", async () => {
    const empty = {
      ...results,
      figures: [],
      tables: { flow: [], responses: [], documents: [], codes: [], notices: [], ...noErrorTables },
    };
    const html = await renderHtml({ results: empty, service: null, verdict: null });
    expect(html).toContain("not measured");
    expect(html).toContain("No code is proved to be given more by the engine.");
  });
});
