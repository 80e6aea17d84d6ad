import type { AnsweredEncounter, ReviewEncounter, ReviewItem, ReviewSample } from "../domain/review.ts";
import type { Problem } from "../errors.ts";
import { type MissedCode, parseMissed, type ReadCode } from "./parse-missed.ts";
import type { SheetRow } from "./read-sheet.ts";
import { missedItem, missedPrompt, writeCode, writeEncounter } from "./worklist.ts";

/** Whole encounters as answered, and what is wrong with the file; with any problem nothing may be imported. */
export interface CheckedAnswers {
  readonly encounters: readonly AnsweredEncounter[];
  readonly problems: readonly Problem[];
}

interface Expected {
  readonly encounter: ReviewEncounter;
  /** Null for the row of codes that both lists miss. */
  readonly item: ReviewItem | null;
}

const answerWords: Readonly<Record<string, boolean>> = { yes: true, y: true, no: false, n: false };

const answerHint = 'answer "yes" or "no"; leave every row of an encounter blank that is still open';

function problem(file: string, line: number, message: string, hint?: string): Problem {
  return { message, where: { file, line }, ...(hint === undefined ? {} : { hint }) };
}

function expectItems({ encounters }: ReviewSample): ReadonlyMap<string, Expected> {
  return new Map(
    encounters.flatMap((encounter) => [
      ...encounter.items.map((item): [string, Expected] => [item.item, { encounter, item }]),
      [missedItem(encounter.encounter), { encounter, item: null }] as const,
    ]),
  );
}

function cellsOf({ encounter, item }: Expected) {
  const code = item === null ? missedPrompt : writeCode(item.system, item.code);
  return { encounter: writeEncounter(encounter.encounter_id), code };
}

/** A row must still say what the worklist says of its item: sorting one column alone mixes answers up unseen. */
function findMixUp(file: string, row: SheetRow, expected: Expected): Problem[] {
  const written = cellsOf(expected);
  return (["encounter", "code"] as const)
    .filter((column) => row[column] !== written[column].replaceAll(/[\s\u00a0]+/g, " "))
    .map((column) =>
      problem(
        file,
        row.line,
        `the ${column} of ${row.item} reads "${row[column]}", in the worklist "${written[column]}"`,
        "restore the column, or fill a new copy of the worklist",
      ),
    );
}

function findRowProblems(
  file: string,
  rows: readonly SheetRow[],
  items: ReadonlyMap<string, Expected>,
): Problem[] {
  const lines = new Map<string, number>();
  return rows.flatMap((row) => {
    const expected = items.get(row.item);
    if (expected === undefined) {
      return [
        problem(file, row.line, `the worklist has no item "${row.item}"`, "leave the column item as it is"),
      ];
    }
    const before = lines.get(row.item);
    if (before !== undefined)
      return [problem(file, row.line, `${row.item} stands on line ${before} already`)];
    lines.set(row.item, row.line);
    return findMixUp(file, row, expected);
  });
}

interface EncounterRows {
  readonly encounter: ReviewEncounter;
  readonly rows: ReadonlyMap<string, SheetRow>;
}

function rowsByEncounter(sample: ReviewSample, rows: readonly SheetRow[]): readonly EncounterRows[] {
  const byItem = new Map(rows.map((row) => [row.item, row]));
  return sample.encounters.map((encounter) => {
    const names = [...encounter.items.map(({ item }) => item), missedItem(encounter.encounter)];
    const present = names.flatMap((name): [string, SheetRow][] => {
      const row = byItem.get(name);
      return row === undefined ? [] : [[name, row]];
    });
    return { encounter, rows: new Map(present) };
  });
}

function findOpen({ encounter, rows }: EncounterRows): readonly string[] {
  const names = [...encounter.items.map(({ item }) => item), missedItem(encounter.encounter)];
  return names.filter((name) => (rows.get(name)?.correct ?? "") === "");
}

function isUntouched({ rows }: EncounterRows): boolean {
  return [...rows.values()].every(({ correct }) => correct === "");
}

