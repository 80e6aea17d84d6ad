import { isLevelOne } from "./cpt.ts";
import { isLevelTwo } from "./hcpcs.ts";

export interface NormalisedSystem {
  readonly system: string;
  /** Whether the label was changed; these are counted, not hidden. */
  readonly relabelled: boolean;
}

/** HCPCS Level I is CPT, and Level II is not: told by the code's pattern (DATA.md, code columns). */
export function normaliseSystem(rawSystem: string, rawCode: string): NormalisedSystem {
  const system = rawSystem.trim();
  const code = rawCode.trim().toUpperCase();
  if (system === "HCPCS" && isLevelOne(code)) return { system: "CPT", relabelled: true };
  if (system === "CPT" && isLevelTwo(code)) return { system: "HCPCS", relabelled: true };
  return { system, relabelled: false };
}
