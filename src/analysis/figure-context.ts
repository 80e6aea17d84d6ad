import { allSystems } from "../domain/code-system.ts";
import type { Scope } from "./slices/scopes.ts";

/** What every figure of one analysis shares. `unit` is the unit of evidence: patient, visit or encounter. */
export interface FigureContext {
  readonly scopes: readonly Scope[];
  readonly systems: readonly string[];
  readonly confidence: number;
  readonly unit: string;
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
