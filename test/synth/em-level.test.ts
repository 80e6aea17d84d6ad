import { describe, expect, it } from "vitest";
import { stepLevel } from "../../src/synth/em-level.ts";

describe("stepLevel", () => {
  it("goes up and down within a family", () => {
    expect(stepLevel("99213", 1)).toBe("99214");
    expect(stepLevel("99285", -1)).toBe("99284");
  });

  it("ends where the family ends", () => {
    expect(stepLevel("99215", 1)).toBeNull();
    expect(stepLevel("99202", -1)).toBeNull();
    expect(stepLevel("99223", 1)).toBeNull();
  });

  it("knows no level for other codes", () => {
    expect(stepLevel("27447", 1)).toBeNull();
    expect(stepLevel("I10", 1)).toBeNull();
  });
});
