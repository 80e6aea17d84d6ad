import type { Figure } from "../../domain/figure.ts";
import type { FailureRow, Lane, Service } from "../../domain/service.ts";
import type { DrawChart } from "../charts/drawing.ts";
import { metricTitle } from "../figures.ts";
import { absent, formatAbout, formatCount, formatQuantity, formatValue } from "../format.ts";
import type { ReportInput } from "../report-input.ts";
import { describeAsking, formatSpan } from "./asking-words.ts";
import { buildFigureCell, type FigureCell } from "./figure-cell.ts";
import { areJobs, buildServiceOverTime, type ServiceOverTime } from "./service-charts.ts";

interface ServiceLine {
  readonly title: string;
  readonly under: string | null;
  readonly cell: FigureCell;
  readonly requests: string;
}

interface LaneLine {
  readonly mode: string;
  readonly responses: string;
  readonly failed: string;
  readonly p50: string;
  readonly p99: string;
  readonly max: string;
}

interface Failures {
  readonly sentence: string;
  readonly lines: readonly {
    readonly encounter: string;
    readonly error: string;
    readonly attempts: string;
  }[];
}

/** How the engine served in this run; there is none of a recorded engine, which was never asked. */
export interface ServiceView {
  readonly sentence: string;
  /** Why no latency holds; null where they do. */
  readonly invalid: string | null;
  readonly lines: readonly ServiceLine[];
  readonly confidence: string;
  readonly lanes: readonly LaneLine[];
  readonly overTime: ServiceOverTime | null;
  readonly failures: Failures | null;
}

const shownFailures = 10;

const plainTitles: Readonly<Record<string, string>> = {
  p50: "Half answered within",
  p90: "90 in 100 answered within",
  p95: "95 in 100 answered within",
  p99: "99 in 100 answered within",
  max: "Longest answer",
};

const modes: Record<Lane["mode"], string> = {
  batch: "In the batch",
  realtime: "In real time",
  files: "In files",
};

/** What latency is where the engine takes jobs: its answer says no more than that the job is taken. */
const jobTitles: Readonly<Record<string, string>> = {
  p50: "Half of the jobs taken in within",
  p90: "90 in 100 jobs taken in within",
  p95: "95 in 100 jobs taken in within",
  p99: "99 in 100 jobs taken in within",
  max: "Longest taking in of a job",
};

function titleOf({ metric }: Figure, areJobs: boolean): string {
  const [family, point = ""] = metric.split("_ms.");
  const titles = areJobs && family === "engine.latency" ? jobTitles : plainTitles;
  return titles[point] ?? metricTitle(metric);
}

/** Figures that nobody told of are no news: tokens and cost of an engine that is silent on them. */
function isTold({ metric, value }: Figure, { cost }: Service): boolean {
  return value !== null || cost !== null || !/^engine\.(cost|tokens)_per_encounter/.test(metric);
}

function buildLine(figure: Figure, invalid: string | null, areJobs: boolean): ServiceLine {
  const cell = buildFigureCell(figure);
  const isInvalid = invalid !== null && figure.note === invalid;
  const isLatencyOfJobs = areJobs && figure.metric.startsWith("engine.latency_ms");
  return {
    title: titleOf(figure, areJobs),
    under: figure.value === null || isLatencyOfJobs ? null : figure.note,
    cell: isInvalid ? { ...cell, note: "not valid: see above" } : cell,
    requests: formatCount(figure.encounters),
  };
}

function buildLane({ mode, responses, failed, p50, p99, max }: Lane): LaneLine {
  return {
    mode: modes[mode],
    responses: formatCount(responses),
    failed: formatCount(failed),
    p50: formatValue("ms", p50),
    p99: formatValue("ms", p99),
    max: formatValue("ms", max),
  };
}

function nameFailed(encounterId: string, rows: readonly FailureRow[]): string {
  const repeat = rows[0]?.repeat ?? 1;
  if (rows.length > 1) return `${encounterId}: ${rows.length} repeats`;
  return repeat === 1 ? encounterId : `${encounterId}, repeat ${repeat}`;
}

/** One encounter's failures in one line: each kind of error once, the attempts of all repeats. */
function buildFailure([encounterId, rows]: readonly [string, readonly FailureRow[]]) {
  const errors = new Set(rows.map(({ error }) => error ?? absent));
  const attempts = rows.reduce((sum, row) => sum + row.attempts, 0);
  return {
    encounter: nameFailed(encounterId, rows),
    error: [...errors].join("; "),
    attempts: formatCount(attempts),
  };
}

/** Failures by encounter. The last encounter is left out where the list may end in the middle of its repeats. */
function groupFailures({ failed, failures }: Service) {
  const byEncounter = new Map<string, readonly FailureRow[]>();
  for (const row of failures)
    byEncounter.set(row.encounter_id, [...(byEncounter.get(row.encounter_id) ?? []), row]);
  const groups = [...byEncounter];
  const isCut = failures.length < failed && groups.length > 1;
  return isCut ? groups.slice(0, -1) : groups;
}

function buildFailures(service: Service): Failures | null {
  const { failed } = service;
  if (failed === 0) return null;
  const groups = groupFailures(service).slice(0, shownFailures);
  const rows = groups.flatMap(([, own]) => own).length;
  const what = rows > groups.length ? " encounters" : "";
  const shown = rows < failed ? ` The first ${groups.length}${what}:` : "";
  const sentence = `${formatQuantity(failed, "response")} failed for good; tables/failures.csv lists all.${shown}`;
  return { sentence, lines: groups.map(buildFailure) };
}

function buildSentence({ responses, cached, asking, over_time: bins }: Service): string {
  const last = bins.at(-1);
  const lasted = last === undefined ? "" : ` within ${formatSpan(last.after_s + last.seconds)} of asking`;
  const kept = cached === 0 ? "" : `, ${formatCount(cached)} of them from the cache`;
  const how = asking === null ? "" : ` Requests left ${describeAsking(asking)}.`;
  return `${formatQuantity(responses, "response")}${kept}${lasted}.${how}`;
}

function whyInvalid({ generator, figures }: Service): string | null {
  if (generator === null || generator.kept_up) return null;
  return figures.find(({ metric }) => metric === "engine.latency_ms.p99")?.note ?? null;
}

/** The section on service; null where the engine was not asked, or nothing came. */
export async function buildServiceView(
  { service }: ReportInput,
  draw: DrawChart,
): Promise<ServiceView | null> {
  if (service === null || !service.measured || service.responses === 0) return null;
  const invalid = whyInvalid(service);
  const told = service.figures.filter((figure) => figure.slice === null && isTold(figure, service));
  const confidence = told[0]?.confidence ?? 0.95;
  return {
    sentence: buildSentence(service),
    invalid: invalid === null ? null : `${invalid.charAt(0).toUpperCase()}${invalid.slice(1)}.`,
    lines: told.map((figure) => buildLine(figure, invalid, areJobs(service))),
    confidence: `${formatAbout(confidence * 100)}\u00a0%`,
    lanes: service.lanes.length < 2 ? [] : service.lanes.map(buildLane),
    overTime: await buildServiceOverTime(service, draw),
    failures: buildFailures(service),
  };
}
