import { describe, expect, it } from "vitest";
import {
  isPlainLineDue,
  noteShown,
  renderPlainProgress,
  renderProgressBar,
  startProgress,
} from "../../src/terminal/progress.ts";
import { textWidth } from "../../src/terminal/text-width.ts";

function report(done: number, total: number | null = 1000, failed = 0, retries = 0) {
  return { stage: "replay", done, total, failed, retries };
}

describe("progress", () => {
  it("says how many, how fast and how long is left", () => {
    const state = startProgress(report(0), 0);
    expect(renderPlainProgress(state, report(250, 1000, 2, 3), 5000)).toBe(
      "Asking the engine: 250 of 1,000 (25 %), 50/s, 15 s left, 2 failed, 3 retried",
    );
  });

  it("does not count into the rate what a resumed run had before", () => {
    const state = startProgress(report(500), 0);
    expect(renderPlainProgress(state, report(600), 1000)).toContain("100/s, 4 s left");
  });

  it("says the stage alone where nothing can be counted", () => {
    const state = startProgress(report(0, null), 0);
    expect(renderPlainProgress(state, report(0, null), 10)).toBe("Asking the engine");
  });

  it("draws a bar that fits the terminal", () => {
    const state = startProgress(report(0), 0);
    const bar = renderProgressBar(state, report(500), 1000, 79);
    expect(bar).toContain("██████████░░░░░░░░░░");
    expect(textWidth(bar)).toBeLessThanOrEqual(79);
    expect(textWidth(renderProgressBar(state, report(500, 1000, 9, 9), 1000, 30))).toBeLessThanOrEqual(30);
  });

  it("writes a line at most every 3 seconds, and only after another tenth or 15 seconds", () => {
    const state = startProgress(report(0), 0);
    expect(isPlainLineDue(state, report(500), 2999)).toBe(false);
    expect(isPlainLineDue(state, report(500), 3000)).toBe(true);
    expect(isPlainLineDue(state, report(99), 3000)).toBe(false);
    expect(isPlainLineDue(state, report(99), 15_000)).toBe(true);
    expect(isPlainLineDue(noteShown(state, report(500), 3000), report(590), 9000)).toBe(false);
  });
});
