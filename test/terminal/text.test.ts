import { describe, expect, it } from "vitest";
import { HarnessError } from "../../src/errors.ts";
import { renderError } from "../../src/terminal/error-text.ts";
import { formatCount, formatDuration, formatRate, formatValue } from "../../src/terminal/numbers.ts";
import { choosePalette, plainPalette, wantsColour } from "../../src/terminal/palette.ts";
import { renderTable } from "../../src/terminal/table.ts";
import { cutText, padEnd, padStart, textWidth } from "../../src/terminal/text-width.ts";
import { wrapIndented, wrapText } from "../../src/terminal/wrap-text.ts";

const colours = choosePalette(true);

describe("textWidth", () => {
  it("counts columns, not characters", () => {
    expect(textWidth("abc")).toBe(3);
    expect(textWidth("é")).toBe(1);
    expect(textWidth("e\u0301")).toBe(1);
    expect(textWidth("病歴")).toBe(4);
    expect(textWidth(colours.red("no"))).toBe(2);
  });

  it("pads and cuts to columns", () => {
    expect(padEnd("病", 4)).toBe("病  ");
    expect(padStart("7", 3)).toBe("  7");
    expect(cutText("congestive", 6)).toBe("conge…");
    expect(cutText("short", 6)).toBe("short");
  });
});

describe("wrapText", () => {
  it("breaks at spaces and leaves a long word whole", () => {
    expect(wrapText("heart failure, kind not stated", 14)).toEqual(["heart failure,", "kind not", "stated"]);
    expect(wrapText("a pneumonoultramicroscopic b", 5)).toEqual(["a", "pneumonoultramicroscopic", "b"]);
    expect(wrapIndented("one two", 40, "  ")).toEqual(["  one two"]);
  });
});

describe("numbers", () => {
  it("are written as people read them", () => {
    expect(formatCount(1234567)).toBe("1,234,567");
    expect([formatValue(0.95), formatValue(0.44839999), formatValue(null), formatValue(1200)]).toEqual([
      "0.95",
      "0.4484",
      "–",
      "1,200",
    ]);
    expect([formatRate(0.1234), formatRate(1234.5)]).toEqual(["0.12", "1,235"]);
    expect([formatDuration(400), formatDuration(200_000), formatDuration(7_500_000)]).toEqual([
      "1 s",
      "3 min 20 s",
      "2 h 5 min",
    ]);
  });
});

describe("renderTable", () => {
  const columns = [
    { title: "name", shrinks: true },
    { title: "n", align: "right" as const },
  ];

  it("makes columns as wide as they need", () => {
    expect(
      renderTable(
        columns,
        [
          ["codes.f1", "7"],
          ["x", "1,234"],
        ],
        { width: 80 },
      ),
    ).toEqual(["name          n", "codes.f1      7", "x         1,234"]);
  });

  it("wraps the column that may shrink to fit the terminal", () => {
    const lines = renderTable(columns, [["a name that is far too long", "7"]], { width: 20 });
    expect(lines.every((line) => textWidth(line) <= 20)).toBe(true);
    expect(lines.slice(1)).toEqual(["a name that is     7", "  far too long"]);
  });
});

describe("control characters from data", () => {
  const hostile = "a\u001b[2J\u0007\u009bb";
  const shown = "a\ufffd[2J\ufffd\ufffdb";

  it("never reach the terminal from an error, whose lines stay lines", () => {
    const error = new HarnessError("data-invalid", hostile, {
      where: { file: hostile },
      hint: `${hostile}\nnext`,
      problems: [{ message: hostile, where: { file: hostile, line: 2 }, hint: hostile }],
    });
    expect(renderError(error, plainPalette)).toEqual([
      `error: ${shown}: ${shown}`,
      `  - ${shown}:2: ${shown}`,
      `      ${shown}`,
      `hint: ${shown}\nnext`,
    ]);
  });

  it("never reach it from a table or wrapped text, whose colours stay", () => {
    const [, line] = renderTable([{ title: "name" }], [[hostile]], { width: 80, cell: colours.red });
    expect(line).toBe(colours.red(shown));
    expect(wrapText(`${hostile} two`, 80)).toEqual([`${shown} two`]);
  });
});

describe("wantsColour", () => {
  const within = (values: Record<string, string>) => (name: string) => values[name];

  it("follows the terminal, NO_COLOR and FORCE_COLOR, the last of them first", () => {
    expect(wantsColour(within({}), true)).toBe(true);
    expect(wantsColour(within({}), false)).toBe(false);
    expect(wantsColour(within({ NO_COLOR: "1" }), true)).toBe(false);
    expect(wantsColour(within({ NO_COLOR: "" }), true)).toBe(true);
    expect(wantsColour(within({ FORCE_COLOR: "1", NO_COLOR: "1" }), false)).toBe(true);
    expect(wantsColour(within({ FORCE_COLOR: "0" }), true)).toBe(false);
    expect(wantsColour(within({ TERM: "dumb" }), true)).toBe(false);
  });

  it("leaves no colour codes where there is no colour", () => {
    expect(choosePalette(false).red("x")).toBe("x");
    expect(colours.red("x")).toBe("\u001b[31mx\u001b[39m");
  });
});
