import { codeSystems } from "../domain/code-system.ts";
import type { ReviewEncounter, ReviewItem, ReviewSample } from "../domain/review.ts";

/** Columns of the worklist; reviewers fill `correct`, and `comment` where they like. */
export const worklistColumns = ["item", "encounter", "lists", "code", "correct", "comment"] as const;

/** What stands in the column `code` of the one row per encounter for codes that neither list holds. */
export const missedPrompt = "codes that both lists miss: write none or the codes with their system";

export function missedItem(encounter: string): string {
  return `${encounter}-MISSED`;
}

/** Line breaks and tabs of an identifier would break the row, in one program or another. */
function onOneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/**
 * A code as no spreadsheet changes it: text that begins with the system's name, never a number, a date or a formula.
 * Of a system that the harness does not know, nobody knows how its name begins: those begin with a word of ours.
 */
export function writeCode(system: string, code: string): string {
  const text = onOneLine(`${system} ${code}`);
  return codeSystems.some((known) => known === system) ? text : `code ${text}`;
}

export function writeEncounter(encounterId: string): string {
  return `encounter ${onOneLine(encounterId)}`;
}

function writeLists({ list_1: first }: ReviewEncounter, { listed }: ReviewItem): string {
  if (listed === "both") return "both lists";
  return listed === first ? "list 1" : "list 2";
}

function quoteCell(cell: string): string {
  return /[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function formatRow(cells: readonly string[]): string {
  return `${cells.map(quoteCell).join(",")}\r\n`;
}

function rowsOf(encounter: ReviewEncounter, areListsShown: boolean): readonly (readonly string[])[] {
  const name = writeEncounter(encounter.encounter_id);
  const items = encounter.items.map((item) => {
    const lists = areListsShown ? writeLists(encounter, item) : "";
    return [item.item, name, lists, writeCode(item.system, item.code), "", ""];
  });
  return [...items, [missedItem(encounter.encounter), name, "", missedPrompt, "", ""]];
}

/**
 * The worklist of some drawn encounters as CSV for spreadsheets: UTF-8 with byte order mark, CRLF. It names neither
 * engine nor coders, no stratum and no confidence.
 */
export function formatWorklist(sample: ReviewSample, encounters: readonly ReviewEncounter[]): string {
  const rows = encounters.flatMap((encounter) => rowsOf(encounter, sample.lists_shown));
  return `\ufeff${[worklistColumns, ...rows].map(formatRow).join("")}`;
}
