import { type Gate, type GateSpec, gateDefaults } from "../domain/benchmark.ts";

/** The gate that decides: the scenario's own, with its defaults put in. */
export function resolveGate(spec: GateSpec): Gate {
  const { confidence = gateDefaults.confidence, looks = gateDefaults.looks, benchmarks, waivers } = spec;
  return { confidence, looks, benchmarks, waivers };
}
