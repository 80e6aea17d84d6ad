import type { Random } from "../effects.ts";
import { drawNormal, isDrawn, streamFor } from "./chance.ts";
import type { CodeBook } from "./code-book.ts";
import type { EncounterTruth, GivenCode } from "./encounter-truth.ts";
import { isBroken, loseCodes } from "./engine-update.ts";
import { addNoise } from "./noise.ts";
import type { PlantedAbstention, PlantedCoding, PlantedError, PlantedFailure } from "./planted-error.ts";
import { changeCodes, isInSlice, type Planting } from "./planting.ts";
import type { EngineProfile } from "./reader-profiles.ts";

export interface ConfidentCode extends GivenCode {
  readonly confidence: number;
}

/** What one recorded engine said of one encounter. */
export interface EngineAnswer {
  readonly engine: EngineProfile;
  readonly status: "coded" | "abstained" | "failed";
  /** Why an engine abstained; empty otherwise. */
  readonly reason: string;
  /** Null for a failure. */
  readonly confidence: number | null;
  readonly latencyMs: number;
  /** What went wrong; empty unless failed. */
  readonly error: string;
  readonly codes: readonly ConfidentCode[];
  /** Planted errors that could take effect here, and those that did, by id. */
  readonly open: readonly string[];
  readonly planted: readonly string[];
}

const failureLatencyMs = 30_000;

/** One engine's answer: planted failures and abstentions first, then planted errors, then noise, then what an update breaks. */
export function drawAnswer(
  seed: number,
  index: number,
  encounter: EncounterTruth,
  engine: EngineProfile,
  book: CodeBook,
): EngineAnswer {
  const answer = drawOwnAnswer(seed, index, encounter, engine, book);
  const { update } = engine;
  if (update === undefined || answer.status !== "coded" || !isBroken(update, encounter)) return answer;
  const { id } = update.breaks;
  const codes = loseCodes(seed, index, encounter, update, answer.codes);
  const planted = codes.length < answer.codes.length ? [...answer.planted, id] : answer.planted;
  return { ...answer, codes, open: [...answer.open, id], planted };
}

function drawOwnAnswer(
  seed: number,
  index: number,
  encounter: EncounterTruth,
  engine: EngineProfile,
  book: CodeBook,
): EngineAnswer {
  const random = streamFor(seed, engine.stream ?? engine.name, index);
  const log: PlantingLog = { open: [], planted: [] };
  const held = firstHeld(random, engine.planted, encounter, log);
  const latencyMs = Math.round(engine.medianLatencyMs * Math.exp(0.5 * drawNormal(random)));
  const bare = { engine, reason: "", error: "", codes: [], ...log };
  if (held?.kind === "failure")
    return { ...bare, status: "failed", error: held.error, confidence: null, latencyMs: failureLatencyMs };
  if (held !== null) return { ...bare, ...abstain(random, held, encounter, engine), latencyMs };
  const { codes, locked } = plantErrors(random, engine.planted, encounter, log);
  const given = addNoise(random, codes, engine.rates, book, locked);
  return { ...bare, status: "coded", ...confide(random, given, encounter, engine), latencyMs };
}

interface PlantingLog {
  readonly open: string[];
  readonly planted: string[];
}

function firstHeld(
  random: Random,
  errors: readonly PlantedError[],
  encounter: EncounterTruth,
  log: PlantingLog,
): PlantedAbstention | PlantedFailure | null {
  for (const error of errors) {
    if ((error.kind !== "abstention" && error.kind !== "failure") || !isInSlice(error, encounter)) continue;
    log.open.push(error.id);
    if (!isDrawn(random, error.rate)) continue;
    log.planted.push(error.id);
    return error;
  }
  return null;
}

function abstain(
  random: Random,
  { reason, withCodes }: PlantedAbstention,
  encounter: EncounterTruth,
  engine: EngineProfile,
) {
  const { codes } = confide(random, asked(encounter), encounter, engine);
  const confidence = roundConfidence(0.15 + 0.3 * random());
  return { status: "abstained" as const, reason, confidence, codes: withCodes ? codes : [] };
}

function plantErrors(
  random: Random,
  errors: readonly PlantedError[],
  encounter: EncounterTruth,
  log: PlantingLog,
): Planting {
  let planting: Planting = { codes: asked(encounter), locked: new Set() };
  for (const error of errors) {
    if (error.kind === "abstention" || error.kind === "failure" || !isInSlice(error, encounter)) continue;
    planting = plantError(random, error, encounter, planting, log);
  }
  return planting;
}

function plantError(
  random: Random,
  error: PlantedCoding,
  encounter: EncounterTruth,
  planting: Planting,
  log: PlantingLog,
): Planting {
  const isPerCode = error.kind === "slice_missed";
  const isHit = isPerCode || isDrawn(random, error.rate);
  const change = changeCodes(random, error, encounter, planting);
  if (change !== null || isPerCode) log.open.push(error.id);
  if (change === null || !isHit) return planting;
  log.planted.push(error.id);
  return { codes: change.codes, locked: new Set([...planting.locked, ...change.touched]) };
}

/** What an engine is asked for: all but the reasons for coming, which nobody compares. */
function asked({ codes }: EncounterTruth): readonly GivenCode[] {
  return codes.filter(({ use }) => use !== "admitting" && use !== "reason_for_visit");
}

/** Confidences that tell right from wrong as far as the engine's insight goes. */
function confide(
  random: Random,
  codes: readonly GivenCode[],
  encounter: EncounterTruth,
  { insight }: EngineProfile,
) {
  const truth = new Set(asked(encounter).map(({ code }) => code));
  const confident = codes.map((given) => ({
    ...given,
    confidence: drawConfidence(random, truth.has(given.code), insight),
  }));
  const isExact = codes.length === truth.size && codes.every(({ code }) => truth.has(code));
  return { codes: confident, confidence: drawConfidence(random, isExact, insight) };
}

function drawConfidence(random: Random, isRight: boolean, insight: number): number {
  const middle = 0.75 + (isRight ? 0.2 : -0.2) * insight;
  return roundConfidence(Math.min(0.999, Math.max(0.02, middle + 0.11 * drawNormal(random))));
}

function roundConfidence(confidence: number): number {
  return Math.round(confidence * 1000) / 1000;
}
