import { describe, expect, it } from "vitest";
import { type EmLevel, emLevels } from "../../src/codeset/em-families.ts";

function levelsOn(date: string): readonly EmLevel[] {
  return emLevels().filter(
    ({ validFrom, validTo }) => validFrom <= date && (validTo === null || date <= validTo),
  );
}

function find(code: string, date: string, isFacility = false) {
  const level = levelsOn(date).find((row) => row.code === code && row.isFacility === isFacility);
  return level === undefined ? null : [level.family, level.rank];
}

describe("the families of evaluation and management levels", () => {
  it.each([
    ["99201", "2020-12-31", ["office_new", 1]],
    ["99201", "2021-01-01", null],
    ["99202", "2020-12-31", ["office_new", 2]],
    ["99202", "2021-01-01", ["office_new", 1]],
    ["99215", "2024-06-01", ["office_established", 5]],
    ["99222", "2022-12-31", ["inpatient_initial", 2]],
    ["99222", "2023-01-01", ["hospital_initial", 2]],
    ["99219", "2022-12-31", ["observation_initial", 2]],
    ["99219", "2023-01-01", null],
    ["99217", "2023-01-01", null],
    ["99241", "2022-12-31", ["consultation_outpatient", 1]],
    ["99242", "2023-01-01", ["consultation_outpatient", 1]],
    ["99251", "2023-01-01", null],
    ["99318", "2023-01-01", null],
    ["99337", "2023-01-01", null],
    ["99343", "2022-12-31", ["home_new", 3]],
    ["99343", "2023-01-01", null],
    ["99344", "2023-01-01", ["home_new", 3]],
    ["98003", "2024-12-31", null],
    ["98003", "2025-01-01", ["telemedicine_video_new", 4]],
    ["98012", "2025-01-01", ["telemedicine_audio_established", 1]],
  ])("%s on %s: %j", (code, date, level) => {
    expect(find(code, date)).toEqual(level);
  });

  it("keep a facility's emergency levels apart from the physician's", () => {
    expect(find("99284", "2024-06-01", false)).toEqual(["emergency", 4]);
    expect(find("99284", "2024-06-01", true)).toEqual(["emergency_facility", 4]);
    expect(find("G0384", "2024-06-01", true)).toEqual(["emergency_type_b_facility", 5]);
    expect(find("G0384", "2024-06-01", false)).toBeNull();
  });

  it.each(["99291", "99292", "99381", "99397", "99417", "99418", "G0463", "G2211", "G2212"])(
    "do not hold %s, which has no levels",
    (code) => {
      expect(emLevels().filter((level) => level.code === code)).toEqual([]);
    },
  );

  it.each(["2015-07-01", "2020-12-31", "2021-01-01", "2022-12-31", "2023-01-01", "2025-01-01"])(
    "have one rank a code, from 1 without gaps, on %s",
    (date) => {
      const levels = levelsOn(date);
      const codes = levels.map(({ code, isFacility }) => `${code} ${isFacility}`);
      expect(new Set(codes).size).toBe(codes.length);
      for (const family of new Set(levels.map((level) => level.family))) {
        const ranks = levels.filter((level) => level.family === family).map(({ rank }) => rank);
        expect([family, ranks]).toEqual([family, ranks.map((_, index) => index + 1)]);
      }
    },
  );
});
