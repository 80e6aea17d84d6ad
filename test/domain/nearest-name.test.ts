import { expect, it } from "vitest";
import { editDistance, nearestName } from "../../src/domain/nearest-name.ts";

it("counts inserting, deleting, replacing and swapping neighbours as one edit each", () => {
  expect(editDistance("kitten", "sitting")).toBe(3);
  expect(editDistance("code", "coed")).toBe(1);
  expect(editDistance("", "abc")).toBe(3);
  expect(editDistance("same", "same")).toBe(0);
});

it("finds the name that was meant, case and dashes aside, and nothing where none is near", () => {
  const names = ["at_least", "at_most", "metric", "poa"];
  expect(nearestName("at-Least", names)).toBe("at_least");
  expect(nearestName("at_lest", names)).toBe("at_least");
  expect(nearestName("metrics", names)).toBe("metric");
  expect(nearestName("pao", names)).toBe("poa");
  expect(nearestName("confidence", names)).toBeNull();
  expect(nearestName("x", ["a", "b"])).toBe("a");
});
