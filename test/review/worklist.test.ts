import { describe, expect, it } from "vitest";
import { formatWorklist, writeCode } from "../../src/review/worklist.ts";
import { makeSample } from "./reviewing.ts";

const sample = makeSample();
const text = formatWorklist(sample, sample.encounters);
const lines = text.split("\r\n");

describe("the worklist", () => {
  it("has a row for each code and one for codes that both lists miss, in UTF-8 with byte order mark and CRLF", () => {
    expect(text.startsWith("\ufeffitem,encounter,lists,code,correct,comment\r\n")).toBe(true);
    expect(lines.map((line) => line.split(",")[0])).toEqual([
      "\ufeffitem",
      "R0001-MISSED",
      "R0002-C01",
      "R0002-C02",
      "R0002-MISSED",
      "R0003-C01",
      "R0003-C02",
      "R0003-C03",
      "R0003-MISSED",
      "",
    ]);
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });

  it("names no side, no stratum and no agreement", () => {
    expect(text).not.toMatch(/engine|coder|alike|different|confidence/i);
  });

  it("writes no cell that a spreadsheet takes for a number, a date or a formula", () => {
    const cells = lines.slice(1, -1).flatMap((line) => line.split(","));
    expect(cells.filter((cell) => /^[=+\-@\d]/.test(cell))).toEqual([]);
    expect(lines).toContain("R0002-C01,encounter 1E10,both lists,CPT 00100,,");
    expect(text).toContain("encounter =e3");
    expect(writeCode("=cmd", "1")).toBe("code =cmd 1");
    expect(writeCode("MAR", "1")).toBe("code MAR 1");
  });

  it("shuffles the sides encounter by encounter, the same way every time", () => {
    const firsts = Array.from(
      { length: 64 },
      (_, index) => makeSample({ seed: index }).encounters[0]?.list_1,
    );
    expect(new Set(firsts)).toEqual(new Set(["engine", "coder"]));
    expect(makeSample()).toEqual(makeSample());
    const [, , third] = sample.encounters;
    const listOf = (item: string) => lines.find((line) => line.startsWith(item))?.split(",")[2];
    expect(listOf("R0003-C01")).toBe(third?.list_1 === "coder" ? "list 1" : "list 2");
    expect(listOf("R0003-C02")).toBe(third?.list_1 === "engine" ? "list 1" : "list 2");
    expect(listOf("R0003-C03")).toBe("both lists");
  });

  it("leaves out which list holds a code where that is asked", () => {
    const hidden = formatWorklist(makeSample({ lists_shown: false }), sample.encounters);
    expect(hidden).not.toContain("list 1");
    expect(hidden).not.toContain("both lists,");
  });
});
