import type { Comparison } from "../../../domain/comparison.ts";
import type { DrawChart } from "../../charts/drawing.ts";
import { formatCount, formatList, formatQuantity, formatRequired } from "../../format.ts";
import type { PageView } from "../../render-page.ts";
import { buildCompareCodesView, type CompareCodesView } from "./compare-codes-view.ts";
import { buildCompareFiguresView, type CompareFiguresView } from "./compare-figures-view.ts";

/** Reasons beside the verdict; the rest stand in the tables below. */
const mostReasons = 4;

interface Fact {
  readonly name: string;
  readonly value: string;
  readonly isDigest: boolean;
}

/** Everything the page of a comparison prints; every number is already text. */
export interface CompareView extends PageView {
  readonly confidence: string;
  readonly unit: string;
  readonly verdict: {
    readonly word: string;
    readonly mark: string;
    readonly tone: string;
    readonly reasons: readonly string[];
  };
  readonly figures: CompareFiguresView;
  readonly codes: CompareCodesView;
  readonly remarks: readonly string[];
  readonly facts: readonly Fact[];
}

const faces = {
  worse: { word: "WORSE", mark: "✕", tone: "bad" },
  "not-worse": { word: "NOT PROVED WORSE", mark: "✓", tone: "good" },
  incomplete: { word: "INCOMPLETE", mark: "!", tone: "unsure" },
} as const satisfies Record<Comparison["verdict"], unknown>;

function nameRun({ engine, scenario }: Comparison["a"]): string {
  const version = engine.version.length === 0 ? "" : ` ${formatList(engine.version)}`;
  return `${engine.name}${version} (${scenario})`;
}

function asSentence(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}

/** The first reasons, and always the last, which counts what was tested. */
function chooseReasons({ reasons }: Comparison): readonly string[] {
  const [last] = reasons.slice(-1);
  return [...reasons.slice(0, -1).slice(0, mostReasons), ...(last === undefined ? [] : [last])].map(
    asSentence,
  );
}

function buildFacts(comparison: Comparison): readonly Fact[] {
  const { a, b } = comparison;
  const fact = (name: string, value: string, isDigest = false) => ({ name, value, isDigest });
  return [
    fact("Run a", a.run),
    fact("Run b", b.run),
    fact("Dataset", `${comparison.dataset} ${comparison.dataset_version}`),
    fact("Code systems", formatList(comparison.systems)),
    fact("Encounters in both", formatCount(comparison.encounters)),
    fact("Unit of evidence", comparison.unit),
    fact("Seed of the sign flips", String(comparison.seed)),
    fact("results.json of a, SHA-256", a.results_sha256, true),
    fact("results.json of b, SHA-256", b.results_sha256, true),
  ];
}

/** Builds the view model of a comparison; `draw` turns chart requests into SVG. */
export async function buildCompareView(comparison: Comparison, draw: DrawChart): Promise<CompareView> {
  const { a, b, dataset, dataset_version } = comparison;
  const names = `${nameRun(b)} against ${nameRun(a)}`;
  return {
    page: {
      title: `${faces[comparison.verdict].word} – ${b.scenario} against ${a.scenario} – shadow coding comparison`,
      kicker: "Shadow coding comparison",
      heading: `${b.scenario} against ${a.scenario}`,
      subject: `${names}, on the same ${formatQuantity(comparison.encounters, "past encounter")} of ${dataset} ${dataset_version}. Differences are the second run (b) less the first (a).`,
      footer: `${names} · ${dataset} ${dataset_version}. Agreement is with the coders of record; it is not accuracy.`,
      isSynthetic: comparison.provenance === "synthetic",
    },
    confidence: formatRequired("share", comparison.confidence),
    unit: comparison.unit,
    verdict: { ...faces[comparison.verdict], reasons: chooseReasons(comparison) },
    figures: await buildCompareFiguresView(comparison, draw),
    codes: buildCompareCodesView(comparison),
    remarks: comparison.remarks,
    facts: buildFacts(comparison),
  };
}
