import type { CodeFact } from "../library/judge-code.ts";

/** What each flag of the Medicare Code Editor means for a diagnosis. */
const editorFlags = new Map([
  ["adult", "for adults alone"],
  ["pediatric", "for children alone"],
  ["newborn", "for newborns alone"],
  ["maternity", "for the ages of childbearing alone"],
  ["female", "for female patients alone"],
  ["male", "for male patients alone"],
  ["manifestation", "a manifestation: never listed first"],
  ["ecodepdx", "an external cause: never listed first"],
  ["unacceptable", "not acceptable as the principal diagnosis of a stay"],
  ["reqsdx", "listed first only beside a secondary diagnosis"],
  ["qadm", "a doubtful reason to admit, if listed first"],
  ["unspecified", "leaves open what the record should tell"],
  ["delout", "says how a delivery ended"],
  ["diabtypeI", "type 1 diabetes"],
  ["clintrial", "says that the patient takes part in a clinical trial"],
  ["wrngproc", "says that a wrong procedure was done"],
  ["ncov_z302", "decides whether Medicare covers some procedures"],
  ["ncov6", "decides whether Medicare covers some procedures"],
  ["ncov7", "decides whether Medicare covers some procedures"],
]);

const words: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  validity: new Map([["uncertain", "cannot be judged: known by year alone"]]),
  severity: new Map([["NCC", "neither CC nor MCC"]]),
  editor: editorFlags,
};

/** What a statement of the library says, in words; a value without words of its own as it is written. */
export function describeFact({ aspect, value }: CodeFact): string {
  return words[aspect]?.get(value ?? "") ?? value ?? "";
}
