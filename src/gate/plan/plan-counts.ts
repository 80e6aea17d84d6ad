import type { MarginRow, PowerPoint } from "../../domain/plan-document.ts";
import { encountersFor } from "../../stats/power/encounters-needed.ts";
import { powerAt, type Requirement } from "../../stats/power/power.ts";
import type { PlanEvidence } from "./plan-evidence.ts";

/** One benchmark's question to the power: its evidence, what is required, and the least number of encounters. */
export interface PowerQuestion {
  readonly planned: PlanEvidence;
  readonly requirement: Requirement;
  readonly fewest: number;
}

const pointsOfCurve = 30;
const curveBeyond = 1.5;
const ways = [0.25, 0.5, 0.75] as const;
const decimals = 4;

function round(probability: number): number {
  return Number(probability.toFixed(decimals));
}

/** The chance that the gate says met, with so many encounters in the figure. */
export function powerWith({ planned, requirement, fewest }: PowerQuestion, encounters: number): number {
  if (encounters < fewest) return 0;
  return powerAt(planned.evidence, requirement, planned.encounters, encounters);
}

/** Fewest encounters in the figure with this power; null where none has it. */
export function countFor(question: PowerQuestion, power: number): number | null {
  const { planned, requirement, fewest } = question;
  const count = encountersFor(planned.evidence, requirement, planned.encounters, power);
  return count === null ? null : Math.max(count, fewest, 1);
}

/** The power at some numbers of encounters. */
export function pointsAt(question: PowerQuestion, sizes: readonly number[]): readonly PowerPoint[] {
  return sizes.map((encounters) => ({ encounters, power: round(powerWith(question, encounters)) }));
}

/** The power curve from few encounters to half as many again as 90 % takes. */
export function drawCurve(question: PowerQuestion, needed: number): readonly PowerPoint[] {
  const end = Math.ceil(needed * curveBeyond);
  const sizes = Array.from({ length: pointsOfCurve }, (_, at) =>
    Math.max(1, Math.round((end * (at + 1)) / pointsOfCurve)),
  );
  return pointsAt(question, [...new Set(sizes)]);
}

/** The same question at another true value; its spread follows where the figure is a share. */
export type AskAt = (value: number) => PowerQuestion | null;

/** Encounters at true values between the threshold and the one expected, which is left to the caller. */
export function listMargins(expected: number, threshold: number, askAt: AskAt): readonly MarginRow[] {
  return ways.flatMap((way) => {
    const value = Number((threshold + way * (expected - threshold)).toPrecision(12));
    const question = askAt(value);
    if (question === null) return [];
    return [{ way, value, encounters_80: countFor(question, 0.8), encounters_90: countFor(question, 0.9) }];
  });
}
