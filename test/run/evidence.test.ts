import { join } from "node:path";
import { expect, test } from "vitest";
import { analyzeRun, runScenario } from "../../src/run/stages.ts";
import { makeRunFolder, openContext, readResults, readText, runFiles } from "./making-runs.ts";

/** Points at the first word of the note; every tenth encounter at a place behind its end, every fifth at nothing. */
const engine = `export default {
  name: "pointing",
  version: "1",
  code({ encounter_id: id, documents: [note] }) {
    const number = Number(id.slice(1));
    const place = { document_id: note.document_id, start: 0, end: number % 10 === 0 ? 1000 : 4, quote: note.text };
    const evidence = number % 5 === 0 && number % 10 !== 0 ? [] : [place];
    return { status: "coded", codes: [{ system: "ICD-10-CM", code: "I10", evidence }, { system: "MS-DRG", code: "291", version: "v41" }] };
  },
};
`;

test("a live run tells which codes point into a document that was sent, again when it is analyzed anew", async () => {
  const folder = makeRunFolder(
    runFiles({
      encounters: 50,
      engine,
      engineLine: '{kind: module, name: pointing, version: "1", path: ./engine.mjs}',
    }),
  );
  const out = join(folder, "run");
  await runScenario(join(folder, "scenario.yaml"), { out }, openContext());
  const first = readText(out, "results.json");
  const figures = readResults(out).figures.filter(({ system }) => system === "ICD-10-CM");
  const figure = (name: string) => figures.find(({ metric }) => metric === name);
  expect(figure("evidence.present")).toMatchObject({ numerator: 45, denominator: 50 });
  expect(figure("evidence.valid")).toMatchObject({ numerator: 40, denominator: 45 });
  expect(figure("data.leakage")).toMatchObject({ numerator: 0 });
  expect(figure("codes.f1.unleaked")?.value).toBe(figure("codes.f1")?.value);
  expect(readText(out, "journal.ndjson")).toContain('"version":"v41"');
  await analyzeRun(out, {}, openContext());
  expect(readText(out, "results.json")).toBe(first);
});
