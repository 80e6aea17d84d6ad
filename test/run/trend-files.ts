import { createHash } from "node:crypto";

const codes = ["I10", "E11.9", "J18.9", "N39.0", "K21.9", "E78.5", "F32.9", "M54.50", "I50.9", "J44.1"];
const weeks = 10;
const perWeek = 40;

export interface TrendFiles {
  /** The first week, from 1, in which the engine loses most codes of cardiology; beyond the last: never. */
  readonly brokenFrom: number;
  /** What the manifest says of the dates; null: nothing, so that they are real. */
  readonly dates?: "shifted" | null;
  readonly role?: string;
  /** Letter before every encounter's number, so that two runs hold other encounters. */
  readonly letter?: string;
}

function chanceOf(text: string): number {
  return createHash("md5").update(text).digest().readUInt32LE(0) / 2 ** 32;
}

interface Encounter {
  readonly id: string;
  readonly week: number;
  readonly specialty: string;
}

function listEncounters(letter: string): readonly Encounter[] {
  return Array.from({ length: weeks * perWeek }, (_, at) => ({
    id: `${letter}${String(at).padStart(4, "0")}`,
    week: Math.floor(at / perWeek) + 1,
    specialty: at % 2 === 0 ? "cardiology" : "surgery",
  }));
}

/** The Monday of the ISO week 2026-W01 and of those after it. */
function mondayOf(week: number): string {
  return new Date(Date.UTC(2025, 11, 29) + (week - 1) * 7 * 86_400_000).toISOString().slice(0, 10);
}

function codesOf({ id }: Encounter): readonly string[] {
  return [
    ...new Set(["a", "b", "c", "d"].map((key) => codes[Math.floor(chanceOf(id + key) * codes.length)] ?? "")),
  ];
}

/** A run of ten ISO weeks, 2026-W01 to W10, of 40 encounters, two specialties, and a recorded engine that misses one code in ten. */
export function trendFiles({
  brokenFrom,
  dates = null,
  role = "final",
  letter = "E",
}: TrendFiles): Record<string, string> {
  const encounters = listEncounters(letter);
  const found = (encounter: Encounter) => {
    const isBroken = encounter.week >= brokenFrom && encounter.specialty === "cardiology";
    return codesOf(encounter).filter((code) => chanceOf(encounter.id + code) >= (isBroken ? 0.6 : 0.1));
  };
  const rows = (head: string, lines: readonly string[]) => `${[head, ...lines].join("\n")}\n`;
  const assigned = (pick: (encounter: Encounter) => readonly string[], tail: string) =>
    encounters.flatMap((encounter) =>
      pick(encounter).map((code) => `${encounter.id},ICD-10-CM,${code}${tail}`),
    );
  const told =
    dates === null
      ? "provenance: synthetic"
      : `provenance: deidentified\ndeidentification: {method: expert-determination, dates: ${dates}, attested_by: Privacy office, date: 2026-10-01}`;
  return {
    "scenario.yaml": `schema: shadowbench.scenario/1
name: course
dataset: data
reference: {role: ${role}}
engine: {kind: recorded, name: vendor, version: "1", tables: {codes: data/engine.csv, responses: data/responses.csv}}
slices: [specialty]
`,
    "data/dataset.yaml": `schema: shadowbench.dataset/1
name: course
version: "1"
${told}
tables: {encounters: encounters.csv, codes: codes.csv}
`,
    "data/encounters.csv": rows(
      "encounter_id,patient_id,service_start,specialty",
      encounters.map(({ id, week, specialty }) => `${id},P${id},${mondayOf(week)},${specialty}`),
    ),
    "data/codes.csv": rows("encounter_id,system,code,role", assigned(codesOf, `,${role}`)),
    "data/engine.csv": rows("encounter_id,system,code", assigned(found, "")),
    "data/responses.csv": rows(
      "encounter_id,status,version",
      encounters.map(({ id }) => `${id},coded,1`),
    ),
  };
}