function findHalfFilled(file: string, whole: EncounterRows): Problem[] {
  const open = findOpen(whole);
  if (open.length === 0) return [];
  const [answered] = [...whole.rows.values()].filter(({ correct }) => correct !== "");
  const line = whole.rows.get(open[0] ?? "")?.line ?? answered?.line ?? 1;
  const named = open.slice(0, 4).join(", ") + (open.length > 4 ? ` and ${open.length - 4} more` : "");
  return [
    problem(file, line, `encounter ${whole.encounter.encounter} is half filled: ${named} open`, answerHint),
  ];
}

function findUnknownWords(file: string, { encounter, rows }: EncounterRows): Problem[] {
  return encounter.items.flatMap(({ item }) => {
    const row = rows.get(item);
    if (row === undefined || row.correct === "" || row.correct.toLowerCase() in answerWords) return [];
    return [problem(file, row.line, `the answer to ${item} is "${row.correct}"`, answerHint)];
  });
}

interface Missed {
  readonly codes: readonly MissedCode[];
  readonly problems: readonly Problem[];
}

const missedHint = 'write "none", or codes with their system: ICD-10-CM E11.9; CPT 99213';

function readMissed(
  file: string,
  whole: EncounterRows,
  systems: readonly string[],
  readCode: ReadCode,
): Missed {
  const { encounter, rows } = whole;
  const row = rows.get(missedItem(encounter.encounter));
  if (row === undefined || row.correct === "") return { codes: [], problems: [] };
  const answer = parseMissed(row.correct, systems, readCode);
  if (answer.kind === "unreadable") {
    const message = `${row.item}: "${answer.part}" is no code of a system under review`;
    return { codes: [], problems: [problem(file, row.line, message, missedHint)] };
  }
  const problems = answer.codes.flatMap(({ system, code }) => {
    const listed = encounter.items.find((item) => item.system === system && item.code === code);
    if (listed === undefined) return [];
    const message = `${row.item}: ${writeCode(system, code)} stands in a list`;
    return [problem(file, row.line, message, `answer it at ${listed.item}, and leave it out here`)];
  });
  return { codes: answer.codes, problems };
}

function commentOf(row: SheetRow | undefined): string | null {
  return row === undefined || row.comment === "" ? null : row.comment;
}

function answeredOf({ encounter, rows }: EncounterRows, missed: readonly MissedCode[]): AnsweredEncounter {
  return {
    encounter: encounter.encounter,
    items: encounter.items.map(({ item }) => {
      const row = rows.get(item);
      const correct = answerWords[row?.correct.toLowerCase() ?? ""] ?? false;
      return { item, correct, comment: commentOf(row) };
    }),
    missed: [...missed],
    comment: commentOf(rows.get(missedItem(encounter.encounter))),
  };
}

/**
 * Holds a filled worklist against the sample. Encounters without any answer are left out: they stay open. Problems name
 * file and line: an unknown or repeated item, a code or encounter that was changed, an answer that is neither yes nor
 * no, a code of no valid form or in a list already, an encounter that is half filled.
 */
export function checkAnswers(
  sample: ReviewSample,
  file: string,
  rows: readonly SheetRow[],
  readCode: ReadCode,
): CheckedAnswers {
  const rowProblems = findRowProblems(file, rows, expectItems(sample));
  const touched = rowsByEncounter(sample, rows).filter((whole) => !isUntouched(whole));
  const checked = touched.map((whole) => {
    const missed = readMissed(file, whole, sample.systems, readCode);
    const own = [...findHalfFilled(file, whole), ...findUnknownWords(file, whole), ...missed.problems];
    return { answered: answeredOf(whole, missed.codes), problems: own };
  });
  const problems = [...rowProblems, ...checked.flatMap((part) => part.problems)];
  const inOrder = problems.sort((a, b) => (a.where?.line ?? 0) - (b.where?.line ?? 0));
  return { encounters: checked.map(({ answered }) => answered), problems: inOrder };
}
