export type { TrendOptions } from "./analysis/trend/trend-options.ts";
export { type DatasetManifest, datasetManifestSchema } from "./dataset/manifest.ts";
export {
  type Benchmark,
  benchmarkSchema,
  type Gate,
  gateFileSchema,
  gateSpecSchema,
  type Waiver,
} from "./domain/benchmark.ts";
export type { CodeRow } from "./domain/code-row.ts";
export {
  type CodeFlip,
  type ComparedFigure,
  type Comparison,
  comparisonSchema,
} from "./domain/comparison.ts";
export {
  type AnsweredCode,
  type EngineAnswer,
  type EngineRequest,
  engineAnswerSchema,
  engineRequestSchema,
  protocolName,
  type SentDocument,
  type SentEncounter,
} from "./domain/engine-protocol.ts";
export type { EngineSpec } from "./domain/engine-spec.ts";
export type {
  CodeErrorRow,
  CodeLevelRow,
  Concentration,
  DrgShiftRow,
  EmLevelRow,
  ErrorClass,
  ErrorClassRow,
  ErrorSetRow,
  HccChangeRow,
  PcsAxisRow,
  RecurringError,
  SliceRow,
} from "./domain/error-tables.ts";
export { type Figure, type FigureKey, figureKey, figureSchema, type Slice } from "./domain/figure.ts";
export { type JournalCode, type JournalLine, journalLineSchema } from "./domain/journal-line.ts";
export type { Metric } from "./domain/metric.ts";
export { findMetric, metricCatalogue } from "./domain/metric-catalogue.ts";
export { type PlanDocument, planDocumentSchema } from "./domain/plan-document.ts";
export {
  type CodeTable,
  type FlowStep,
  type Notice,
  type Results,
  type ResultsRun,
  type ResultsTables,
  resultsSchema,
} from "./domain/results.ts";
export {
  type ReviewAnswers,
  type ReviewSample,
  reviewAnswersSchema,
  reviewSampleSchema,
} from "./domain/review.ts";
export { type RunManifest, runManifestSchema } from "./domain/run-manifest.ts";
export { type Service, serviceSchema } from "./domain/service.ts";
export { type Trend, trendSchema } from "./domain/trend.ts";
export { type BenchmarkResult, type Verdict, type VerdictWord, verdictSchema } from "./domain/verdict.ts";
export {
  type Clock,
  type Logger,
  type Random,
  readEnvironment,
  seededRandom,
  silentLogger,
  systemClock,
  systemRandom,
} from "./effects.ts";
export type { Coder } from "./engine/coder.ts";
export { createLexicalCoder, type LexicalCoder } from "./engine/lexical/lexical-coder.ts";
export { readOfficialTitles } from "./engine/lexical/official-titles.ts";
export { type HttpService, serveHttp, serveStdio } from "./engine/serve.ts";
export { type ErrorCode, exitCodes, HarnessError, type Place, type Problem } from "./errors.ts";
export { decideGate, type GateInput } from "./gate/decide-gate.ts";
export { exitCodeOf } from "./gate/exit-code.ts";
export type { BaselineNow } from "./gate/find-figure.ts";
export type { EarlierVerdict } from "./gate/judge-looks.ts";
export { noPlanOptions, type PlanOptions } from "./gate/plan/plan-inputs.ts";
export { type Exporter, exporters } from "./report/exporters.ts";
export { renderPlan } from "./report/render-plan.ts";
export type { ReportInput } from "./report/report-input.ts";
export type { ReviewStatus } from "./review/review-status.ts";
export { type CompareOptions, type CompareOutcome, compareRuns } from "./run/compare/compare-runs.ts";
export { type ExportOutcome, exportRequests } from "./run/files/export-requests.ts";
export { type ImportOutcome, importDeliveries } from "./run/files/import-deliveries.ts";
export type { ExportOptions } from "./run/files/write-export.ts";
export { findEarlierVerdicts } from "./run/looks.ts";
export { type MergeOptions, type MergeOutcome, mergeShards } from "./run/merge/merge-shards.ts";
export { planScenario, writePlanReport } from "./run/plan-run.ts";
export { readResults, readRunManifest, readService, readVerdict } from "./run/read-run.ts";
export { type ImportOptions, importAnswers, readReviewStatus } from "./run/review/adjudicate-import.ts";
export { type SampleOptions, sampleForReview } from "./run/review/adjudicate-sample.ts";
export type { Progress, RunContext, RunOptions } from "./run/run-context.ts";
export {
  analyzeRun,
  gateRun,
  type RunOutcome,
  replayRun,
  reportRun,
  runScenario,
} from "./run/stages.ts";
export { trendExitCode, trendRuns } from "./run/trend/trend-runs.ts";
export { type ValidationOutcome, validateScenario } from "./run/validate.ts";
export { type LoadedScenario, loadScenario } from "./scenario/load-scenario.ts";
export { type Scenario, scenarioSchema } from "./scenario/schema.ts";
export { type DatasetOptions, writeDataset } from "./synth/write-dataset.ts";
