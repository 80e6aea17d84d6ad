import type { Results } from "../domain/results.ts";
import type { BenchmarkResult, Verdict } from "../domain/verdict.ts";
import { describeRepeat, listWaivers } from "../domain/verdict-words.ts";
import { escapeXml } from "./escape-xml.ts";
import { benchmarkLine } from "./view/benchmark-title.ts";
import { describeOther, formatRequirement } from "./view/requirement-words.ts";

type Kind = "passed" | "failure" | "error" | "skipped";

interface TestCase {
  readonly name: string;
  readonly kind: Kind;
  readonly message: string;
}

const kinds: Record<BenchmarkResult["outcome"], Kind> = {
  met: "passed",
  "not-met": "failure",
  inconclusive: "error",
  waived: "skipped",
};

function attributes(pairs: Record<string, string | number>): string {
  return Object.entries(pairs)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join("");
}

/** Names of cases must differ: what a benchmark is held against, or of which codes, is part of it. */
function nameCase(benchmark: BenchmarkResult): string {
  const other = describeOther(benchmark);
  const { min_support: support } = benchmark.requirement;
  const against = other === null ? "" : ` against ${other}`;
  const codes = support === undefined ? "" : `, codes with ${support} encounters or more`;
  return `${benchmarkLine(benchmark)} ${formatRequirement(benchmark)}${against}${codes}`;
}

/** A benchmark that only warns never fails a pipeline: it is skipped, with its reason. */
function buildCase(benchmark: BenchmarkResult): TestCase {
  const { outcome, level, reason } = benchmark;
  const isWarning = level === "warn" && outcome !== "met";
  const message = isWarning ? `warning only: ${reason}` : reason;
  return { name: nameCase(benchmark), kind: isWarning ? "skipped" : kinds[outcome], message };
}

/** A look whose level does not hold, as a case of its own: it stops a go, so it is an error where nothing else is. */
function buildLooksCase({ looks }: Verdict): TestCase[] {
  const message = looks === null ? null : describeRepeat(looks);
  return message === null ? [] : [{ name: "first look at these encounters", kind: "error", message }];
}

function listCases(verdict: Verdict | null, results: Results): TestCase[] {
  const cases = verdict === null ? [] : [...verdict.benchmarks.map(buildCase), ...buildLooksCase(verdict)];
  if (verdict === null) cases.push({ name: "gate", kind: "skipped", message: "The scenario has no gate" });
  if (results.run.complete && verdict?.verdict !== "incomplete") return cases;
  const message = results.run.incomplete_because.join("; ") || "The run is incomplete";
  return [...cases, { name: "run is complete", kind: "failure", message }];
}

function printCase(suite: string, { name, kind, message }: TestCase): string {
  const open = `    <testcase${attributes({ classname: suite, name, time: 0 })}`;
  if (kind === "passed") return `${open}/>`;
  const type = kind === "skipped" ? {} : { type: kind === "error" ? "inconclusive" : "not-met" };
  return `${open}>\n      <${kind}${attributes({ message, ...type })}/>\n    </testcase>`;
}

function listProperties(verdict: Verdict | null, { run }: Results): Record<string, string> {
  return {
    verdict: verdict?.verdict ?? "none",
    run: verdict?.run ?? run.scenario_digest,
    scenario_digest: run.scenario_digest,
    dataset: `${run.dataset} ${run.dataset_version}`,
    engine: `${run.engine.name} ${run.engine.version.join(", ")}`,
    tool_version: run.tool_version,
    ...Object.fromEntries(
      (verdict === null ? [] : listWaivers(verdict)).map((text, at) => [`waiver.${at + 1}`, text]),
    ),
    ...Object.fromEntries(run.tables.map(({ table, sha256 }) => [`sha256.${table}`, sha256])),
  };
}

/**
 * JUnit XML: one test case per benchmark (not met: failure; inconclusive: error; waived or only a warning: skipped,
 * with the reason), one error for a repeated look, a property per waiver, one failing case
 * more for an incomplete run, and one skipped case where the scenario has no gate. Same input, same bytes: no times.
 */
export function renderJUnit(verdict: Verdict | null, results: Results): string {
  const suite = `shadowbench.${results.run.scenario}`;
  const cases = listCases(verdict, results);
  const count = (kind: Kind) => cases.filter((one) => one.kind === kind).length;
  const counts = {
    tests: cases.length,
    failures: count("failure"),
    errors: count("error"),
    skipped: count("skipped"),
  };
  const properties = Object.entries(listProperties(verdict, results)).map(
    ([name, value]) => `      <property${attributes({ name, value })}/>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: "shadowbench", ...counts, time: 0 })}>`,
    `  <testsuite${attributes({ name: suite, ...counts, time: 0 })}>`,
    "    <properties>",
    ...properties,
    "    </properties>",
    ...cases.map((one) => printCase(suite, one)),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}
