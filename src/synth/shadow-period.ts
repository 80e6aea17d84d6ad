import { HarnessError } from "../errors.ts";
import { dayOf, formatDate } from "./calendar.ts";
import { type EncounterColumn, encounterColumns } from "./encounter-truth.ts";
import { checkPeriod, type Period } from "./period.ts";
import type { Slice } from "./planted-error.ts";
import type { CoderProfile, EngineProfile } from "./reader-profiles.ts";
import type { SynthesisOptions } from "./synthesise.ts";

export interface ShadowPeriodOptions {
  readonly weeks: number;
  /** A Monday, YYYY-MM-DD. */
  readonly start: string;
  /** Where version 3.3 of the engine leaves codes out, as `column=value`. */
  readonly breaks: string;
  /** The week from which `vendor-c-live` answers as version 3.3 does, from 1. */
  readonly updateWeek: number;
}

/** Coders as a hospital has them whose charts are checked before they count. */
const carefulCoders: readonly CoderProfile[] = [
  {
    role: "final",
    share: 1,
    rates: {
      missed: 0.002,
      added: 0.006,
      vaguer: 0.002,
      neighbour: 0.001,
      level: 0.01,
      principal: 0.004,
      poa: 0.005,
    },
  },
  {
    role: "second",
    share: 0.35,
    rates: {
      missed: 0.01,
      added: 0.035,
      vaguer: 0.006,
      neighbour: 0.001,
      level: 0.04,
      principal: 0.008,
      poa: 0.01,
    },
  },
];

/** A good engine: it knows where it is unsure, and holds a few charts for a person. */
const vendorC: EngineProfile = {
  name: "vendor-c",
  version: "3.2",
  rates: {
    missed: 0.007,
    added: 0.05,
    vaguer: 0.004,
    neighbour: 0.002,
    level: 0.04,
    principal: 0.008,
    poa: 0.01,
  },
  planted: [
    { id: "c-failure", kind: "failure", slice: null, rate: 0.003, error: "timeout after 30000 ms" },
    {
      id: "c-abstention",
      kind: "abstention",
      slice: null,
      rate: 0.01,
      reason: "low_confidence",
      withCodes: false,
    },
  ],
  medianLatencyMs: 540,
  insight: 0.6,
};

/** Of the codes of an encounter that the update breaks. */
const lostShare = 0.25;

/**
 * What a shadow period is made of: careful coders, and one engine three times over. `vendor-c` is version 3.2;
 * `vendor-c-next` is 3.3, the same but for one slice that it breaks; `vendor-c-live` says 3.2 all along and
 * answers as 3.3 from a week on. The true codes are written too, for whoever plays the reviewer.
 * @throws HarnessError `command-invalid` for weeks, a start, a week of the update or a slice that cannot be.
 */
export function describeShadowPeriod(
  options: ShadowPeriodOptions,
): Required<Pick<SynthesisOptions, "coders" | "engines" | "period">> & { readonly withTruth: true } {
  const { weeks, start, updateWeek } = options;
  const period: Period = { start, weeks };
  checkPeriod(period);
  if (!Number.isInteger(updateWeek) || updateWeek < 1 || updateWeek > weeks)
    throw new HarnessError("command-invalid", `the update's week must be 1 to ${weeks}, not ${updateWeek}`);
  const since = formatDate(dayOf(start) + 7 * (updateWeek - 1));
  return {
    coders: carefulCoders,
    engines: listVersions(readSlice(options.breaks), since),
    period,
    withTruth: true,
  };
}

function listVersions(slice: Slice, since: string): readonly EngineProfile[] {
  const breaks = { id: "c-update", kind: "slice_missed", slice, rate: lostShare } as const;
  const later = { ...vendorC, stream: vendorC.name };
  return [
    vendorC,
    { ...later, name: "vendor-c-next", version: "3.3", update: { breaks, since: null } },
    { ...later, name: "vendor-c-live", update: { breaks, since } },
  ];
}

function readSlice(written: string): Slice {
  const [column = "", ...value] = written.split("=");
  if (isEncounterColumn(column) && value.length > 0) return { column, value: value.join("=") };
  const hint = "such as specialty=cardiology";
  throw new HarnessError("command-invalid", `what breaks is column=value of encounters, not ${written}`, {
    hint,
  });
}

function isEncounterColumn(name: string): name is EncounterColumn {
  return encounterColumns.some((column) => column === name);
}
