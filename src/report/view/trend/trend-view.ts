import type { Trend, TrendFamily, TrendSeries, TrendSignal } from "../../../domain/trend.ts";
import { nameWeek } from "../../../domain/week-name.ts";
import type { DrawChart } from "../../charts/drawing.ts";
import { formatAbout, formatCount, formatList, formatPercent, formatQuantity } from "../../format.ts";
import type { PageView } from "../../render-page.ts";
import { buildMixViews, type TrendMixView } from "./trend-mix-view.ts";
import {
  isMarked,
  seriesOf,
  type TrendLine,
  type TrendSeriesView,
  viewLine,
  viewSeries,
} from "./trend-series-view.ts";

/** Everything that the page of a trend prints; every number is already text. */
export interface TrendView extends PageView {
  readonly verdict: {
    readonly word: string;
    readonly tone: string;
    readonly mark: string;
    readonly summary: string;
    readonly reason: string | null;
  };
  readonly signals: readonly { readonly text: string; readonly tone: string; readonly mark: string }[];
  readonly moreSignals: string | null;
  readonly notes: readonly string[];
  readonly lines: readonly TrendLine[];
  readonly sliceLines: readonly TrendLine[];
  readonly sliceRest: string | null;
  readonly series: readonly TrendSeriesView[];
  readonly flagged: readonly TrendSeriesView[];
  readonly mixes: readonly TrendMixView[];
  readonly families: readonly {
    readonly test: string;
    readonly part: string;
    readonly tests: string;
    readonly rate: string;
    readonly z: string;
  }[];
  readonly rate: string;
  readonly confidence: string;
  readonly draws: string;
  readonly points: string;
  readonly unit: string;
  readonly periods: readonly {
    readonly name: string;
    readonly encounters: string;
    readonly versions: string;
    readonly base: string;
  }[];
  readonly runs: readonly {
    readonly run: string;
    readonly engine: string;
    readonly dataset: string;
    readonly encounters: string;
    readonly complete: string;
    readonly digest: string;
  }[];
}

const faces = {
  worse: { word: "WORSE", tone: "bad", mark: "✕" },
  "nothing-worse": { word: "NOTHING WORSE", tone: "good", mark: "✓" },
  incomplete: { word: "INCOMPLETE", tone: "unsure", mark: "!" },
} as const;

const signalFaces = {
  worse: { tone: "bad", mark: "▼" },
  better: { tone: "good", mark: "▲" },
  other: { tone: "unsure", mark: "■" },
} as const;

const mostSignals = 20;
const mostSliceLines = 40;

/** Charts of figures that show a sign of change. */
const mostFlagged = 16;

function viewVerdict(trend: Trend): TrendView["verdict"] {
  const worse = trend.signals.filter(({ signal }) => signal === "worse");
  const rest = trend.signals.length - worse.length;
  const [first] = worse;
  const also = rest === 0 ? "" : ` ${formatCount(rest)} other ${rest === 1 ? "sign" : "signs"} of change.`;
  const summary =
    first === undefined
      ? `No figure is shown to have become worse.${also}`
      : `${first.text}${worse.length > 1 ? ` ${formatCount(worse.length - 1)} more for the worse.` : ""}${also}`;
  const reasons = trend.runs.flatMap(({ incomplete_because }) => incomplete_because);
  return { ...faces[trend.verdict], summary, reason: reasons.length === 0 ? null : formatList(reasons) };
}

function viewFamily(family: TrendFamily) {
  return {
    test: family.test === "limits" ? "points beyond control limits" : "change points",
    part: family.family === "run" ? "the whole run" : "slices",
    tests: formatCount(family.tests),
    rate: formatPercent(family.false_alarm_rate, 2),
    z: formatAbout(Math.round(family.z * 100) / 100),
  };
}

function viewPeriods({ periods, base }: Trend): TrendView["periods"] {
  return periods.map(({ name, encounters, versions, in_base }) => ({
    name: nameWeek(name),
    encounters: formatCount(encounters),
    versions: formatList(
      versions.map(({ version, responses }) => `${version ?? "no version given"}: ${formatCount(responses)}`),
    ),
    base: base.length < periods.length && in_base ? "base" : "",
  }));
}

