import { describe, expect, it } from "vitest";
import { seededRandom } from "../../src/effects.ts";
import { readCodeBook } from "../../src/synth/code-book.ts";
import type { GivenCode } from "../../src/synth/encounter-truth.ts";
import { addNoise, type NoiseRates } from "../../src/synth/noise.ts";

const book = readCodeBook();
const quiet: NoiseRates = { missed: 0, added: 0, vaguer: 0, neighbour: 0, level: 0, principal: 0, poa: 0 };

function diagnosis(code: string): GivenCode {
  return { system: "ICD-10-CM", code, use: "diagnosis", poa: "Y", modifiers: "", units: null };
}

const codes = [diagnosis("I50.23"), diagnosis("J96.01"), diagnosis("N17.9")];

function readCodes(rates: Partial<NoiseRates>, locked: readonly string[] = []): readonly string[] {
  const given = addNoise(seededRandom(1), codes, { ...quiet, ...rates }, book, new Set(locked));
  return given.map(({ code }) => code);
}

describe("addNoise", () => {
  it("changes nothing at rates of 0", () => {
    expect(addNoise(seededRandom(1), codes, quiet, book)).toEqual(codes);
  });

  it("leaves at least one diagnosis", () => {
    expect(readCodes({ missed: 1 })).toEqual(["I50.23"]);
  });

  it("puts the vaguer code where there is one", () => {
    expect(readCodes({ vaguer: 1 })).toEqual(["I50.9", "J96.00", "N17.9"]);
  });

  it("keeps locked codes and lets none of them in", () => {
    expect(readCodes({ vaguer: 1 }, ["I50.23", "J96.00"])).toEqual(["I50.23", "J96.01", "N17.9"]);
  });

  it("swaps the first two diagnoses", () => {
    expect(readCodes({ principal: 1 })).toEqual(["J96.01", "I50.23", "N17.9"]);
  });

  it("misses codes at the rate asked for", () => {
    const random = seededRandom(5);
    const rates = { ...quiet, missed: 0.1 };
    let left = 0;
    for (let round = 0; round < 10_000; round++) left += addNoise(random, codes, rates, book).length;
    expect(left / 30_000).toBeGreaterThan(0.895);
    expect(left / 30_000).toBeLessThan(0.905);
  });
});
