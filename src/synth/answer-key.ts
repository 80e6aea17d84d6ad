import type { EngineAnswer } from "./engines.ts";
import type { PlantedError } from "./planted-error.ts";
import { type CoderProfile, coderProfiles, type EngineProfile, engineProfiles } from "./reader-profiles.ts";
import type { SynthesisOptions, SyntheticEncounter } from "./synthesise.ts";

/** One planted error and where it took effect, as answer-key.json lists it. */
export interface PlantedEntry {
  readonly id: string;
  readonly engine: string;
  readonly kind: PlantedError["kind"];
  readonly system: string | null;
  readonly from: string | null;
  readonly to: string | null;
  /** What the kind alone does not say: the modifier, the reason, the error, where it tempts. */
  readonly detail: string | null;
  readonly slice: { readonly column: string; readonly value: string } | null;
  readonly rate: number;
  /** Encounters where it could have taken effect. */
  readonly opportunities: number;
  /** Encounters where it did. */
  readonly encounters: number;
  readonly encounter_ids: readonly string[];
}

/** What was planted, and at which rates coders and engines err beside it. */
export interface AnswerKey {
  readonly schema: "shadowbench.answer-key/1";
  readonly name: string;
  readonly seed: number;
  readonly encounters: number;
  readonly coders: readonly CoderProfile[];
  readonly engines: readonly Pick<EngineProfile, "name" | "version" | "rates">[];
  readonly planted: readonly PlantedEntry[];
}

interface Tally {
  readonly engine: EngineProfile;
  readonly error: PlantedError;
  opportunities: number;
  readonly encounterIds: string[];
}

/** Gathers, encounter by encounter, where planted errors could and did take effect. */
export class AnswerKeyTally {
  readonly #tallies = new Map<string, Tally>();
  readonly #options: SynthesisOptions;

  constructor(options: SynthesisOptions) {
    this.#options = options;
    for (const engine of options.engines ?? engineProfiles)
      for (const error of listPlanted(engine))
        this.#tallies.set(tallyKey(engine, error.id), { engine, error, opportunities: 0, encounterIds: [] });
  }

  add({ truth, answers }: SyntheticEncounter): void {
    for (const answer of answers) this.#addAnswer(answer, truth.row.encounter_id);
  }

  /** The key of all that was added so far. */
  close(name: string): AnswerKey {
    const { seed, encounters, coders = coderProfiles, engines = engineProfiles } = this.#options;
    return {
      schema: "shadowbench.answer-key/1",
      name,
      seed,
      encounters,
      coders,
      engines: engines.map(({ name: engineName, version, rates }) => ({ name: engineName, version, rates })),
      planted: [...this.#tallies.values()].map(describeTally),
    };
  }

  #addAnswer({ engine, open, planted }: EngineAnswer, encounterId: string): void {
    for (const id of open) {
      const tally = this.#tallies.get(tallyKey(engine, id));
      if (tally === undefined) continue;
      tally.opportunities++;
      if (planted.includes(id)) tally.encounterIds.push(encounterId);
    }
  }
}

function listPlanted({ planted, update }: EngineProfile): readonly PlantedError[] {
  return update === undefined ? planted : [...planted, update.breaks];
}

function tallyKey({ name }: EngineProfile, id: string): string {
  return `${name}|${id}`;
}

function describeTally({ engine, error, opportunities, encounterIds }: Tally): PlantedEntry {
  return {
    id: error.id,
    engine: engine.name,
    kind: error.kind,
    system: systemOf(error),
    from: "from" in error ? error.from : null,
    to: "to" in error ? error.to : null,
    detail: detailOf(error),
    slice: error.slice,
    rate: error.rate,
    opportunities,
    encounters: encounterIds.length,
    encounter_ids: encounterIds,
  };
}

function systemOf(error: PlantedError): string | null {
  if ("system" in error) return error.system;
  if (error.kind === "em_level_higher" || error.kind === "modifier_dropped") return "CPT";
  return error.kind === "wrong_principal" ? "ICD-10-CM" : null;
}

function detailOf(error: PlantedError): string | null {
  switch (error.kind) {
    case "overcode":
      return error.where;
    case "modifier_dropped":
      return error.modifier;
    case "abstention":
      return error.reason;
    case "failure":
      return error.error;
    default:
      return null;
  }
}
