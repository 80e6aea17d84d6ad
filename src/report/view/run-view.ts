import type { ResultsRun } from "../../domain/results.ts";
import type { Service } from "../../domain/service.ts";
import { formatCount, formatList, formatRequired } from "../format.ts";
import type { ReportInput } from "../report-input.ts";
import { formatSpan } from "./asking-words.ts";
import { listSessionFacts } from "./session-facts.ts";

interface Fact {
  readonly name: string;
  readonly value: string;
  readonly isDigest: boolean;
}

export interface RunView {
  readonly facts: readonly Fact[];
  readonly service: readonly Fact[];
  readonly tables: readonly {
    readonly table: string;
    readonly file: string;
    readonly rows: string;
    readonly sha256: string;
  }[];
}

function fact(name: string, value: string): Fact {
  return { name, value, isDigest: false };
}

function describeEngine({ engine }: ResultsRun): string {
  return `${engine.name}, version ${formatList(engine.version)} (${engine.kind})`;
}

function describeAnswers({ engine }: ResultsRun): string {
  if (engine.answered_versions.length === 0) return "none";
  const parts = engine.answered_versions.map(
    ({ version, responses }) => `${version ?? "no version given"}: ${formatCount(responses)}`,
  );
  return parts.join("; ");
}

function describeReference({ reference }: ResultsRun): string {
  const sources = reference.sources === null ? "every source" : `source ${formatList(reference.sources)}`;
  return `coding of role ${reference.role}, ${sources}`;
}

function listReviewers({ adjudication }: ResultsRun): Fact[] {
  if (adjudication === null || adjudication.reviewers.length === 0) return [];
  const names = adjudication.reviewers.map((name) =>
    name === adjudication.arbiter ? `${name} (as arbiter)` : name,
  );
  return [fact("Reviewers", formatList(names))];
}

function listFacts(run: ResultsRun): Fact[] {
  return [
    fact("Scenario", run.scenario),
    { name: "Scenario digest", value: run.scenario_digest, isDigest: true },
    fact("Data set", `${run.dataset}, version ${run.dataset_version}`),
    fact("Provenance", spellProvenance(run.provenance)),
    fact("Engine", describeEngine(run)),
    fact("Responses by engine version", describeAnswers(run)),
    fact("Reference", describeReference(run)),
    ...listReviewers(run),
    fact("Code systems", formatList(run.systems)),
    fact("Sliced by", run.slices.length === 0 ? "nothing" : formatList(run.slices)),
    fact("Unit of evidence", `the ${run.unit}`),
    fact("Confidence of the intervals", formatRequired("share", run.confidence)),
    fact("Seed", String(run.seed)),
    fact("shadowbench", `version ${run.tool_version}`),
    fact("Complete", run.complete ? "yes" : `no: ${run.incomplete_because.join("; ")}`),
  ];
}

function spellProvenance(provenance: string): string {
  return provenance.replaceAll("-", " ");
}

function describeLatencies({ asking, measured }: Service): string {
  if (!measured) return "as recorded in the data; nothing was called";
  return asking?.mode === "files" ? "none: the answers came in files" : "measured in this run";
}

function listService(service: Service | null): Fact[] {
  if (service === null) return [];
  return [
    fact("Latencies", describeLatencies(service)),
    fact("Responses", formatCount(service.responses)),
    fact("Attempts", `${formatCount(service.attempts)}, of which ${formatCount(service.retries)} retries`),
    ...(service.wall_ms === null ? [] : [fact("Duration", formatSpan(service.wall_ms / 1000))]),
  ];
}

/** What was run: everything needed to run it again and to know that it is the same. */
export function buildRunView({ results, service, manifest }: ReportInput): RunView {
  const sessions = listSessionFacts(manifest).map(([name, value]) => fact(name, value));
  return {
    facts: [...listFacts(results.run), ...sessions],
    service: listService(service),
    tables: results.run.tables.map(({ table, file, rows, sha256 }) => ({
      table,
      file,
      rows: formatCount(rows),
      sha256,
    })),
  };
}
