import type { DrawChart } from "../charts/drawing.ts";
import { formatList, formatRequired } from "../format.ts";
import type { ReportInput } from "../report-input.ts";
import { type AutomationView, buildAutomationView } from "./automation-view.ts";
import { type BenchmarksView, buildBenchmarksView } from "./benchmarks-view.ts";
import { type BillingView, buildBillingView } from "./billing-view.ts";
import { buildCodesView, type CodesView } from "./codes-view.ts";
import { agreementGroups, claimGroups } from "./figure-groups.ts";
import { buildFigureGroupsView, type FigureGroupsView } from "./figure-groups-view.ts";
import { buildFlowView, type FlowView } from "./flow-view.ts";
import { buildGapsView, type GapsView } from "./gaps-view.ts";
import { buildHeadlines, type Headline } from "./headline-view.ts";
import { buildHumanView, type HumanView } from "./human-view.ts";
import { buildLevelsView, type LevelsView } from "./levels-view.ts";
import { nameMostFrequent } from "./recurring-view.ts";
import { buildRepeatsView, type RepeatsView } from "./repeats-view.ts";
import { nameBaseline } from "./requirement-words.ts";
import { buildRunView, type RunView } from "./run-view.ts";
import { buildServiceView, type ServiceView } from "./service-view.ts";
import { buildSliceViews, type SliceView } from "./slices-view.ts";
import { buildSystemsView, type SystemsView } from "./systems-view.ts";
import { buildTruthView, type TruthView } from "./truth-view.ts";
import { buildUnjudgedView, type UnjudgedView } from "./unjudged-view.ts";
import { buildVerdictView, type VerdictView } from "./verdict-view.ts";
import { buildWrongView, type WrongView } from "./wrong-view.ts";

/** Everything a template prints; every number is already text. */
export interface ReportView {
  readonly title: string;
  readonly engine: string;
  readonly dataset: string;
  readonly unit: string;
  readonly confidence: string;
  readonly isSynthetic: boolean;
  readonly verdict: VerdictView;
  readonly headlines: readonly Headline[];
  /** The most frequent recurring error in a few words; null where none comes back. */
  readonly mostFrequent: string | null;
  readonly benchmarks: BenchmarksView | null;
  readonly wrong: WrongView;
  readonly systems: SystemsView;
  readonly agreement: FigureGroupsView;
  readonly slices: readonly SliceView[];
  readonly gaps: GapsView;
  readonly human: HumanView | null;
  readonly truth: TruthView | null;
  readonly repeats: RepeatsView | null;
  readonly automation: AutomationView;
  readonly codes: CodesView;
  readonly levels: LevelsView;
  readonly billing: BillingView;
  readonly claim: FigureGroupsView;
  readonly service: ServiceView | null;
  readonly unjudged: UnjudgedView;
  readonly flow: FlowView;
  readonly run: RunView;
  readonly signatures: readonly number[];
}

/** Builds the view model of a report; `draw` turns chart requests into SVG. */
export async function buildReportView(input: ReportInput, draw: DrawChart): Promise<ReportView> {
  const { run } = input.results;
  return {
    title: run.scenario,
    engine: `${run.engine.name} ${formatList(run.engine.version)}`,
    dataset: `${run.dataset} ${run.dataset_version}`,
    unit: run.unit,
    confidence: formatRequired("share", run.confidence),
    isSynthetic: run.provenance === "synthetic",
    verdict: buildVerdictView(input),
    headlines: buildHeadlines(input),
    mostFrequent: nameMostFrequent(input.results),
    benchmarks:
      input.verdict === null ? null : await buildBenchmarksView(input.verdict, draw, nameBaseline(run)),
    wrong: await buildWrongView(input.results, draw),
    systems: await buildSystemsView(input, draw),
    agreement: buildFigureGroupsView(agreementGroups, input),
    slices: await buildSliceViews(input, draw),
    gaps: buildGapsView(input.results),
    human: await buildHumanView(input, draw),
    truth: await buildTruthView(input, draw),
    repeats: buildRepeatsView(input),
    automation: await buildAutomationView(input, draw),
    codes: await buildCodesView(input, draw),
    levels: buildLevelsView(input.results),
    billing: buildBillingView(input),
    claim: buildFigureGroupsView(claimGroups, input),
    service: await buildServiceView(input, draw),
    unjudged: buildUnjudgedView(input.results),
    flow: buildFlowView(input),
    run: buildRunView(input),
    signatures: [1, 2, 3],
  };
}
