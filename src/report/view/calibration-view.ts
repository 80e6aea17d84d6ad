import { allSystems } from "../../domain/code-system.ts";
import type { CalibrationBin } from "../../domain/evidence-tables.ts";
import type { Results } from "../../domain/results.ts";
import type { DrawChart, Drawing } from "../charts/drawing.ts";
import { indexFigures, overallSystem, systemTitle } from "../figures.ts";
import { formatCount, formatPercent, formatPercentRange } from "../format.ts";
import { buildFigureCell, type FigureCell } from "./figure-cell.ts";

interface BinLine {
  readonly confidence: string;
  readonly count: string;
  readonly mean: string;
  readonly correct: string;
  readonly interval: string | null;
}

/** One reliability diagram with its table. */
interface Diagram {
  readonly id: string;
  readonly title: string;
  readonly noun: string;
  readonly chart: Drawing | null;
  readonly lines: readonly BinLine[];
}

interface ScoreLine {
  readonly title: string;
  readonly ece: FigureCell;
  readonly brier: FigureCell;
  readonly aurc: FigureCell;
}

export interface CalibrationView {
  readonly scores: readonly ScoreLine[];
  readonly diagrams: readonly Diagram[];
}

function buildBin(bin: CalibrationBin): BinLine {
  const [low, high] = [formatPercent(bin.confidence_low), formatPercent(bin.confidence_high)];
  return {
    confidence: low === high ? low : `${low} to ${high}`,
    count: formatCount(bin.count),
    mean: formatPercent(bin.mean_confidence),
    correct: formatPercent(bin.share_correct),
    interval: formatPercentRange(bin.lower, bin.upper),
  };
}

async function buildDiagram(
  bins: readonly CalibrationBin[],
  { id, title, noun }: Pick<Diagram, "id" | "title" | "noun">,
  draw: DrawChart,
): Promise<readonly Diagram[]> {
  if (bins.length === 0) return [];
  const chart = await draw({
    kind: "share-curve",
    title,
    shape: "points",
    names: { x: "confidence of the engine", y: `${noun} that agree with the coders` },
    rows: bins.map(({ mean_confidence: x, share_correct: y, lower, upper }) => ({ x, y, lower, upper })),
    across: null,
    upright: null,
  });
  return [{ id, title, noun, chart, lines: bins.map(buildBin) }];
}

function buildScores({ figures, run }: Results): readonly ScoreLine[] {
  const find = indexFigures(figures);
  const keys: [title: string, suffix: string, system: string | null][] = [
    ["Encounters (exact match)", ".encounters", null],
    ...[allSystems, ...run.systems].map((system): [string, string, string] => [
      systemTitle(system),
      "",
      system,
    ]),
  ];
  return keys.flatMap(([title, suffix, system]) => {
    const [ece, brier, aurc] = ["ece", "brier", "aurc"].map((name) =>
      find(`calibration.${name}${suffix}`, system),
    );
    if (ece?.value == null) return [];
    return [
      {
        title,
        ece: buildFigureCell(ece),
        brier: buildFigureCell(brier ?? null),
        aurc: buildFigureCell(aurc ?? null),
      },
    ];
  });
}

/** Whether confidences mean what they say: scores and reliability diagrams, empty where the engine gives none. */
export async function buildCalibrationView(results: Results, draw: DrawChart): Promise<CalibrationView> {
  const bins = results.tables.calibration_bins;
  const overall = overallSystem(results.figures, results.run.systems);
  const ofEncounters = bins.filter((bin) => bin.of === "encounters");
  const ofCodes = bins.filter((bin) => bin.of === "codes" && bin.system === overall);
  const encounters = {
    id: "encounters",
    title: "Encounters: confidence and exact match",
    noun: "encounters",
  };
  const codes = {
    id: "codes",
    title: `Codes: confidence and agreement, ${systemTitle(overall)}`,
    noun: "codes",
  };
  return {
    scores: buildScores(results),
    diagrams: [
      ...(await buildDiagram(ofEncounters, encounters, draw)),
      ...(await buildDiagram(ofCodes, codes, draw)),
    ],
  };
}
