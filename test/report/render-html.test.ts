import { describe, expect, it } from "vitest";
import { renderHtml } from "../../src/report/render-html.ts";
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
    expect(charts).toHaveLength(9);
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

  it("prints a run that holds no figure at all", async () => {
    const empty = {
      ...results,
      figures: [],
      tables: { flow: [], responses: [], documents: [], codes: [], notices: [] },
    };
    const html = await renderHtml({ results: empty, service: null, verdict: null });
    expect(html).toContain("not measured");
    expect(html).toContain("No code is given more often by the engine.");
  });
});
