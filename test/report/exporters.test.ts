import { describe, expect, it } from "vitest";
import { exporters } from "../../src/report/exporters.ts";
import { renderJUnit } from "../../src/report/render-junit.ts";
import { renderMarkdown } from "../../src/report/render-markdown.ts";
import { makeResults, makeService, makeVerdict } from "./fixtures.ts";

const results = makeResults();

describe("JUnit", () => {
  it("has one case per benchmark: not met fails, undecided is an error", () => {
    const xml = renderJUnit(makeVerdict("no-go"), results);
    expect(xml).toContain(
      '<testsuites name="shadowbench" tests="8" failures="2" errors="2" skipped="0" time="0">',
    );
    expect(xml.match(/<testcase /g)).toHaveLength(8);
    expect(xml.match(/<failure /g)).toHaveLength(2);
    expect(xml.match(/<error /g)).toHaveLength(2);
  });

  it("fails once more for a run that is incomplete", () => {
    const broken = makeResults({
      complete: false,
      incomplete_because: ["12 encounters have no final response"],
    });
    const xml = renderJUnit(makeVerdict("incomplete"), broken);
    expect(xml).toContain('name="run is complete"');
    expect(xml).toContain('<failure message="12 encounters have no final response" type="not-met"/>');
  });

  it("skips one case where the scenario has no gate", () => {
    expect(renderJUnit(null, results)).toContain('<skipped message="The scenario has no gate"/>');
  });

  it("carries the digests as properties", () => {
    const xml = renderJUnit(makeVerdict("go"), results);
    expect(xml).toContain('<property name="run" value="vendor-a-pilot-5555555555"/>');
    expect(xml).toContain(`<property name="scenario_digest" value="${"5".repeat(64)}"/>`);
    expect(xml).toContain(`<property name="sha256.encounters" value="${"a".repeat(64)}"/>`);
  });

  it("escapes markup and replaces what XML cannot hold", () => {
    const xml = renderJUnit(null, makeResults({ scenario: 'a<b> & "c"\n\u0001' }));
    expect(xml).toContain(`value="${"5".repeat(64)}`);
    expect(xml).toContain('<testsuite name="shadowbench.a&lt;b&gt; &amp; &quot;c&quot;&#10;\ufffd"');
  });
});

describe("the job summary", () => {
  it("says the verdict first, then the numbers, then the benchmarks", () => {
    const lines = renderMarkdown({ results, verdict: makeVerdict("no-go") }).split("\n");
    expect(lines[0]).toBe("## ✕ NO-GO");
    expect(lines.filter((line) => line.startsWith("| "))).toHaveLength(10);
    expect(lines.join("\n").replaceAll("\u00a0", " ")).toContain("Answered without a person: **91.7 %**");
  });

  it("names the five recurring errors with the most charts, each on a line", () => {
    const text = renderMarkdown({ results, verdict: null }).replaceAll("\u00a0", " ");
    const [, errors = ""] = text.split("### What it gets wrong\n\n");
    const lines = errors.split("\n").filter((line) => line.startsWith("- "));
    expect(lines).toHaveLength(5);
    expect(lines[1]).toBe(
      "- Gives a visit one level higher than the coder: 99214 for 99213. 36 charts, 27 of 302 differing CPT codes (9.0 %), from March 2026 to June 2026, in every one of the 14 weeks in which the code came up, +$1,296 by the fee schedule.",
    );
  });

  it("keeps names within their cell", () => {
    const verdict = makeVerdict("go");
    const benchmarks = verdict.benchmarks.map((benchmark) => ({
      ...benchmark,
      slice: { payer: "a|b\n<c>" },
    }));
    const text = renderMarkdown({ results, verdict: { ...verdict, benchmarks } });
    expect(text).toContain("payer: a\\|b &lt;c&gt;");
  });
});

describe("control characters from data", () => {
  it("are not in the job summary but as lines", () => {
    const verdict = makeVerdict("go");
    const benchmarks = verdict.benchmarks.map((benchmark) => ({
      ...benchmark,
      slice: { payer: "a\u001b[2J\u0000\u009bb\tc" },
    }));
    const text = renderMarkdown({ results, verdict: { ...verdict, benchmarks } });
    expect(text).toContain("payer: a\ufffd\\[2J\ufffd\ufffdb c");
    expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
  });
});

describe("exporters", () => {
  it("each write their file", async () => {
    const input = { results, service: makeService(), verdict: makeVerdict("go") };
    const names = exporters.map(({ fileName }) => fileName);
    expect(names).toEqual(["report.html", "codes.html", "junit.xml", "summary.md"]);
    for (const { render } of exporters) expect(await render(input)).toMatch(/vendor.*a.*pilot/);
  });
});
