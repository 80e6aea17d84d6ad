import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { seededRandom } from "../../src/effects.ts";
import { loadJournal } from "../../src/run/answers/load-journal.ts";
import { requestIdOf } from "../../src/run/request-id.ts";
import { runScenario } from "../../src/run/stages.ts";
import { openStore } from "../../src/store/store.ts";
import {
  journalLines,
  makeRunFolder,
  openContext,
  readResults,
  readRunManifest,
  readText,
  runFiles,
} from "./making-runs.ts";

const journalWords = z.object({ error: z.string() });
const answerRow = z.record(z.string(), z.unknown());

function engineOf(code: string): string {
  return `export default { name: "spread", version: "1", async code(encounter) { ${code} } };`;
}

async function runWith(code: string, encounters = 3) {
  const folder = makeRunFolder(
    runFiles({ encounters, engine: engineOf(code), scenario: "replay: {retries: 0}" }),
  );
  const out = join(folder, "out");
  const outcome = await runScenario(join(folder, "scenario.yaml"), { out }, openContext());
  return { folder, out, outcome };
}

async function loadedFrom(folder: string, out: string, columns: string, table: string) {
  const store = await openStore({ file: ":memory:", allowedDirectories: [folder] });
  try {
    await loadJournal(store, join(out, "journal.ndjson"), folder, requestIdOf(readRunManifest(out).run));
    return await store.query(`SELECT ${columns} FROM ${table} ORDER BY row`, answerRow);
  } finally {
    store.close();
  }
}

describe("answers with odd text", () => {
  it("come back from the journal as they were given: quotes, newlines, U+2028, emoji, NUL", async () => {
    const odd = 'a"b\\c\n\r\t\u0001\u0000\u2028\u2029😀é';
    const { folder, out, outcome } = await runWith(
      `return { status: "coded", codes: [{ system: ${JSON.stringify(odd)}, code: ${JSON.stringify(odd)},
        modifiers: ["25", "59"], service_date: ${JSON.stringify(odd)} }], engine: { version: "1", name: ${JSON.stringify(odd)} } };`,
    );
    expect(outcome.exitCode).toBe(0);
    expect(journalLines(out).length).toBe(3);
    const rows = await loadedFrom(
      folder,
      out,
      "system, code, modifiers, service_date",
      "source_engine_codes",
    );
    expect(rows).toEqual(Array(3).fill({ system: odd, code: odd, modifiers: "25 59", service_date: odd }));
  });

  it("count as answered where a text holds half a surrogate pair, which is no Unicode text", async () => {
    const { folder, out, outcome } = await runWith(
      `return { status: "coded", codes: [{ system: "ICD-10-CM", code: "I10\\ud83d" }] };`,
    );
    expect(outcome.exitCode).toBe(0);
    expect(await loadedFrom(folder, out, "code", "source_engine_codes")).toEqual(
      Array(3).fill({ code: "I10\ufffd" }),
    );
    expect(readText(out, "journal.ndjson")).toContain("\\ud83d");
  });

  it("keep the words of an error, on one line of the journal and there alone", async () => {
    const { folder, out } = await runWith(`throw new Error('no "quota"\\nleft 😀');`);
    const words = journalLines(out).map((line) => journalWords.parse(JSON.parse(line)).error);
    expect(words).toEqual(Array(3).fill(expect.stringContaining('no "quota"\nleft 😀')));
    const rows = await loadedFrom(folder, out, "status", "source_engine_responses");
    expect(rows).toEqual(Array(3).fill({ status: "failed" }));
    expect(readText(out, "results.json")).not.toContain("quota");
  });

  it("load however much evidence they give", async () => {
    const { folder, out, outcome } = await runWith(
      `const evidence = Array.from({ length: 400_000 }, (_, at) => ({ document_id: "D1", start: at, end: at + 1 }));
       return { status: "coded", codes: [{ system: "ICD-10-CM", code: "I10", evidence }] };`,
      2,
    );
    expect(outcome.exitCode).toBe(0);
    expect(journalLines(out)[0]?.length).toBeGreaterThan(16_777_216);
    expect(await loadedFrom(folder, out, "code", "source_engine_codes")).toEqual(
      Array(2).fill({ code: "I10" }),
    );
  });

  it("keep whole numbers that no sequence reaches, and fractions of units", async () => {
    const { folder, out } = await runWith(
      `return { status: "coded", codes: [{ system: "CPT", code: "00100", sequence: 9007199254740991, units: 0.1,
        confidence: 1 }] };`,
    );
    const rows = await loadedFrom(folder, out, "code, sequence, units, confidence", "source_engine_codes");
    expect(rows).toEqual(
      Array(3).fill({ code: "00100", sequence: 9007199254740991, units: 0.1, confidence: 1 }),
    );
  });

  it("are failed responses where they break the protocol, and the run goes on", async () => {
    const { out, outcome } = await runWith(
      `return encounter.encounter_id === "E00001" ? "I10" : { status: "coded", codes: [{ system: "ICD-10-CM", code: " " }] };`,
    );
    expect(outcome.exitCode).toBe(3);
    const { responses } = readResults(out).tables;
    expect(
      responses.filter(({ status }) => status === "failed").reduce((sum, { count }) => sum + count, 0),
    ).toBe(3);
  });
});

describe("encounters with odd text", () => {
  it("reach the engine whole: a line separator in a column or a note ends no line", async () => {
    const engine = engineOf(
      `const { writeFileSync } = await import("node:fs");
       writeFileSync(new URL("seen.json", import.meta.url), JSON.stringify(encounter));
       return { status: "coded", codes: [] };`,
    );
    const folder = makeRunFolder({
      ...runFiles({ encounters: 1, engine, scenario: "send: {columns: [ward]}" }),
      "data/encounters.csv": 'encounter_id,patient_id,ward\n"E\u20281",P1,"a\u2029b\n""c"""\n',
      "data/codes.csv": "encounter_id,system,code\nE\u20281,ICD-10-CM,I10\n",
      "data/documents.ndjson": `${JSON.stringify({ encounter_id: "E\u20281", document_id: "D\u20281", kind: "ed_note", text: "x\u2028y\n" })}\n`,
    });
    const out = join(folder, "out");
    const outcome = await runScenario(
      join(folder, "scenario.yaml"),
      { out },
      openContext({ random: seededRandom(2) }),
    );
    expect(outcome.results?.run.complete).toBe(true);
    expect(JSON.parse(readText(folder, "seen.json"))).toEqual({
      encounter_id: "E\u20281",
      ward: 'a\u2029b\n"c"',
      documents: [{ document_id: "D\u20281", kind: "ed_note", text: "x\u2028y\n" }],
    });
  });
});
