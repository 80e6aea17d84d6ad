import type { RecurringError } from "../../domain/error-tables.ts";
import type { Fact } from "./rows.ts";

type Direction = RecurringError["direction"];

const directions: Readonly<Partial<Record<RecurringError["class"], Direction>>> = {
  em_level_higher: "over",
  specificity_gained: "over",
  em_level_lower: "under",
  specificity_lost: "under",
};

function directionOfUnits(detail: string): Direction {
  const [from, to] = detail.split("→").map(Number);
  if (from === undefined || to === undefined || Number.isNaN(to - from)) return "other";
  return to > from ? "over" : "under";
}

/**
 * Which side has more: of unpaired codes the one that holds it, of pairs the class decides, of attributes the detail:
 * present on admission where it was not, more units.
 */
export function directionOf({ kind, class: errorClass, from_code, to_code, detail }: Fact): Direction {
  if (kind === "engine") return "over";
  if (kind === "reference" && (from_code === null || to_code === null)) return "under";
  if (errorClass === "poa" && detail === "N→Y") return "over";
  if (errorClass === "poa" && detail === "Y→N") return "under";
  if (errorClass === "units" && detail !== null) return directionOfUnits(detail);
  return directions[errorClass] ?? "other";
}
