import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { engineAnswerSchema, engineRequestSchema } from "../../../src/domain/engine-protocol.ts";
import { createLexicalCoder } from "../../../src/engine/lexical/lexical-coder.ts";
import { codesIn, requestOf, smallCatalogue, smallCoder } from "./ask.ts";

function evidenceText(text: string, code: string): string | undefined {
  const found = smallCoder(requestOf(text)).codes?.find((answered) => answered.code === code);
  const place = found?.evidence?.[0];
  return place && [...text].slice(place.start, place.end).join("");
}

describe("the lexical engine", () => {
  it("answers in the engine protocol, with sequence, use, evidence and confidence", () => {
    const answer = smallCoder(requestOf("Assessment: pneumonia. HTN."));
    expect(engineAnswerSchema.parse(answer)).toEqual(answer);
    expect(answer).toEqual({
      request_id: "r1",
      status: "coded",
      codes: [
        {
          system: "ICD-10-CM",
          code: "J18.9",
          use: "diagnosis",
          sequence: 1,
          confidence: 0.6,
          evidence: [{ document_id: "d1", start: 12, end: 21 }],
        },
        {
          system: "ICD-10-CM",
          code: "I10",
          use: "diagnosis",
          sequence: 2,
          confidence: 0.6,
          evidence: [{ document_id: "d1", start: 23, end: 26 }],
        },
      ],
      confidence: 0.6,
      engine: { name: "lexical", version: "1" },
    });
  });

  it("takes the longest name, not the names inside it", () => {
    expect(codesIn("Admitted for aspiration pneumonia.")).toEqual(["J69.0"]);
  });

  it("gives each code once, with every place it stands", () => {
    const [code, ...others] = smallCoder(requestOf("Cough. The cough is dry. Coughs at night.")).codes ?? [];
    expect(others).toEqual([]);
    expect(code?.evidence?.map(({ start, end }) => [start, end])).toEqual([
      [0, 5],
      [11, 16],
      [25, 31],
    ]);
  });

  it("reads singular and plural, accents, British spelling and roman numerals alike", () => {
    expect(codesIn("Type II diabetes; coughs; FÉVER; pneumonias")).toEqual([
      "E11.9",
      "J18.9",
      "R05.9",
      "R50.9",
    ]);
  });

  it("takes two-letter abbreviations in capitals only, and not before a colon", () => {
    expect(codesIn("Acute MI.")).toEqual(["I21.9"]);
    expect(codesIn("mi casa. MI: 3")).toEqual([]);
  });

  it("does not read a name across the end of a sentence", () => {
    expect(codesIn("He felt his chest. Pain was absent.")).toEqual([]);
  });

  it.each([
    ["emoji", "😀😀 fever"],
    ["composed accents", "Él tiene después fever"],
    ["combining accents", "e\u0301l 𝒜𝒜 \u{1F469}\u200D\u{1F692} fever"],
  ])("counts offsets in code points after %s", (_name, text) => {
    expect(evidenceText(text, "R50.9")).toBe("fever");
  });

  it("gives offsets that cut out the name after any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (before) => {
        const text = `${before}\n\nSeen for chest pain.`;
        expect(evidenceText(text, "R07.9")).toBe("chest pain");
      }),
    );
  });

  it("puts diagnoses before symptoms and external causes last, and numbers procedures apart", () => {
    const text = "Cough after a fall. Pneumonia. Appendectomy. Mechanical ventilation. Cough.";
    const { codes } = smallCoder(requestOf(text, "inpatient", ["ICD-10-PCS", "ICD-10-CM"]));
    expect(codes?.map(({ code, use, sequence }) => [code, use, sequence])).toEqual([
      ["J18.9", "diagnosis", 1],
      ["R05.9", "diagnosis", 2],
      ["W19.XXXA", "external_cause", 3],
      ["0DTJ4ZZ", "procedure", 1],
      ["5A1935Z", "procedure", 2],
    ]);
  });

  it("returns only systems that were asked for", () => {
    const { codes } = smallCoder(requestOf("Pneumonia. Appendectomy.", "inpatient", ["ICD-10-PCS", "CPT"]));
    expect(codes?.map(({ code }) => code)).toEqual(["0DTJ4ZZ"]);
  });

  it("abstains where no text was sent", () => {
    const blank = requestOf(" ");
    const none = engineRequestSchema.parse({ ...blank, encounter: { encounter_id: "e1", documents: [] } });
    const expected = { status: "abstained", reason: "missing_document" };
    expect(smallCoder(blank)).toMatchObject(expected);
    expect(smallCoder(none)).toMatchObject(expected);
  });

  it("finds nothing with confidence 0", () => {
    expect(smallCoder(requestOf("Well child visit."))).toMatchObject({ codes: [], confidence: 0 });
  });

  it("gives the same answer to the same request, from another coder too", () => {
    const request = requestOf("PMH: HTN. Fever and cough, chest pain. No MI.");
    const answer = JSON.stringify(smallCoder(request));
    smallCoder(requestOf("Something else entirely: type 2 diabetes"));
    expect(JSON.stringify(smallCoder(request))).toBe(answer);
    expect(JSON.stringify(createLexicalCoder(smallCatalogue)(request))).toBe(answer);
  });

  it("reads a note about as fast with 70,000 titles as with 13", () => {
    const bulk = Array.from({ length: 70_000 }, (_, at) => ({
      system: "ICD-10-CM",
      code: `B-${at}`,
      title: `Condition ${at % 97} of region ${at} of organ ${at % 1009}`,
      synonyms: [],
    }));
    const large = createLexicalCoder([...bulk, ...smallCatalogue]);
    const text =
      "Cough and fever. No chest pain. Condition 3 of region 4 of organ 4, pneumonia, HTN. ".repeat(40);
    const small = fastestMs(() => smallCoder(requestOf(text)));
    expect(fastestMs(() => large(requestOf(text)))).toBeLessThan(small * 5 + 1);
    expect(large(requestOf("Condition 3 of region 100 of organ 100.")).codes?.[0]?.code).toBe("B-100");
  });
});

function fastestMs(work: () => void): number {
  const times = Array.from({ length: 20 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.min(...times);
}
