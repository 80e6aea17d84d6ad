import { createHash } from "node:crypto";
import {
  type ReviewEncounter,
  type ReviewItem,
  type ReviewSample,
  reviewSampleSchemaName,
} from "../domain/review.ts";

/** One code of a drawn encounter; `side` 1 coders, 2 engine, 3 both. All null: the encounter has no code. */
export interface DrawnCode {
  readonly encounter_id: string;
  readonly stratum: string;
  readonly system: string | null;
  readonly code: string | null;
  readonly side: number | null;
}

type Frame = Omit<ReviewSample, "schema" | "encounters">;

const listedBySide: Readonly<Record<number, ReviewItem["listed"]>> = { 1: "coder", 2: "engine", 3: "both" };

/** One bit that nobody without the seed can guess. */
function drawSide(seed: number, encounterId: string): ReviewEncounter["list_1"] {
  const digest = createHash("md5").update(`side|${seed}|${encounterId}`).digest();
  return digest.readUInt8(0) % 2 === 0 ? "engine" : "coder";
}

function numberText(value: number, digits: number): string {
  return String(value).padStart(digits, "0");
}

function groupRows(rows: readonly DrawnCode[]): readonly (readonly DrawnCode[])[] {
  const groups = new Map<string, DrawnCode[]>();
  for (const row of rows) {
    const group = groups.get(row.encounter_id);
    if (group === undefined) groups.set(row.encounter_id, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

function buildItems(encounter: string, rows: readonly DrawnCode[]): ReviewItem[] {
  return rows.flatMap(({ system, code, side }, index) => {
    const listed = listedBySide[side ?? 0];
    if (system === null || code === null || listed === undefined) return [];
    return [{ item: `${encounter}-C${numberText(index + 1, 2)}`, system, code, listed }];
  });
}

/**
 * The sample from the rows of its drawn encounters, those of one encounter in order of system and code. Encounters are
 * numbered `R0001` in the order of the rows; which coding is list 1 is drawn for each by a hash with the seed.
 */
export function buildSample(frame: Frame, rows: readonly DrawnCode[]): ReviewSample {
  const encounters = groupRows(rows).flatMap((group, index): ReviewEncounter[] => {
    const [first] = group;
    if (first === undefined) return [];
    const encounter = `R${numberText(index + 1, 4)}`;
    const { encounter_id, stratum } = first;
    const list_1 = drawSide(frame.seed, encounter_id);
    return [{ encounter, encounter_id, stratum, list_1, items: buildItems(encounter, group) }];
  });
  return { schema: reviewSampleSchemaName, ...frame, encounters };
}
