import { describe, expect, it } from "vitest";
import { canonicalCode } from "../../src/codeset/canonical-code.ts";
import { codeStructure } from "../../src/codeset/code-structure.ts";
import { hasOrderFile, type OrderRow, readOrderFile } from "./read-order-file.ts";

const rate = (part: number, whole: number) => part / whole;
const structureOf = ({ code, title }: OrderRow) => codeStructure("ICD-10-CM", code, title);
const bareOf = ({ code }: OrderRow) => codeStructure("ICD-10-CM", code, null);

describe.each([2024, 2025, 2026])("the CMS order file of FY%i", (year) => {
  const rows = hasOrderFile(year) ? readOrderFile(year) : [];
  const billable = rows.filter((row) => row.isBillable);
  const headers = new Set(rows.filter((row) => !row.isBillable).map((row) => row.code));

  it.skipIf(rows.length === 0)(
    "has exactly the headers above each billable code that structure tells",
    () => {
      const agreeing = billable.filter(({ code }) => {
        const bare = code.replace(".", "");
        const listed = [6, 5, 4, 3]
          .filter((length) => length < bare.length)
          .map((length) => canonicalCode("ICD-10-CM", bare.slice(0, length)))
          .filter((header) => headers.has(header));
        return codeStructure("ICD-10-CM", code, null).ancestors.join() === listed.join();
      });
      expect(rate(agreeing.length, billable.length)).toBe(1);
    },
  );

  it.skipIf(rows.length === 0)("has no code without category, chapter and form", () => {
    const unplaced = rows.filter((row) => bareOf(row).chapter === null || bareOf(row).category === null);
    expect(unplaced).toEqual([]);
  });
});

describe("structure without titles, against the titles of FY2026", () => {
  const rows = hasOrderFile(2026) ? readOrderFile(2026).filter((row) => row.isBillable) : [];
  const pairs = rows.map((row) => ({ row, bare: bareOf(row), titled: structureOf(row) }));

  /** Right and left as the titles pair them: the same words but for the side, in one category. */
  function mirroredTitles(): ReadonlyMap<string, "left" | "right"> {
    const known = new Set(rows.map(({ code, title }) => `${code.slice(0, 3)} ${title.toLowerCase()}`));
    return new Map(
      rows.flatMap(({ code, title }) => {
        const words = title.toLowerCase();
        const sides = [...words.matchAll(/\b(?:right|left)\b/g)].map(([side]) => side);
        const [side] = sides;
        if (sides.length !== 1 || (side !== "right" && side !== "left")) return [];
        const mirrored = words.replace(side, side === "right" ? "left" : "right");
        return known.has(`${code.slice(0, 3)} ${mirrored}`) ? [[code, side] as const] : [];
      }),
    );
  }

  it.skipIf(rows.length === 0)("finds right and left by position, and invents none", () => {
    const truth = mirroredTitles();
    const told = pairs.filter(({ bare }) => bare.laterality === "right" || bare.laterality === "left");
    const hits = told.filter(({ row, bare }) => truth.get(row.code) === bare.laterality);
    expect(truth.size).toBeGreaterThan(26_000);
    expect(rate(hits.length, told.length)).toBeGreaterThan(0.999);
    expect(rate(hits.length, truth.size)).toBeGreaterThan(0.999);
  });

  it.skipIf(rows.length === 0)("gives every base one right and one left code", () => {
    const sided = pairs.filter(({ titled }) => titled.laterality === "right" || titled.laterality === "left");
    const sides = sided.map(({ titled }) => `${titled.lateralityBase} ${titled.laterality}`);
    const bases = new Set(sided.map(({ titled }) => titled.lateralityBase));
    expect(new Set(sides).size).toBe(sides.length);
    expect(bases.size * 2).toBe(sides.length);
  });

  it.skipIf(rows.length === 0)("tells the same side with and without the title", () => {
    const differing = pairs.filter(({ bare, titled }) => bare.laterality !== titled.laterality);
    expect(differing.map(({ row }) => row.code)).toEqual([]);
  });

  it.skipIf(rows.length === 0)("tells unspecified codes by position, and rather too few", () => {
    const told = pairs.filter(({ bare }) => bare.isUnspecified);
    const truth = pairs.filter(({ titled }) => titled.isUnspecified);
    const hits = told.filter(({ titled }) => titled.isUnspecified);
    expect(rate(hits.length, told.length)).toBeGreaterThan(0.99);
    expect(rate(hits.length, truth.length)).toBeGreaterThan(0.6);
  });
});
