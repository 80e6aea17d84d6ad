import { formatCount, formatDuration, formatRate } from "./numbers.ts";
import { cutText } from "./text-width.ts";

/** How far a stage has come; `total` is null while it is not known. */
export interface ProgressReport {
  readonly stage: string;
  readonly done: number;
  readonly total: number | null;
  readonly failed: number;
  readonly retries: number;
}

/** What is kept between two reports of one stage: when it began and from how many, and what was last shown. */
export interface ProgressState {
  readonly stage: string;
  readonly startedMs: number;
  readonly startedAt: number;
  readonly shownMs: number;
  readonly shownShare: number;
}

const stageTitles: Readonly<Record<string, string>> = {
  load: "Reading the dataset",
  export: "Writing the requests",
  import: "Reading the answers",
  replay: "Asking the engine",
  analyze: "Comparing the codes",
  gate: "Holding the benchmarks",
  report: "Writing the report",
  synth: "Making encounters",
};

export function stageTitle(stage: string): string {
  return stageTitles[stage] ?? stage;
}

function share(report: ProgressReport): number {
  return report.total === null || report.total === 0 ? 0 : report.done / report.total;
}

/** The state at the first report of a stage; what a resumed run had before does not count into its rate. */
export function startProgress(report: ProgressReport, nowMs: number): ProgressState {
  return {
    stage: report.stage,
    startedMs: nowMs,
    startedAt: report.done,
    shownMs: nowMs,
    shownShare: share(report),
  };
}

export function noteShown(state: ProgressState, report: ProgressReport, nowMs: number): ProgressState {
  return { ...state, shownMs: nowMs, shownShare: share(report) };
}

const plainEveryMs = 3000;
const plainAtLatestMs = 15_000;
const plainStep = 0.1;

/** Whether a plain line is due: the last of a stage, else at most one in 3 s after another tenth or 15 s. */
export function isPlainLineDue(state: ProgressState, report: ProgressReport, nowMs: number): boolean {
  if (share(report) >= 1) return state.shownShare < 1;
  const waitedMs = nowMs - state.shownMs;
  if (waitedMs < plainEveryMs) return false;
  return share(report) - state.shownShare >= plainStep || waitedMs >= plainAtLatestMs;
}

interface Pace {
  readonly perSecond: number | null;
  readonly leftMs: number | null;
}

function measurePace(state: ProgressState, report: ProgressReport, nowMs: number): Pace {
  const elapsedMs = nowMs - state.startedMs;
  const made = report.done - state.startedAt;
  if (elapsedMs <= 0 || made <= 0) return { perSecond: null, leftMs: null };
  const perSecond = (made / elapsedMs) * 1000;
  const left = report.total === null ? null : ((report.total - report.done) / perSecond) * 1000;
  return { perSecond, leftMs: left };
}

function count(report: ProgressReport): string {
  if (report.total === null) return report.done === 0 ? "" : formatCount(report.done);
  const percent = Math.floor(share(report) * 100);
  return `${formatCount(report.done)} of ${formatCount(report.total)} (${percent} %)`;
}

function details(state: ProgressState, report: ProgressReport, nowMs: number): string[] {
  const pace = measurePace(state, report, nowMs);
  return [
    count(report),
    pace.perSecond === null ? "" : `${formatRate(pace.perSecond)}/s`,
    pace.leftMs === null || pace.leftMs <= 0 ? "" : `${formatDuration(pace.leftMs)} left`,
    report.failed === 0 ? "" : `${formatCount(report.failed)} failed`,
    report.retries === 0 ? "" : `${formatCount(report.retries)} retried`,
  ].filter((part) => part !== "");
}

/** One line for a log: what is done, of how many, how fast, and how long is left. */
export function renderPlainProgress(state: ProgressState, report: ProgressReport, nowMs: number): string {
  const parts = details(state, report, nowMs);
  const title = stageTitle(report.stage);
  return parts.length === 0 ? title : `${title}: ${parts.join(", ")}`;
}

const barWidth = 20;

function renderBar(report: ProgressReport): string {
  const filled = Math.round(Math.min(1, share(report)) * barWidth);
  return "█".repeat(filled) + "░".repeat(barWidth - filled);
}

/** The same for a terminal, with a bar, cut to `width` columns. */
export function renderProgressBar(
  state: ProgressState,
  report: ProgressReport,
  nowMs: number,
  width: number,
): string {
  const title = stageTitle(report.stage);
  const bar = report.total === null || width < 60 ? [] : [renderBar(report)];
  return cutText([title, ...bar, ...details(state, report, nowMs)].join("  "), width);
}
