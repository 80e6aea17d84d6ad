import type { CalibrationBin } from "../../domain/evidence-tables.ts";
import { binByMass, type ConfidenceGroup, type ReliabilityBin } from "../../stats/calibration.ts";
import { kishSize, linearisedVariance } from "../../stats/ratio.ts";
import { ratioInterval } from "../../stats/ratio-interval.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { type FigureContext, systemName } from "../figure-context.ts";
import { type BinMomentsRow, binMomentsRow } from "./rows.ts";

const binsSql = readSql(new URL("./bins.sql", import.meta.url));
const placesSql = readSql(new URL("./places.sql", import.meta.url));

/** Answers with a confidence, lowest first: codes of one system (−1 all), or encounters (null). Levels are 1/10,000. */
export interface Answers {
  readonly kind: "codes" | "encounters";
  readonly systemIx: number | null;
  readonly levels: readonly number[];
  readonly groups: readonly ConfidenceGroup[];
}

interface Draft {
  readonly answers: Answers;
  readonly position: number;
  readonly bin: ReliabilityBin;
  readonly low: number;
  readonly high: number;
}

function draftBins(answers: Answers): readonly Draft[] {
  const { levels, groups } = answers;
  return binByMass(groups).map((bin, position) => {
    const [low, high] = [levels[bin.first] ?? 0, levels[bin.last] ?? 0];
    return { answers, position, bin, low, high };
  });
}

async function storeBins(store: Store, drafts: readonly Draft[]): Promise<void> {
  await store.execute(
    "CREATE OR REPLACE TABLE confidence_bins (bin_ix INTEGER, kind VARCHAR, system_ix INTEGER, low INTEGER, high INTEGER)",
  );
  const rows = drafts.map(({ answers, low, high }, index) => [
    index,
    answers.kind,
    answers.systemIx,
    low,
    high,
  ]);
  await store.append("confidence_bins", ["bin_ix", "kind", "system_ix", "low", "high"], rows);
}

function intervalOf(share: number, moments: BinMomentsRow | undefined, confidence: number) {
  if (moments === undefined) return null;
  const { clusters } = moments;
  const variance = linearisedVariance(moments);
  return ratioInterval({ value: share, variance, kish: kishSize(moments), clusters, confidence });
}

function binRow(
  context: FigureContext,
  { answers, position, bin, low, high }: Draft,
  moments: BinMomentsRow | undefined,
): CalibrationBin {
  const share = bin.correct / bin.count;
  const interval = intervalOf(share, moments, context.confidence);
  return {
    of: answers.kind,
    system: systemName(context, answers.systemIx),
    bin: position + 1,
    confidence_low: low / 10_000,
    confidence_high: high / 10_000,
    count: bin.count,
    mean_confidence: bin.confidence,
    correct: bin.correct,
    share_correct: share,
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
  };
}

/** The bins of a reliability diagram for each kind of answers, with intervals clustered by jackknife group. */
export async function readBins(
  store: Store,
  context: FigureContext,
  answers: readonly Answers[],
): Promise<readonly CalibrationBin[]> {
  const drafts = answers.flatMap(draftBins);
  await storeBins(store, drafts);
  await store.execute(placesSql);
  const rows = await store.query(binsSql, binMomentsRow);
  const byBin = new Map(rows.map((row) => [row.bin_ix, row]));
  return drafts.map((draft, index) => binRow(context, draft, byBin.get(index)));
}
