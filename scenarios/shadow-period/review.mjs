/**
 * `node scenarios/shadow-period/review.mjs <run> <truth.csv> <reviewer…>`: plays the reviewers of a synthetic dataset,
 * as people would in a spreadsheet. Each of them fills the run's worklist from the true codes, with a slip in one row
 * of a hundred; the reviewer called arbiter fills the list of disputed encounters, without one.
 * Writes <reviewer>.csv into the run's folder review.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";

const [run, truthFile, ...reviewers] = process.argv.slice(2);
const folder = join(run, "review");
const slipsPerThousand = 10;
/** Why a patient came is no code that anybody compares. */
const isCompared = ({ use }) => use !== "admitting" && use !== "reason_for_visit";

function readRows(file) {
  return parse(readFileSync(file, "utf8"), { bom: true, columns: true });
}

/** The true codes of each encounter, written as the worklist writes them. */
function readTruth() {
  const truth = new Map();
  for (const { encounter_id: id, system, code } of readRows(truthFile).filter(isCompared)) {
    if (!truth.has(id)) truth.set(id, new Set());
    truth.get(id).add(`${system} ${code}`);
  }
  return truth;
}

function encounterOf({ encounter }) {
  return encounter.replace("encounter ", "");
}

function isMissedRow({ item }) {
  return item.endsWith("-MISSED");
}

function slips(reviewer, item) {
  const digest = createHash("md5").update(`${reviewer}|${item}`).digest();
  return digest.readUInt32BE() % 1000 < slipsPerThousand;
}

/** True codes that no row of the encounter names, of the systems under review. */
function findMissed(row, rows, truth) {
  const systems = ["ICD-10-CM ", "ICD-10-PCS ", "CPT "];
  const listed = new Set(rows.filter(({ encounter }) => encounter === row.encounter).map(({ code }) => code));
  const isMissed = (code) => systems.some((system) => code.startsWith(system)) && !listed.has(code);
  return [...(truth.get(encounterOf(row)) ?? [])].filter(isMissed);
}

function answer(row, rows, truth) {
  if (isMissedRow(row)) return findMissed(row, rows, truth).join("; ") || "none";
  return truth.get(encounterOf(row))?.has(row.code) ? "yes" : "no";
}

function slip(correct) {
  if (correct === "yes") return "no";
  return correct === "no" ? "yes" : "none";
}

function writeSheet(name, rows, answers) {
  const quote = (cell) => `"${cell.replaceAll('"', '""')}"`;
  const columns = Object.keys(rows[0]);
  const lines = rows.map((row, at) =>
    columns.map((column) => quote(column === "correct" ? answers[at] : row[column])).join(","),
  );
  writeFileSync(join(folder, `${name}.csv`), `\ufeff${[columns.join(","), ...lines].join("\r\n")}\r\n`);
}

function fill(reviewer) {
  const isArbiter = reviewer === "arbiter";
  const rows = readRows(join(folder, isArbiter ? "disputed.csv" : "worklist.csv"));
  const answers = rows.map((row) => {
    const right = answer(row, rows, truth);
    return !isArbiter && slips(reviewer, row.item) ? slip(right) : right;
  });
  writeSheet(reviewer, rows, answers);
  console.log(`${reviewer} filled ${rows.length} rows of ${new Set(rows.map(encounterOf)).size} encounters`);
}

const truth = readTruth();
for (const reviewer of reviewers) fill(reviewer);
