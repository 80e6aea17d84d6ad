import type { Random } from "../effects.ts";
import { isDrawn } from "./chance.ts";
import { stepLevel } from "./em-level.ts";
import type { EncounterTruth, GivenCode } from "./encounter-truth.ts";
import { diagnosisBeside, drawAddedCode } from "./noise.ts";
import type {
  PlantedCoding,
  PlantedError,
  PlantedModifier,
  PlantedOvercode,
  PlantedPrincipal,
  PlantedSwap,
} from "./planted-error.ts";

/** Codes with the planted errors in them, and which codes those errors rest on. */
export interface Planting {
  readonly codes: readonly GivenCode[];
  readonly locked: ReadonlySet<string>;
}

/** What one error would make of the codes, and the codes that must then stay; null where it cannot take effect. */
export interface Change {
  readonly codes: readonly GivenCode[];
  readonly touched: readonly string[];
}

export function isInSlice({ slice }: PlantedError, { row }: EncounterTruth): boolean {
  return slice === null || row[slice.column] === slice.value;
}

/**
 * What a planted error would make of an answer. `slice_missed` draws a chance for each code at the error's own
 * rate; the others change one thing. Null where there is nothing to change.
 */
export function changeCodes(
  random: Random,
  error: PlantedCoding,
  encounter: EncounterTruth,
  { codes, locked }: Planting,
): Change | null {
  switch (error.kind) {
    case "undercode":
      return leaveOut(codes, locked, error.from);
    case "overcode":
      return overcode(codes, error, encounter);
    case "wrong_principal":
      return putFirst(codes, error);
    case "em_level_higher":
      return raiseLevel(codes);
    case "modifier_dropped":
      return dropModifier(codes, error);
    case "slice_missed":
      return leaveOutSome(random, codes, locked, error.rate);
    case "slice_added":
      return addOne(random, codes, encounter);
    default:
      return swapCode(codes, locked, error);
  }
}

function swapCode(
  codes: readonly GivenCode[],
  locked: ReadonlySet<string>,
  error: PlantedSwap,
): Change | null {
  const isThere = codes.some((given) => isCode(given, error.from));
  if (!isThere || locked.has(error.from) || codes.some((given) => isCode(given, error.to))) return null;
  return {
    codes: codes.map((given) => (isCode(given, error.from) ? { ...given, code: error.to } : given)),
    touched: [error.from, error.to],
  };
}

function isCode({ code, use }: GivenCode, wanted: string): boolean {
  return code === wanted && use !== "admitting" && use !== "reason_for_visit";
}

function leaveOut(codes: readonly GivenCode[], locked: ReadonlySet<string>, from: string): Change | null {
  const left = codes.filter((given) => !isCode(given, from));
  return left.length === codes.length || locked.has(from) ? null : { codes: left, touched: [from] };
}

function overcode(
  codes: readonly GivenCode[],
  { to, where }: PlantedOvercode,
  encounter: EncounterTruth,
): Change | null {
  const isTempted = where === "anywhere" || encounter.denied.includes(to);
  const isTrue = encounter.codes.some((given) => isCode(given, to));
  return isTempted && !isTrue ? { codes: [...codes, diagnosisBeside(codes, to)], touched: [to] } : null;
}

function putFirst(codes: readonly GivenCode[], { from, to }: PlantedPrincipal): Change | null {
  const wrong = codes.find((given) => isCode(given, to));
  if (codes[0]?.code !== from || wrong === undefined) return null;
  return { codes: [wrong, ...codes.filter((given) => given !== wrong)], touched: [from, to] };
}

function raiseLevel(codes: readonly GivenCode[]): Change | null {
  for (const given of codes) {
    const higher = stepLevel(given.code, 1);
    if (higher === null) continue;
    const raised = { ...given, code: higher };
    return { codes: codes.map((other) => (other === given ? raised : other)), touched: [given.code, higher] };
  }
  return null;
}

function dropModifier(codes: readonly GivenCode[], { modifier }: PlantedModifier): Change | null {
  const bearer = codes.find(({ modifiers }) => modifiers.split(" ").includes(modifier));
  if (bearer === undefined) return null;
  const left = bearer.modifiers.split(" ").filter((other) => other !== modifier);
  const bare = { ...bearer, modifiers: left.join(" ") };
  return { codes: codes.map((given) => (given === bearer ? bare : given)), touched: [bearer.code] };
}

/** Never the first code, so that an answer is left, and never what another error rests on. */
function leaveOutSome(
  random: Random,
  codes: readonly GivenCode[],
  locked: ReadonlySet<string>,
  rate: number,
): Change | null {
  const gone = codes.filter(({ code }, at) => isDrawn(random, rate) && at > 0 && !locked.has(code));
  if (gone.length === 0) return null;
  return { codes: codes.filter((given) => !gone.includes(given)), touched: gone.map(({ code }) => code) };
}

function addOne(random: Random, codes: readonly GivenCode[], encounter: EncounterTruth): Change | null {
  const code = drawAddedCode(random);
  const isHeld = [...codes, ...encounter.codes].some((given) => given.code === code);
  return isHeld ? null : { codes: [...codes, diagnosisBeside(codes, code)], touched: [code] };
}
