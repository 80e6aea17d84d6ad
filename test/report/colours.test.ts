import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const css = readFileSync(join(import.meta.dirname, "../../src/report/templates/colours.css"), "utf8");
const [light = "", dark = ""] = css.split("@media");

function readColours(block: string): Map<string, string> {
  return new Map(
    [...block.matchAll(/--([a-z]+): (#[0-9a-f]{6})/g)].map(([, name = "", hex = ""]) => [name, hex]),
  );
}

/** Relative luminance and contrast ratio of WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

describe.each([
  ["light", light],
  ["dark", dark],
])("the %s colours", (_, block) => {
  const colours = readColours(block);
  const of = (name: string) => colours.get(name) ?? "#ffffff";

  it.each(["ink", "muted", "accent", "second", "good", "bad", "unsure", "over", "under"])(
    "%s has the contrast of text (WCAG AA, 4.5) on paper and wash",
    (name) => {
      expect(contrast(of(name), of("paper"))).toBeGreaterThanOrEqual(4.5);
      expect(contrast(of(name), of("wash"))).toBeGreaterThanOrEqual(4.5);
    },
  );
});
