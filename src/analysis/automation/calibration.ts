import type { CalibrationBin } from "../../domain/evidence-tables.ts";
import type { Figure } from "../../domain/figure.ts";
import {
  areaUnderRiskCoverage,
  brierScore,
  type ConfidenceGroup,
  expectedCalibrationError,
} from "../../stats/calibration.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { blankFigure } from "../blank-figure.ts";
import { type FigureContext, nameNotGiven, systemName, systemNumbers } from "../figure-context.ts";
import { type Answers, readBins } from "./calibration-bins.ts";
import { type LevelRow, levelRow, type UnratedRow, unratedRow } from "./rows.ts";

const confidencesSql = readSql(new URL("./confidences.sql", import.meta.url));
const levelsSql = readSql(new URL("./levels.sql", import.meta.url));
const unratedSql = readSql(new URL("./unrated.sql", import.meta.url));

const scores = {
  ece: expectedCalibrationError,
  brier: brierScore,
  aurc: areaUnderRiskCoverage,
} as const satisfies Record<string, (groups: readonly ConfidenceGroup[]) => number | null>;

/** Whether confidences mean what they say: figures, and the bins of reliability diagrams. */
export interface Calibration {
  readonly figures: readonly Figure[];
  readonly bins: readonly CalibrationBin[];
}

function groupOf({ answers, correct, confidence, squared }: LevelRow): ConfidenceGroup {
  return { confidence: confidence / answers, count: answers, correct, squared };
}

function answersOf(kind: LevelRow["kind"], systemIx: number | null, rows: readonly LevelRow[]): Answers {
  const own = rows.filter((row) => row.kind === kind && row.system_ix === systemIx);
  return { kind, systemIx, levels: own.map(({ level }) => level), groups: own.map(groupOf) };
}

function countAnswers({ groups }: Answers): number {
  return groups.reduce((sum, { count }) => sum + count, 0);
}

function noteOn(context: FigureContext, answers: Answers, unrated: readonly UnratedRow[]): string {
  const rated = countAnswers(answers);
  if ((context.scopes[0]?.encounters ?? 0) === 0) return "no encounter in scope matches";
  if (answers.systemIx === null)
    return rated === 0 ? "the engine gives no confidence for its encounters" : "reported without an interval";
  const notGiven = nameNotGiven(context, answers.systemIx);
  if (notGiven !== null) return `the engine gives no ${notGiven}`;
  const all = unrated.find((row) => row.system_ix === answers.systemIx)?.answers ?? 0;
  if (all === 0) return "the engine gave no code here";
  if (rated === 0) return "the engine gives no confidence for its codes";
  const left = all - rated;
  return left === 0
    ? "reported without an interval"
    : `reported without an interval; ${left} of ${all} engine codes carry no confidence and are left out`;
}

function figuresOf(context: FigureContext, answers: Answers, note: string): readonly Figure[] {
  const suffix = answers.kind === "codes" ? "" : ".encounters";
  return Object.entries(scores).map(([name, score]) => ({
    metric: `calibration.${name}${suffix}`,
    system: systemName(context, answers.systemIx),
    slice: null,
    value: score(answers.groups),
    ...blankFigure,
    confidence: context.confidence,
    encounters: answers.kind === "codes" ? null : countAnswers(answers),
    note,
  }));
}

/**
 * `calibration.*` of the whole run, codes by system and encounters (METRICS.md, Figures). Confidences are told apart
 * to 1/10,000. Null with the reason where the engine gives none. Needs `automation_encounters`.
 */
export async function measureCalibration(store: Store, context: FigureContext): Promise<Calibration> {
  await store.execute(confidencesSql);
  const rows = await store.query(levelsSql, levelRow);
  const unrated = await store.query(unratedSql, unratedRow);
  const ofCodes = systemNumbers(context).map((systemIx) => answersOf("codes", systemIx, rows));
  const all = [...ofCodes, answersOf("encounters", null, rows)];
  return {
    figures: all.flatMap((answers) => figuresOf(context, answers, noteOn(context, answers, unrated))),
    bins: await readBins(store, context, all),
  };
}
