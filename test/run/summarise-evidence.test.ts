import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { summariseEvidence } from "../../src/run/answers/summarise-evidence.ts";

const place = (document_id: string, start: number, end: number) => ({ document_id, start, end });
const keyOf = (id: string) => createHash("md5").update(id).digest("hex").slice(0, 16);

test("the farthest end of each document stands for all places in it", () => {
  expect(summariseEvidence([])).toEqual([]);
  expect(summariseEvidence([place("a", 0, 5), place("b", 1, 2), place("a", 3, 9), place("a", 1, 2)])).toEqual(
    [
      { key: keyOf("a"), end: 9 },
      { key: keyOf("b"), end: 2 },
    ],
  );
});

test("one empty or reversed place spoils its document, wherever it stands among the others", () => {
  const spoilt = [{ key: keyOf("a"), end: null }];
  expect(summariseEvidence([place("a", 0, 5), place("a", 4, 4)])).toEqual(spoilt);
  expect(summariseEvidence([place("a", 7, 4), place("a", 0, 5)])).toEqual(spoilt);
});

test("a document's id never comes through as it was written", () => {
  expect(JSON.stringify(summariseEvidence([place("patient reports chest pain", 0, 1)]))).not.toContain(
    "chest",
  );
});
