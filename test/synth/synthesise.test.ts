import { describe, expect, it } from "vitest";
import { documentKindsWithheld } from "../../src/domain/vocabulary.ts";
import { readCodeBook } from "../../src/synth/code-book.ts";
import type { EncounterTruth, GivenCode } from "../../src/synth/encounter-truth.ts";
import { engineProfiles } from "../../src/synth/reader-profiles.ts";
import { type SyntheticEncounter, synthesise } from "../../src/synth/synthesise.ts";

const book = readCodeBook();
const some = [...synthesise({ seed: 7, encounters: 400 })];

function sentText({ documents }: EncounterTruth): string {
  return documents
    .filter(({ kind }) => !documentKindsWithheld.includes(kind))
    .map((document) => document.text)
    .join("\n");
}

function isWritten(truth: EncounterTruth, { code, use }: GivenCode): boolean {
  if (use === "admitting" || use === "reason_for_visit" || /^99\d{3}$/.test(code)) return true;
  return book.phrasesOf(code).some((phrase) => sentText(truth).includes(phrase));
}

function groupByVisit(
  made: readonly SyntheticEncounter[],
): ReadonlyMap<string, readonly SyntheticEncounter[]> {
  const visits = new Map<string, readonly SyntheticEncounter[]>();
  for (const one of made)
    visits.set(one.truth.row.visit_id, [...(visits.get(one.truth.row.visit_id) ?? []), one]);
  return visits;
}

describe("synthesise", () => {
  it("writes evidence of every true code into the documents that may be sent", () => {
    const unwritten = some.flatMap(({ truth }) =>
      truth.codes
        .filter((given) => !isWritten(truth, given))
        .map(({ code }) => `${truth.row.encounter_id} ${code}`),
    );
    expect(unwritten).toEqual([]);
  });

  it("writes no code into the documents that may be sent", () => {
    const leaked = some.filter(({ truth }) =>
      truth.codes.some(({ code }) => code.includes(".") && sentText(truth).includes(code)),
    );
    expect(leaked).toEqual([]);
  });

  it("leaves the side or the severity out of a share of the notes", () => {
    const codes = [...synthesise({ seed: 7, encounters: 1500 })].flatMap(({ truth }) =>
      truth.codes.map(({ code }) => code),
    );
    const count = (wanted: string) => codes.filter((code) => code === wanted).length;
    expect(count("I50.9") / (count("I50.9") + count("I50.23") + count("I50.33"))).toBeGreaterThan(0.1);
    const unsided = count("L03.119") / (count("L03.119") + count("L03.115") + count("L03.116"));
    expect(unsided).toBeGreaterThan(0.08);
    expect(unsided).toBeLessThan(0.25);
  });

  it("gives both claims of a visit the same story", () => {
    const emergency = some.filter(({ truth }) => truth.row.setting === "emergency");
    const byVisit = groupByVisit(emergency);
    const pairs = [...byVisit.values()].filter((claims) => claims.length === 2);
    expect(pairs.length).toBeGreaterThan(20);
    for (const [facility, professional] of pairs)
      expect(facility?.truth.documents[0]?.text).toBe(professional?.truth.documents[0]?.text);
  });

  it("leaves encounters and coders as they are when nothing is planted", () => {
    const engines = engineProfiles.map((profile) => ({ ...profile, planted: [] }));
    const plain = [...synthesise({ seed: 7, encounters: 400, engines })];
    expect(plain.map(({ truth, codings }) => ({ truth, codings }))).toEqual(
      some.map(({ truth, codings }) => ({ truth, codings })),
    );
    expect(plain.every(({ answers }) => answers.every(({ status }) => status === "coded"))).toBe(true);
  });

  it("makes engines without errors agree with the truth", () => {
    const rates = { missed: 0, added: 0, vaguer: 0, neighbour: 0, level: 0, principal: 0, poa: 0 };
    const engines = engineProfiles.map((profile) => ({ ...profile, planted: [], rates }));
    for (const { truth, answers } of synthesise({ seed: 7, encounters: 100, engines })) {
      const asked = truth.codes.filter(({ use }) => use !== "admitting" && use !== "reason_for_visit");
      for (const { codes } of answers)
        expect(codes.map(({ code }) => code)).toEqual(asked.map(({ code }) => code));
    }
  });
});