function viewRuns({ runs }: Trend): TrendView["runs"] {
  return runs.map((run) => ({
    run: run.run,
    engine: `${run.engine} ${formatList(run.version)}`,
    dataset: run.dataset,
    encounters: formatCount(run.encounters),
    complete: run.complete ? "yes" : `no: ${run.incomplete_because.join("; ")}`,
    digest: run.results_sha256,
  }));
}

/** A run's name without the digits of its digest, which stand in the table of runs. */
function nameRun(run: string): string {
  return run.replace(/-[0-9a-f]{12}$/, "");
}

function viewFrame({ runs, by, periods }: Trend): TrendView["page"] {
  const engines = [...new Set(runs.map(({ engine }) => engine))];
  const points = formatQuantity(periods.length, by === "week" ? "week" : "run");
  const heading = by === "week" ? nameRun(runs[0]?.run ?? "trend") : `${points} in a row`;
  const datasets = [...new Set(runs.map(({ dataset }) => dataset))];
  return {
    title: `Trend – ${heading}`,
    kicker: "Trend of shadow coding",
    heading,
    subject: `Engine ${formatList(engines)} against the coders of record of ${formatList(datasets)}, over ${points}.`,
    footer: `${heading} · ${formatList(engines)}. Agreement is with the coders of record; it is not accuracy.`,
    isSynthetic: runs.some(({ provenance }) => provenance === "synthetic"),
  };
}

/** The series with a sign of change, in the order of the signs. */
function listFlagged({ series, signals }: Trend): readonly TrendSeries[] {
  const place = new Map([...signals.entries()].reverse().map(([at, signal]) => [keyOf(signal), at]));
  const placeOf = (one: TrendSeries) => place.get(keyOf(one)) ?? signals.length;
  return series.filter(isMarked).sort((a, b) => placeOf(a) - placeOf(b));
}

function keyOf({ metric, system, slice }: Pick<TrendSignal, "metric" | "system" | "slice">): string {
  return JSON.stringify([metric, system, slice]);
}

function listSignals({ signals }: Trend): TrendView["signals"] {
  return signals.slice(0, mostSignals).map(({ text, signal }) => ({ text, ...signalFaces[signal] }));
}

function tellRest(rest: number, what: string): string | null {
  return rest <= 0 ? null : `${formatCount(rest)} more ${what} stand in trend.json.`;
}

/** Builds the view model of a trend; `draw` turns chart requests into SVG. */
export async function buildTrendView(trend: Trend, draw: DrawChart): Promise<TrendView> {
  const [run, slices] = [seriesOf(trend, "run"), seriesOf(trend, "slices")];
  const quiet = run.filter((one) => !isMarked(one));
  const listed = [...slices.filter(isMarked), ...slices.filter((one) => !isMarked(one))];
  const by = trend.by;
  const view = (one: TrendSeries, at: number) => viewSeries(one, { at, by, draw });
  return {
    page: viewFrame(trend),
    verdict: viewVerdict(trend),
    signals: listSignals(trend),
    moreSignals: tellRest(trend.signals.length - mostSignals, "signs of change"),
    notes: trend.notes,
    lines: run.map(viewLine),
    sliceLines: listed.slice(0, mostSliceLines).map(viewLine),
    sliceRest: tellRest(
      listed.length - mostSliceLines,
      "figures of slices, none of them marked unless above,",
    ),
    flagged: await Promise.all(listFlagged(trend).slice(0, mostFlagged).map(view)),
    series: await Promise.all(quiet.map((one, at) => view(one, mostFlagged + at))),
    mixes: await buildMixViews(trend, draw),
    families: trend.families.map(viewFamily),
    rate: formatPercent(trend.false_alarm_rate, 0),
    confidence: formatPercent(trend.confidence, 0),
    draws: formatCount(trend.draws),
    points: trend.by,
    unit: `${trend.unit.charAt(0).toUpperCase()}${trend.unit.slice(1)}s`,
    periods: viewPeriods(trend),
    runs: viewRuns(trend),
  };
}
