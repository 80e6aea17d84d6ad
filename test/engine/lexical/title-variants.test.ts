import { describe, expect, it } from "vitest";
import { titleVariants } from "../../../src/engine/lexical/title-variants.ts";

const textsOf = (title: string) => titleVariants(title).map(({ text }) => text);

describe("wordings of an official title", () => {
  it.each([
    ["Essential (primary) hypertension", "Essential hypertension"],
    ["Pneumonia, unspecified organism", "Pneumonia"],
    ["Cough, unspecified", "Cough"],
    ["Unspecified abdominal pain", "abdominal pain"],
    ["Type 2 diabetes mellitus without complications", "Type 2 diabetes mellitus"],
    ["Other ascites", "ascites"],
    ["Pain in right knee", "right knee Pain"],
    ["Fistula, unspecified joint", "Fistula of joint"],
    ["Human immunodeficiency virus [HIV] disease", "HIV disease"],
    ["Malignant neoplasm of prostate", "prostate cancer"],
    ["Anuria and oliguria", "oliguria"],
    ["Concussion without loss of consciousness, initial encounter", "Concussion"],
  ])("%j can be %j", (title, wording) => {
    expect(textsOf(title)).toContain(wording);
  });

  it.each([
    ["Eosinophilic cellulitis [Wells]", "Wells"],
    ["Fistula, unspecified joint", "Fistula"],
    ["Acquired absence of lung [part of]", "part of"],
  ])("%j is never %j", (title, wording) => {
    expect(textsOf(title)).not.toContain(wording);
  });

  it("loses nothing in the title and more with every step away from it", () => {
    const losses = new Map(titleVariants("Other ascites, unspecified").map(({ text, loss }) => [text, loss]));
    expect(losses.get("Other ascites, unspecified")).toBe(0);
    expect(losses.get("Other ascites")).toBeLessThan(losses.get("ascites") ?? 0);
  });

  it.each(["Laceration without foreign body of scalp, subsequent encounter", "Concussion, sequela"])(
    "%j is left to its full wording",
    (title) => {
      expect(titleVariants(title)).toEqual([]);
    },
  );
});
