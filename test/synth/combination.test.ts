import { describe, expect, it } from "vitest";
import { combineCodes } from "../../src/synth/combination.ts";

describe("combineCodes", () => {
  it("puts hypertensive heart disease before the heart failure it explains", () => {
    expect(combineCodes(["I50.23", "E87.6", "I10"])).toEqual(["I11.0", "I50.23", "E87.6"]);
  });

  it("keeps the place of hypertension where heart failure did not bring the patient", () => {
    expect(combineCodes(["J18.9", "I10", "I50.22"])).toEqual(["J18.9", "I11.0", "I50.22"]);
  });

  it("joins hypertension with kidney disease, and with both", () => {
    expect(combineCodes(["K92.2", "I10", "N18.31"])).toEqual(["K92.2", "I12.9", "N18.31"]);
    expect(combineCodes(["K92.2", "I10", "N18.6"])).toEqual(["K92.2", "I12.0", "N18.6"]);
    expect(combineCodes(["I50.33", "I10", "N18.4"])).toEqual(["I13.0", "I50.33", "N18.4"]);
    expect(combineCodes(["I50.33", "I10", "N18.6"])).toEqual(["I13.2", "I50.33", "N18.6"]);
  });

  it("joins diabetes with kidney disease", () => {
    expect(combineCodes(["L03.115", "E11.9", "N18.9"])).toEqual(["L03.115", "E11.22", "N18.9"]);
  });

  it("says that pneumonia infects obstructive lung disease", () => {
    expect(combineCodes(["A41.9", "J18.9", "J44.9"])).toEqual(["A41.9", "J18.9", "J44.0"]);
  });

  it("leaves other codes alone", () => {
    expect(combineCodes(["I10", "E11.9", "J44.9"])).toEqual(["I10", "E11.9", "J44.9"]);
  });
});
