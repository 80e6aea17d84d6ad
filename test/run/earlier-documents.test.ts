import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { engineRequestSchema } from "../../src/domain/engine-protocol.ts";
import { analyzeRun, replayRun } from "../../src/run/stages.ts";
import {
  formatLines,
  makeRunFolder,
  openContext,
  readResults,
  readText,
  refusalOf,
  runFiles,
} from "./making-runs.ts";

const list = "Known: I10 since 2019.";

/** Writes down what it is given, and points at the problem list of E1 for every encounter, sent or not. */
const engine = `import { appendFileSync } from "node:fs";
export default {
  name: "spread",
  version: "1",
  code(encounter) {
    appendFileSync(new URL("seen.ndjson", import.meta.url), JSON.stringify(encounter) + "\\n");
    const evidence = [{ document_id: "E1-problem_list", start: 7, end: 10 }];
    return { status: "coded", codes: [{ system: "ICD-10-CM", code: "I10", sequence: 1, evidence }] };
  },
};
`;

function documentOf(encounter_id: string, kind: string, text: string): string {
  return JSON.stringify({ encounter_id, document_id: `${encounter_id}-${kind}`, kind, text });
}

function filesWith(
  scenario: string,
  columns = "encounter_id,patient_id,service_start",
): Record<string, string> {
  return {
    ...runFiles({ encounters: 1, scenario, engine }),
    "data/encounters.csv": formatLines(
      columns,
      "E1,SECRET-P,2025-01-01",
      "E2,SECRET-P,2025-02-01",
      "E3,,2025-03-01",
    ),
    "data/codes.csv": formatLines(
      "encounter_id,system,code,sequence",
      ...["E1", "E2", "E3"].map((id) => `${id},ICD-10-CM,I10,1`),
    ),
    "data/documents.ndjson": formatLines(
      documentOf("E1", "progress_note", "Stable."),
      documentOf("E1", "problem_list", list),
      documentOf("E1", "social_history", "Withheld."),
      documentOf("E2", "progress_note", "Better."),
      documentOf("E2", "problem_list", "The same."),
      documentOf("E3", "progress_note", "New here."),
    ),
  };
}

const send = "send: {documents: {kinds: [progress_note]}, earlier: {kinds: [problem_list]}}";

it("an earlier problem list goes along, and the analysis takes it for sent: evidence, leakage and counts", async () => {
  const folder = makeRunFolder(filesWith(send));
  const out = join(folder, "out");
  await replayRun(join(folder, "scenario.yaml"), { out }, openContext());
  const seen = readText(folder, "seen.ndjson").trim().split("\n");
  const encounters = z.array(engineRequestSchema.shape.encounter).parse(seen.map((line) => JSON.parse(line)));
  const sent = encounters.map((each) => [
    each.encounter_id,
    each.documents.map(({ text }) => text),
    each.earlier_documents?.map(({ text }) => text),
  ]);
  expect(sent.toSorted()).toEqual([
    ["E1", ["Stable."], []],
    ["E2", ["Better."], [list]],
    ["E3", ["New here."], []],
  ]);
  expect(seen.join("")).not.toMatch(/SECRET|Withheld|The same/);

  await analyzeRun(out, {}, openContext());
  const { figures, tables } = readResults(out);
  const counts = (metric: string) => {
    const figure = figures.find((each) => each.metric === metric && each.system === "ICD-10-CM");
    return [figure?.numerator, figure?.denominator];
  };
  expect(counts("evidence.valid")).toEqual([1, 3]);
  expect(counts("data.leakage")).toEqual([1, 3]);
  expect(tables.documents).toEqual([
    { kind: "progress_note", sent: 3, withheld: 0 },
    { kind: "problem_list", sent: 1, withheld: 1 },
    { kind: "social_history", sent: 0, withheld: 1 },
  ]);
});

it("what cannot be told without a patient is refused where the scenario asks for it", async () => {
  const scenario = `${send}\nreplay: {order: patient}`;
  const folder = makeRunFolder(filesWith(scenario, "encounter_id,payer,service_start"));
  const refusal = await refusalOf(
    replayRun(join(folder, "scenario.yaml"), { out: join(folder, "out") }, openContext()),
  );
  expect(refusal.problems.map(({ message, where }) => [message, where?.line])).toEqual([
    ["earlier encounters need the column patient_id, which encounters lacks", 5],
    ["an order by patient needs the column patient_id, which encounters lacks", 6],
  ]);
});
