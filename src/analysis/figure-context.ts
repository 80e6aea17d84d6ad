import { allSystems } from "../domain/code-system.ts";
import type { Scope } from "./slices/scopes.ts";

/** What every figure of one analysis shares. `unit` is the unit of evidence: patient, visit or encounter. */
export interface FigureContext {
  readonly scopes: readonly Scope[];
  readonly systems: readonly string[];
  readonly confidence: number;
  readonly unit: string;
  /** DRG systems, by number, of which the engine gave no code in the whole run: unknown to it, not missed. */
  readonly systemsNotGiven: ReadonlySet<number>;
}

/** The name of a system by its number; −1 is all systems, null a figure of no system. */
export function systemName(context: FigureContext, systemIx: number | null): string | null {
  if (systemIx === null) return null;
  return systemIx === -1 ? allSystems : (context.systems[systemIx] ?? null);
}

/** Every system number that figures are made for, all systems together first. */
export function systemNumbers(context: FigureContext): readonly number[] {
  return [-1, ...context.systems.keys()];
}

/** The name of a system that the engine never gives, null for any other. */
export function nameNotGiven(context: FigureContext, systemIx: number): string | null {
  return context.systemsNotGiven.has(systemIx) ? systemName(context, systemIx) : null;
}
