import type { EngineUpdate } from "./engine-update.ts";
import type { NoiseRates } from "./noise.ts";
import type { PlantedError } from "./planted-error.ts";
import { plantedInVendorA } from "./planted-vendor-a.ts";
import { plantedInVendorB } from "./planted-vendor-b.ts";

/** One recorded engine: its name, its unpatterned errors, and what was planted in it. */
export interface EngineProfile {
  readonly name: string;
  readonly version: string;
  readonly rates: NoiseRates;
  readonly planted: readonly PlantedError[];
  /** Median time to answer. */
  readonly medianLatencyMs: number;
  /** How far confidences of right and wrong answers stand apart, 0 to 1. */
  readonly insight: number;
  /** The engine whose answers it gives where nothing was broken; default: its own name. */
  readonly stream?: string;
  /** What a later version breaks in those answers. */
  readonly update?: EngineUpdate;
}

/** A coder in a role, and on what share of encounters. */
export interface CoderProfile {
  readonly role: "final" | "second";
  readonly share: number;
  readonly rates: NoiseRates;
}

export const coderProfiles: readonly CoderProfile[] = [
  {
    role: "final",
    share: 1,
    rates: {
      missed: 0.03,
      added: 0.06,
      vaguer: 0.012,
      neighbour: 0.004,
      level: 0.06,
      principal: 0.02,
      poa: 0.02,
    },
  },
  {
    role: "second",
    share: 0.15,
    rates: {
      missed: 0.035,
      added: 0.07,
      vaguer: 0.015,
      neighbour: 0.005,
      level: 0.08,
      principal: 0.025,
      poa: 0.025,
    },
  },
];

export const engineProfiles: readonly EngineProfile[] = [
  {
    name: "vendor-a",
    version: "3.2",
    rates: {
      missed: 0.03,
      added: 0.06,
      vaguer: 0.008,
      neighbour: 0.003,
      level: 0.05,
      principal: 0.02,
      poa: 0.02,
    },
    planted: plantedInVendorA,
    medianLatencyMs: 620,
    insight: 0.8,
  },
  {
    name: "vendor-b",
    version: "1.9",
    rates: {
      missed: 0.07,
      added: 0.15,
      vaguer: 0.015,
      neighbour: 0.006,
      level: 0.1,
      principal: 0.04,
      poa: 0.05,
    },
    planted: plantedInVendorB,
    medianLatencyMs: 1450,
    insight: 0.5,
  },
];
