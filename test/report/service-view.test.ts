import { describe, expect, it } from "vitest";
import { drawChart } from "../../src/report/charts/draw-chart.ts";
import type { ChartRequest } from "../../src/report/charts/drawing.ts";
import { chooseTimeUnit } from "../../src/report/charts/time-axis.ts";
import { renderHtml } from "../../src/report/render-html.ts";
import { describeAsking, formatSpan } from "../../src/report/view/asking-words.ts";
import { buildServiceView } from "../../src/report/view/service-view.ts";
import { makeFigure, makeResults, makeService } from "./fixtures.ts";
import { makeMeasuredService } from "./service-fixtures.ts";

const plain = (text: string | null | undefined) => text?.replaceAll("\u00a0", " ") ?? null;
const results = makeResults();

async function viewOf(service = makeMeasuredService()) {
  const requests: ChartRequest[] = [];
  const view = await buildServiceView({ results, service, verdict: null }, async (request) => {
    requests.push(request);
    return { title: request.title, wide: "<svg/>", narrow: "<svg/>" };
  });
  if (view === null) throw new Error("no section");
  return { view, requests };
}

describe("the section on service", () => {
  it("says how many were asked, for how long and how, and shows each figure with its interval", async () => {
    const { view } = await viewOf();
    expect(plain(view.sentence)).toBe(
      "1,480 responses within 3 min of asking. Requests left in a batch, up to 8 at a time.",
    );
    const lines = view.lines.map(({ title, cell }) => [title, plain(cell.text), plain(cell.interval)]);
    expect(lines.slice(0, 1)).toEqual([["Half answered within", "812 ms", "790–840 ms"]]);
    expect(lines.slice(4)).toEqual([
      ["Longest answer", "29,100 ms", null],
      ["Throughput of answers", "8.0 per second", null],
      ["Time-out rate", "1.9 %", "1.3–2.7 %"],
      ["Retry rate", "3.5 %", "2.7–4.4 %"],
      ["Cost per encounter", "0.3127", "0.3010–0.3240"],
      ["Tokens read per encounter", "5,120 tokens", "4,980–5,260 tokens"],
      ["Tokens written per encounter", "611 tokens", "590–632 tokens"],
    ]);
    expect(view.lines.find(({ title }) => title === "Cost per encounter")?.under).toBe("in USD");
  });

  it("lists ten of the encounters without an answer, and says where all are", async () => {
    const { failures } = (await viewOf()).view;
    expect(plain(failures?.sentence)).toBe(
      "12 responses failed for good; tables/failures.csv lists all. The first 10:",
    );
    expect(failures?.lines).toHaveLength(10);
    expect(failures?.lines[0]).toEqual({
      encounter: "E-1000",
      error: "no answer within 30000 ms",
      attempts: "4",
    });
  });

  it("takes the repeats of an encounter together, each kind of error once, and shows none in part", async () => {
    const words = ["HTTP 500", "no answer within 30000 ms", "HTTP 500"];
    const rows = ["E1", "E2", "E3"].flatMap((encounter_id) =>
      words.map((error, at) => ({ encounter_id, repeat: at + 1, error, attempts: 4 })),
    );
    const { failures } = (await viewOf(makeMeasuredService({ failed: 9, failures: rows.slice(2, 8) }))).view;
    expect(plain(failures?.sentence)).toBe(
      "9 responses failed for good; tables/failures.csv lists all. The first 2 encounters:",
    );
    expect(failures?.lines).toEqual([
      { encounter: "E1, repeat 3", error: "HTTP 500", attempts: "4" },
      { encounter: "E2: 3 repeats", error: "HTTP 500; no answer within 30000 ms", attempts: "12" },
    ]);
  });

  it("draws latencies and responses over time in units that a reader takes in", async () => {
    const { view, requests } = await viewOf();
    expect(requests.map(({ kind }) => kind)).toEqual(["latency", "rate"]);
    expect(requests[0]).toMatchObject({ unit: "ms", time: "min" });
    expect(view.overTime?.lines[14]).toMatchObject({ time: "2026-03-01 10:01:24", failed: "2", p50: "—" });
    expect([179, 180, 10_799, 10_800].map((seconds) => chooseTimeUnit(seconds).name)).toEqual([
      "s",
      "min",
      "min",
      "h",
    ]);
  });

  it("says first that latencies are not valid where the harness fell behind, and prints none", async () => {
    const note = "the harness itself fell behind: 1 in 100 requests left more than 83 ms late";
    const points = ["p50", "p99"];
    const { view } = await viewOf(
      makeMeasuredService({
        generator: { paced: 1480, kept_up: false, late_p99_ms: 83, late_max_ms: 99, limit_ms: 60 },
        figures: points.map((point) =>
          makeFigure({ metric: `engine.latency_ms.${point}`, value: null, note }),
        ),
      }),
    );
    expect(view.overTime?.rateNote).toBe(
      "A response stands where it came, as requests left later than they were due.",
    );
    expect(view.invalid).toBe("The harness itself fell behind: 1 in 100 requests left more than 83 ms late.");
    expect(view.lines.map(({ cell }) => [cell.text, cell.note])).toEqual([
      ["—", "not valid: see above"],
      ["—", "not valid: see above"],
    ]);
  });

  it("leaves out tokens and cost of an engine that tells neither, and charts of a short run", async () => {
    const service = makeMeasuredService({ cost: null });
    const note = "no answer tells its input tokens";
    const silent = makeFigure({ metric: "engine.tokens_per_encounter.input", value: null, note });
    const { view, requests } = await viewOf({ ...service, figures: [silent], over_time: [] });
    expect([view.lines, view.overTime, requests]).toEqual([[], null, []]);
  });

  it("is absent where the engine was recorded", async () => {
    const service = { ...makeService(), measured: false };
    expect(await buildServiceView({ results, service, verdict: null }, drawChart)).toBe(null);
    expect(await renderHtml({ results, service, verdict: null })).not.toContain("How the engine served");
  });
});

