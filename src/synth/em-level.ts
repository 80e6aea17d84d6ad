import type { Visit } from "./visits.ts";

/** Complexity of decision making that each rank of a family asks for, as a note puts it. */
const visitDecisions = [
  "",
  "minimal",
  "straightforward",
  "low complexity",
  "moderate complexity",
  "high complexity",
];
const hospitalDecisions = ["", "low complexity", "moderate complexity", "high complexity"];
/** Minutes on the day of the visit that lie inside the ranges of ranks 2 to 5. */
const newPatientMinutes = [0, 0, 22, 37, 52, 66];
const establishedMinutes = [0, 5, 14, 24, 34, 46];

/** The evaluation and management code of a visit by setting and rank; null where none is billed. */
export function emCodeOf({ aCase, level, isNewPatient }: Visit): string | null {
  if (level === 0 || aCase.setting === "outpatient") return null;
  if (aCase.setting === "emergency") return String(99280 + level);
  if (aCase.setting === "office") return String(isNewPatient ? 99200 + level : 99210 + level);
  return String(99220 + level);
}

/**
 * The line of the note that carries the level: the complexity of decisions, or in the office the time where the
 * visit is billed by time.
 */
export function describeLevel({ aCase, level, isNewPatient }: Visit, isByTime: boolean): string {
  if (aCase.setting === "emergency") return `ED visit, ${visitDecisions[level]} MDM.`;
  if (aCase.setting !== "office") return `Initial hospital day, ${hospitalDecisions[level]} MDM.`;
  const patient = isNewPatient ? "New patient" : "Established patient";
  const minutes = isNewPatient ? newPatientMinutes : establishedMinutes;
  return isByTime
    ? `${patient}, total time on date of encounter ${minutes[level]} min.`
    : `${patient}, ${visitDecisions[level]} MDM.`;
}

const families: readonly (readonly string[])[] = [
  ["99202", "99203", "99204", "99205"],
  ["99211", "99212", "99213", "99214", "99215"],
  ["99221", "99222", "99223"],
  ["99281", "99282", "99283", "99284", "99285"],
];

/** The code `steps` ranks up (down if negative) in the same family, or null past its ends or outside every family. */
export function stepLevel(code: string, steps: number): string | null {
  const family = families.find((codes) => codes.includes(code));
  return family?.[family.indexOf(code) + steps] ?? null;
}
