import { describe, expect, it } from "vitest";
import type { Figure } from "../../src/domain/figure.ts";
import type { UnstableCodeRow } from "../../src/domain/self-tables.ts";
import { renderHtml } from "../../src/report/render-html.ts";
import { buildRepeatsView } from "../../src/report/view/repeats-view.ts";
import { makeFigure, makeResults } from "./fixtures.ts";

const unstable: readonly UnstableCodeRow[] = Array.from({ length: 20 }, (_, at) => ({
  system: "ICD-10-CM",
  code: `A0${at}`,
  encounters: 1500,
  differing: 60 - at,
  in_reference: 12,
  share: 0.04,
}));

function shareOf(system: string, changes: Partial<Figure> = {}): Figure {
  const values = { value: 0.25, lower: 0.201, upper: 0.304, numerator: 310.4, denominator: 1240.3 };
  return makeFigure({ metric: "self.noise_share", system, encounters: 1480, ...values, ...changes });
}

function inputOf(figures: readonly Figure[]) {
  const results = makeResults({ repeats: 3 });
  const tables = { ...results.tables, unstable_codes: [...unstable] };
  const repeated = { ...results, tables, figures: [...results.figures, ...figures] };
  return { results: repeated, service: null, verdict: null };
}

function plain(text: string | null | undefined): string | undefined {
  return text?.replaceAll("\u00a0", " ");
}

describe("the section on repeats", () => {
  it("is not there where every encounter was asked once", async () => {
    const input = { results: makeResults(), service: null, verdict: null };
    expect(buildRepeatsView(input)).toBeNull();
    expect(await renderHtml(input)).not.toContain('id="repeats"');
  });

  it("tells the engine's own noise from what would come back, in numbers that add up", () => {
    const view = buildRepeatsView(inputOf([shareOf("all"), shareOf("ICD-10-CM", { value: 0.2 })]));
    expect(plain(view?.sentence)).toBe(
      "Every encounter was asked 3 times. Of 1,240 codes in which an answer and the coders differ, 310 (25.0 %; 20.1–30.4 %) are the engine's own noise: asked again, it would not make these errors, but as many others. 930 would come back.",
    );
    expect(view?.rows.map(({ title }) => title)).toEqual(["All code systems", "ICD-10-CM"]);
    expect(view?.rows[0]).toMatchObject({ disagreement: "1,240", noise: "310", remaining: "930" });
  });

  it("lists the codes that change most often, and says where the rest stands", () => {
    const view = buildRepeatsView(inputOf([shareOf("all")]));
    expect(view?.codes).toHaveLength(15);
    expect(view?.codes[0]).toMatchObject({ code: "A00", encounters: "1,500", differing: "60" });
    expect(plain(view?.rest)).toContain("15 of 20 codes are shown");
  });

  it("says that nothing is noise where every error came back", () => {
    const steady = shareOf("all", { value: 0, lower: 0, upper: 0.012, numerator: 0 });
    expect(plain(buildRepeatsView(inputOf([steady]))?.sentence)).toContain(
      "Of 1,240 codes in which an answer and the coders differ, none is noise (0.0 %; 0.0–1.2 %): each error came back.",
    );
  });

  it("gives the reason where there is no share", () => {
    const none = { value: null, lower: null, upper: null, numerator: null, denominator: null };
    const note = "no repeat differs from the reference here";
    const view = buildRepeatsView(inputOf([shareOf("all", { ...none, note })]));
    expect(view?.sentence).toContain(`is not known: ${note}.`);
    expect(view?.rows[0]).toMatchObject({ disagreement: "—", remaining: "—", share: { note } });
  });

  it("is printed with its two tables, and led to from the contents", async () => {
    const ends = makeFigure({ metric: "self.status_agreement", system: null, value: 0.972 });
    const html = (await renderHtml(inputOf([shareOf("all"), ends]))).replaceAll("\u00a0", " ");
    expect(html).toContain('<a href="#repeats">Asked again</a>');
    expect(html).toContain("97.2 % of encounters ended the same way each time");
    expect(html).toContain('id="repeats-codes"');
  });
});