it("puts the section with both charts and their table into the report", async () => {
  const html = await renderHtml({ results, service: makeMeasuredService(), verdict: null });
  const section = html.slice(html.indexOf('<section id="service"'), html.indexOf('<section id="unjudged"'));
  expect(section.match(/<svg /g)).toHaveLength(4);
  expect(section.match(/<table/g)).toHaveLength(3);
  expect(section).not.toMatch(/NaN|undefined|null/);
});

it.each([
  [
    { mode: "batch", concurrency: { start: 4, at_most: 32 } },
    "in a batch, as many at a time as the engine could take, at most 32",
  ],
  [
    { mode: "realtime", arrivals: { by: "signed_at", speed: 10 } },
    "in real time, at the spacing at which the charts were signed, 10 times as fast, whether or not earlier answers had come",
  ],
  [
    { mode: "hybrid", concurrency: 8, arrivals: { by: "poisson", per_second: 2 }, probe_share: 0.05 },
    "in a batch, up to 8 at a time, and beside it 5 % of them in real time, at random times, 2 a second on average; latencies are of these alone",
  ],
  [
    { mode: "files", rate_limit: 5, repeats: 3 },
    "in files; at most 5 requests a second were allowed; each encounter was asked 3 times",
  ],
] as const)("tells how requests left: %o", (asking, words) => {
  const usual = { concurrency: null, arrivals: null, probe_share: null, rate_limit: null, repeats: 1 };
  expect(plain(describeAsking({ ...usual, ...asking }))).toBe(words);
});

it("tells spans of time as people do", () => {
  expect([0.42, 45, 200, 7500].map((seconds) => plain(formatSpan(seconds)))).toEqual([
    "0.4 s",
    "45 s",
    "3 min 20 s",
    "2 h 5 min",
  ]);
});

it("names latencies of jobs as such, and says below the charts what a reader would not guess", async () => {
  const usual = makeMeasuredService();
  const figures = ["engine.latency_ms.p50", "engine.turnaround_ms.p50"].map((metric) =>
    makeFigure({ metric, value: 40, note: "of handing the job in; the answer came later" }),
  );
  const asking = usual.asking === null ? null : { ...usual.asking, repeats: 3 };
  const generator = { paced: 9, kept_up: true, late_p99_ms: 1, late_max_ms: 2, limit_ms: 10 };
  const { view, requests } = await viewOf({ ...usual, figures, asking, generator });
  expect(view.lines.map(({ title }) => title)).toEqual([
    "Half of the jobs taken in within",
    "Half answered within",
  ]);
  expect(requests[0]?.title).toBe("Time until a job was taken in, over the time of asking");
  expect(view.overTime).toMatchObject({
    latencyNote: "Only the first repeat counts.",
    rateNote: "In real time a response stands where its request was due.",
  });
});
