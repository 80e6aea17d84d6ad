import type { Random } from "../effects.ts";
import type { Books } from "./books.ts";
import { drawWhole, isDrawn, pick, pickWeighted } from "./chance.ts";
import type { Chronic } from "./chronic-book.ts";
import { firstDayOf, lastDayOf, type Period } from "./period.ts";

/** A condition a patient has for good, with the status codes that come along. */
export interface LastingCondition {
  readonly code: string;
  readonly medication: string;
  readonly with: readonly string[];
}

export interface Patient {
  readonly patientId: string;
  /** Whole years, without a cap; tables give 90 for older. */
  readonly age: number;
  readonly sex: "F" | "M";
  readonly race: string;
  readonly ethnicity: string;
  readonly language: string;
  readonly payer: string;
  readonly occupation: string;
  readonly lasting: readonly LastingCondition[];
}

const races = [
  { value: "White", weight: 60 },
  { value: "Black", weight: 18 },
  { value: "Asian", weight: 9 },
  { value: "Other", weight: 8 },
  { value: "Unknown", weight: 5 },
];
const languages = [
  { value: "English", weight: 84 },
  { value: "Spanish", weight: 11 },
  { value: "Other", weight: 5 },
];
const payersUnder65 = [
  { value: "Commercial A", weight: 30 },
  { value: "Commercial B", weight: 22 },
  { value: "Medicaid", weight: 36 },
  { value: "Self-pay", weight: 12 },
];
const payersFrom65 = [
  { value: "Medicare", weight: 80 },
  { value: "Commercial A", weight: 8 },
  { value: "Medicaid", weight: 12 },
];

export function drawPatient(random: Random, index: number, books: Books): Patient {
  const age = Math.min(99, Math.round(18 + 81 * (1 - random() ** 1.35)));
  const sex = isDrawn(random, 0.53) ? "F" : "M";
  return {
    patientId: `P${String(index + 1).padStart(6, "0")}`,
    age,
    sex,
    race: pickWeighted(random, races).value,
    ethnicity: isDrawn(random, 0.16) ? "Hispanic" : "Not Hispanic",
    language: pickWeighted(random, languages).value,
    payer: pickWeighted(random, age >= 65 ? payersFrom65 : payersUnder65).value,
    occupation: pick(random, books.roster.occupations),
    lasting: drawLasting(random, age, sex, books.chronic),
  };
}

/** 1 to 6 visits: about one in three patients comes again after each. */
export function drawVisitCount(random: Random): number {
  let visits = 1;
  while (visits < 6 && isDrawn(random, 0.35)) visits++;
  return visits;
}

function drawLasting(random: Random, age: number, sex: "F" | "M", chronic: readonly Chronic[]) {
  const taken = new Set<string>();
  const lasting: LastingCondition[] = [];
  for (const row of chronic) {
    const isFit = age >= row.min_age && age <= row.max_age && (row.sex === "" || row.sex === sex);
    if (!isDrawn(random, row.share) || !isFit || taken.has(row.group)) continue;
    taken.add(row.group);
    lasting.push({ code: row.code, medication: row.medication, with: drawCompany(random, row) });
  }
  return lasting;
}

function drawCompany(random: Random, row: Chronic): readonly string[] {
  return row.with.filter(({ share }) => isDrawn(random, share)).map(({ value }) => value);
}

/** A day in the year of service, or in a period of it, as whole days from the year's first. */
export function drawDay(random: Random, period: Period | null): number {
  return period === null
    ? drawWhole(random, 0, 330)
    : drawWhole(random, firstDayOf(period), lastDayOf(period));
}
