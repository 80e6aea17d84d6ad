import { codeSystems, type KnownCodeSystem } from "../domain/code-system.ts";
import { aprDrg } from "./apr-drg.ts";
import { type CodeSystemRules, noLevel } from "./code-system-rules.ts";
import { cpt } from "./cpt.ts";
import { hcpcs } from "./hcpcs.ts";
import { icd9Cm } from "./icd-9-cm.ts";
import { icd10 } from "./icd-10.ts";
import { icd10Cm } from "./icd-10-cm.ts";
import { icd10Pcs } from "./icd-10-pcs.ts";
import { msDrg } from "./ms-drg.ts";

const known: Readonly<Record<KnownCodeSystem, CodeSystemRules>> = {
  "ICD-10-CM": icd10Cm,
  "ICD-10-PCS": icd10Pcs,
  CPT: cpt,
  HCPCS: hcpcs,
  "MS-DRG": msDrg,
  "APR-DRG": aprDrg,
  "ICD-9-CM": icd9Cm,
  "ICD-10": icd10,
};

const opaque: CodeSystemRules = {
  canonical: (code) => code,
  isWellFormed: () => true,
  kind: () => "opaque",
  category: noLevel,
  chapter: noLevel,
};

function isKnown(system: string): system is KnownCodeSystem {
  return codeSystems.some((name) => name === system);
}

/** The rules of a code system by its name in DATA.md; any other name has opaque codes. */
export function rulesOf(system: string): CodeSystemRules {
  return isKnown(system) ? known[system] : opaque;
}
