import { HarnessError } from "../errors.ts";
import { type Books, readBooks } from "./books.ts";
import { streamFor } from "./chance.ts";
import { type Coding, drawCodings } from "./coders.ts";
import type { EncounterTruth } from "./encounter-truth.ts";
import { drawClaimTypes, drawEncounter } from "./encounters.ts";
import { drawAnswer, type EngineAnswer } from "./engines.ts";
import { drawPatient, drawVisitCount } from "./patients.ts";
import { checkPeriod, type Period } from "./period.ts";
import { type CoderProfile, coderProfiles, type EngineProfile, engineProfiles } from "./reader-profiles.ts";
import { drawVisit } from "./visits.ts";

export interface SynthesisOptions {
  /** A whole number from 0 to 2^32 − 1. */
  readonly seed: number;
  /** How many encounters to make, at least 1. */
  readonly encounters: number;
  /** Default: a coder of record, and a second one on 15 % of encounters. */
  readonly coders?: readonly CoderProfile[];
  /** Default: vendor-a and vendor-b with their planted errors. */
  readonly engines?: readonly EngineProfile[];
  /** Weeks in which all encounters end, named in the column `shadow_week`. Default: dates all over the year. */
  readonly period?: Period;
}

/** One encounter in truth, as coders coded it, and as each recorded engine answered. */
export interface SyntheticEncounter {
  readonly truth: EncounterTruth;
  readonly codings: readonly Coding[];
  readonly answers: readonly EngineAnswer[];
}

/**
 * Makes synthetic encounters one after another, patient by patient; memory does not grow with their number.
 * The same options give the same encounters on every platform.
 * @throws HarnessError `command-invalid` for a number of encounters, a seed or a period out of range.
 */
export function* synthesise(options: SynthesisOptions): Generator<SyntheticEncounter> {
  checkOptions(options);
  const books = readBooks(options.seed);
  const { coders = coderProfiles, engines = engineProfiles, seed } = options;
  let index = 0;
  for (const truth of drawEncounters(options, books)) {
    yield {
      truth,
      codings: drawCodings(seed, index, truth, coders, books),
      answers: engines.map((engine) => drawAnswer(seed, index, truth, engine, books.codes)),
    };
    index++;
  }
}

/** Throws HarnessError `command-invalid` for a number of encounters, a seed or a period out of range. */
export function checkOptions({ encounters, seed, period }: SynthesisOptions): void {
  if (period !== undefined) checkPeriod(period);
  if (!Number.isInteger(encounters) || encounters < 1)
    throw new HarnessError("command-invalid", `encounters must be a whole number from 1, not ${encounters}`);
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32)
    throw new HarnessError("command-invalid", `seed must be a whole number from 0 to 2^32 - 1, not ${seed}`);
}

function* drawEncounters(
  { seed, encounters, period }: SynthesisOptions,
  books: Books,
): Generator<EncounterTruth> {
  let made = 0;
  for (let patient = 0; ; patient++) {
    for (const draw of drawPatientEncounters(seed, patient, books, period ?? null)) {
      if (made === encounters) return;
      made++;
      yield draw(`E${String(made).padStart(6, "0")}`);
    }
  }
}

/** The encounters of one patient, each waiting for its id. */
function* drawPatientEncounters(
  seed: number,
  index: number,
  books: Books,
  period: Period | null,
): Generator<(encounterId: string) => EncounterTruth> {
  const random = streamFor(seed, "patient", index);
  const patient = drawPatient(random, index, books);
  const visits = drawVisitCount(random);
  for (let at = 1; at <= visits; at++) {
    const visit = drawVisit(random, `${patient.patientId}-${at}`, patient, books, period);
    for (const claimType of drawClaimTypes(random, visit))
      yield (encounterId) => drawEncounter(random, encounterId, visit, claimType, books, period);
  }
}
