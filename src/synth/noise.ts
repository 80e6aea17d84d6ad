import type { Random } from "../effects.ts";
import { isDrawn, pick } from "./chance.ts";
import type { CodeBook } from "./code-book.ts";
import { stepLevel } from "./em-level.ts";
import type { GivenCode } from "./encounter-truth.ts";

/** How often a reader of charts errs without any pattern. All are probabilities. */
export interface NoiseRates {
  /** Per true code: left out. */
  readonly missed: number;
  /** Per encounter: one code that is not there, whatever the chart. */
  readonly added: number;
  /** Per code that has a vaguer one: that one instead. */
  readonly vaguer: number;
  /** Per code that has a neighbour: that one instead. */
  readonly neighbour: number;
  /** Per level of evaluation and management: one up or down, evenly. */
  readonly level: number;
  /** Per encounter with two diagnoses or more: the second put first. */
  readonly principal: number;
  /** Per indicator Y or N: the other one. */
  readonly poa: number;
}

/** Codes that a reader may add where they do not belong, evenly and independently of the chart. */
const addedCodes: readonly string[] = [
  "D64.9",
  "E55.9",
  "E87.1",
  "G62.9",
  "G89.29",
  "I10",
  "I25.10",
  "I95.9",
  "K59.00",
  "M19.90",
  "R53.1",
  "R53.83",
  "R60.0",
  "Z79.899",
  "Z91.81",
];

/** A list of codes as read with errors at `rates`. Codes in `locked` neither change nor come in. Never left empty. */
export function addNoise(
  random: Random,
  codes: readonly GivenCode[],
  rates: NoiseRates,
  book: CodeBook,
  locked: ReadonlySet<string> = new Set(),
): readonly GivenCode[] {
  const barred = new Set([...codes.map(({ code }) => code), ...locked]);
  const read = codes
    .filter(({ code, use }) => !isDrawn(random, rates.missed) || locked.has(code) || isReason(use))
    .map((given) => (locked.has(given.code) ? given : misread(random, given, rates, book, barred)));
  const kept = read.some(({ use }) => use === "diagnosis") ? read : [...codes.slice(0, 1), ...read];
  return addCode(random, swapFirst(random, kept, rates, locked), rates, barred);
}

function isReason(use: GivenCode["use"]): boolean {
  return use === "admitting" || use === "reason_for_visit";
}

function misread(
  random: Random,
  given: GivenCode,
  rates: NoiseRates,
  book: CodeBook,
  barred: ReadonlySet<string>,
): GivenCode {
  const [isVaguer, isNeighbour, isLevel, isPoa, isUp] = [
    isDrawn(random, rates.vaguer),
    isDrawn(random, rates.neighbour),
    isDrawn(random, rates.level),
    isDrawn(random, rates.poa),
    isDrawn(random, 0.5),
  ];
  if (isReason(given.use)) return given;
  const other =
    (isLevel ? stepLevel(given.code, isUp ? 1 : -1) : null) ??
    (isVaguer ? book.vaguerOf(given.code) : null) ??
    (isNeighbour ? book.neighbourOf(given.code) : null);
  const code = other === null || barred.has(other) ? given.code : other;
  return { ...given, code, poa: isPoa ? flipPoa(given.poa) : given.poa };
}

function flipPoa(poa: string): string {
  if (poa === "Y") return "N";
  return poa === "N" ? "Y" : poa;
}

function swapFirst(
  random: Random,
  codes: readonly GivenCode[],
  rates: NoiseRates,
  locked: ReadonlySet<string>,
): readonly GivenCode[] {
  const [first, second, ...rest] = codes;
  if (!isDrawn(random, rates.principal) || second?.use !== "diagnosis" || first === undefined) return codes;
  return locked.has(first.code) || locked.has(second.code) ? codes : [second, first, ...rest];
}

function addCode(
  random: Random,
  codes: readonly GivenCode[],
  rates: NoiseRates,
  barred: ReadonlySet<string>,
): readonly GivenCode[] {
  const isAdded = isDrawn(random, rates.added);
  const code = drawAddedCode(random);
  if (!isAdded || barred.has(code) || codes.some((given) => given.code === code)) return codes;
  return [...codes, diagnosisBeside(codes, code)];
}

export function drawAddedCode(random: Random): string {
  return pick(random, addedCodes);
}

/** A further diagnosis, present on admission where the others carry indicators. */
export function diagnosisBeside(codes: readonly GivenCode[], code: string): GivenCode {
  const withPoa = codes.some(({ poa }) => poa !== "");
  return { system: "ICD-10-CM", code, use: "diagnosis", poa: withPoa ? "Y" : "", modifiers: "", units: null };
}
