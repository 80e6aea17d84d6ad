import fc from "fast-check";
import { expect, test } from "vitest";
import { createIdTable } from "../../src/replay/journal/id-table.ts";

const hex = fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 32, maxLength: 32 });
const id = fc.oneof(
  hex.map((digits) => digits.map((digit) => digit.toString(16)).join("")),
  fc.string({ maxLength: 8 }),
);

test("a table of identifiers tells what a map would", () => {
  fc.assert(
    fc.property(fc.array(id, { maxLength: 2000 }), fc.array(id, { maxLength: 50 }), (added, others) => {
      const table = createIdTable();
      const map = new Map<string, number>();
      for (const one of added) {
        const isNew = !map.has(one);
        expect(table.add(one)).toBe(isNew ? map.size : -1);
        if (isNew) map.set(one, map.size);
      }
      for (const one of [...added, ...others]) expect(table.indexOf(one)).toBe(map.get(one) ?? -1);
      expect(table.size()).toBe(map.size);
    }),
    { numRuns: 30, seed: 7 },
  );
});
