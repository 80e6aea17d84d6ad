import { describe, expect, it } from "vitest";
import { codesIn } from "./ask.ts";

describe("what the lexical engine leaves out", () => {
  it.each([
    ["No fever.", []],
    ["Denies fever, chest pain or cough.", []],
    ["Negative for pneumonia.", []],
    ["Presents without chest pain.", []],
    ["Pneumonia was ruled out.", []],
    ["We ruled out pneumonia.", []],
    ["No evidence of pneumonia on the film.", []],
    ["No history of hypertension.", []],
    ["No fever but cough.", ["R05.9"]],
    ["No fever. Cough since Monday.", ["R05.9"]],
    ["Denies fever, however reports chest pain.", ["R07.9"]],
    ["No known allergies, with hypertension.", ["I10"]],
    ["Without fever\n- cough", ["R05.9"]],
    ["no fever\nor cough", []],
    ["There was no change in his chest pain.", ["R07.9"]],
  ])("negation: %j gives %j", (text, codes) => {
    expect(codesIn(text)).toEqual(codes);
  });

  it.each([
    ["History of pneumonia.", []],
    ["h/o MI, s/p stenting.", []],
    ["History of pneumonia, presents with cough.", ["R05.9"]],
    ["3-day history of fever.", ["R50.9"]],
    ["Past medical history: pneumonia in 2010, hypertension.", ["I10"]],
    ["PMH:\nHTN\nMI 2015\n\nHPI: cough", ["I10", "R05.9"]],
    ["History of hypertension and type 2 diabetes.", ["E11.9", "I10"]],
  ])("history: %j gives %j", (text, codes) => {
    expect(codesIn(text)).toEqual(codes);
  });

  it.each([
    ["Mother had diabetes.", []],
    ["Father with hypertension and MI. He has cough.", ["R05.9"]],
    ["Family History: hypertension, breast cancer\nHPI: fever", ["R50.9"]],
    ["FHx: MI\nAssessment: pneumonia", ["J18.9"]],
    ["Family history of breast cancer.", ["Z80.3"]],
    ["No family history of breast cancer.", []],
    ["Mother reports fever since yesterday.", ["R50.9"]],
  ])("family: %j gives %j", (text, codes) => {
    expect(codesIn(text)).toEqual(codes);
  });

  it.each([
    ["Return if fever or chest pain.", []],
    ["Discharge instructions: call for fever.", []],
    ["Rule out pneumonia.", []],
  ])("what might be: %j gives %j", (text, codes) => {
    expect(codesIn(text)).toEqual(codes);
  });

  it("codes an uncertain diagnosis of an inpatient, not of an outpatient", () => {
    expect(codesIn("Probable pneumonia.", "inpatient")).toEqual(["J18.9"]);
    expect(codesIn("Probable pneumonia.", "emergency")).toEqual([]);
  });

  it("does not take a cue that is part of a title for a cue", () => {
    expect(codesIn("Type 2 diabetes mellitus without complications, fever")).toEqual(["E11.9", "R50.9"]);
  });
});
