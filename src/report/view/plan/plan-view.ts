import type { PlanDocument, PlannedBenchmark } from "../../../domain/plan-document.ts";
import { describeTogether } from "../../../domain/plan-sentences.ts";
import type { DrawChart, Drawing } from "../../charts/drawing.ts";
import { metricTitle } from "../../figures.ts";
import {
  formatAbout,
  formatCount,
  formatList,
  formatQuantity,
  formatRatio,
  formatRequired,
} from "../../format.ts";
import type { PageView } from "../../render-page.ts";
import { endSentence } from "../explain-benchmark.ts";
import {
  describeRequirement,
  describeScope,
  describeVolumes,
  nameBenchmark,
  nameCounted,
  nameMetric,
  showOrigin,
  showPower,
  showValue,
  showWeeks,
} from "./plan-words.ts";

interface PlanRow {
  readonly title: string;
  readonly scope: string;
  readonly requirement: string;
  readonly expected: string;
  readonly expectedFrom: string | null;
  readonly eighty: string;
  readonly ninety: string;
  readonly counted: string | null;
  readonly weeks: string;
  readonly note: string | null;
}

interface CurveSection {
  readonly id: string;
  readonly title: string;
  readonly chart: Drawing | null;
  readonly points: readonly { readonly encounters: string; readonly power: string }[];
  readonly margins: readonly {
    readonly value: string;
    readonly eighty: string;
    readonly ninety: string;
  }[];
}

export interface PlanView extends PageView {
  readonly lede: string;
  readonly volumes: string | null;
  readonly together: readonly string[];
  readonly rows: readonly PlanRow[];
  readonly reckoned: readonly { readonly title: string; readonly basis: string }[];
  readonly curves: readonly CurveSection[];
  readonly assumptions: readonly string[];
  readonly looks: string;
}

function describeBasis(row: PlannedBenchmark): string | null {
  const { design_effect: effect, units_per_encounter: units, share } = row;
  const parts = [
    effect === null ? null : `design effect ${formatRatio(effect)} (${showOrigin(row.design_effect_from)})`,
    units === null || units === 1 ? null : `${formatAbout(units)} counted in each`,
    share === null || share === 1
      ? null
      : `${formatRequired("share", Number(share.toFixed(3)))} of them enter`,
  ];
  return parts.filter((part) => part !== null).join("; ") || null;
}

function buildRow(row: PlannedBenchmark): PlanRow {
  return {
    title: row.name ?? metricTitle(row.metric),
    scope: row.name === null ? describeScope(row) : nameMetric(row),
    requirement: describeRequirement(row),
    expected: showValue(row, row.expected),
    expectedFrom: showOrigin(row.expected_from),
    eighty: formatCount(row.encounters_80),
    ninety: formatCount(row.encounters_90),
    counted: row.encounters_80 === null ? null : nameCounted(row),
    weeks: showWeeks(row),
    note: row.note === null ? null : endSentence(row.note),
  };
}

function drawCurve(row: PlannedBenchmark, draw: DrawChart): Promise<Drawing | null> {
  const points = [
    { power: 0.8, encounters: row.encounters_80 },
    { power: 0.9, encounters: row.encounters_90 },
  ];
  const marks = points.flatMap(({ power, encounters }) =>
    encounters === null ? [] : [{ power, encounters, label: formatCount(encounters) }],
  );
  const title = "Chance of “met” by the number of encounters in the figure";
  return draw({ kind: "power", title, rows: row.curve, marks });
}

async function buildCurve(row: PlannedBenchmark, at: number, draw: DrawChart): Promise<CurveSection> {
  return {
    id: `curve-${at}`,
    title: `${nameBenchmark(row)}, ${describeRequirement(row)}`,
    chart: await drawCurve(row, draw),
    points: row.curve.map(({ encounters, power }) => ({
      encounters: formatCount(encounters),
      power: showPower(power),
    })),
    margins: row.margins.map(({ value, encounters_80, encounters_90 }) => ({
      value: showValue(row, value),
      eighty: formatCount(encounters_80),
      ninety: formatCount(encounters_90),
    })),
  };
}

function describeSubject({ pilot }: PlanDocument): string {
  if (pilot === null)
    return "Before a shadow period: how many encounters each benchmark needs. No pilot run was used.";
  const engine = `${pilot.engine} ${formatList(pilot.version)}`;
  return `Before a shadow period: how many encounters each benchmark needs, by a pilot of ${engine} on ${formatQuantity(pilot.encounters, "encounter")} of ${pilot.dataset}.`;
}

function describeLooks({ looks, confidence }: PlanDocument): string {
  const sure = `with ${formatRequired("share", confidence)} confidence`;
  return looks.mode === "once"
    ? `The gate looks once, ${sure}. Looking at part of the data before is a second look, and its level is not guaranteed.`
    : `The gate may look again and again, ${sure} over all looks together; that costs encounters at each of them.`;
}

/** Everything that plan.html prints, as text. */
export async function buildPlanView(plan: PlanDocument, draw: DrawChart): Promise<PlanView> {
  const drawn = plan.benchmarks.filter(({ curve }) => curve.length > 0);
  return {
    page: {
      title: `${plan.scenario} – shadow period plan`,
      kicker: "Shadow period plan",
      heading: plan.scenario,
      subject: describeSubject(plan),
      footer: `${plan.scenario}. A plan reckons with a true value that nobody knows yet; the gate decides by what is measured.`,
      isSynthetic: plan.pilot?.provenance === "synthetic",
    },
    lede: "A benchmark is met when the whole margin of error lies on its right side. With too few encounters even a good engine stays undecided; the numbers below give it a chance of 80 or 90 % to be found good. The gate also waits until 30 patients carry an error, so a very good engine can take longer than a good one.",
    volumes: describeVolumes(plan),
    together: describeTogether(plan.together).map((text) => text.replaceAll(" %", "\u00a0%")),
    rows: plan.benchmarks.map(buildRow),
    reckoned: plan.benchmarks.flatMap((row) => {
      const basis = describeBasis(row);
      return basis === null ? [] : [{ title: nameBenchmark(row), basis }];
    }),
    curves: await Promise.all(drawn.map((row, at) => buildCurve(row, at, draw))),
    assumptions: plan.assumptions,
    looks: describeLooks(plan),
  };
}
