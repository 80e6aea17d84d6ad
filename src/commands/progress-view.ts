import {
  isPlainLineDue,
  noteShown,
  type ProgressReport,
  type ProgressState,
  renderPlainProgress,
  renderProgressBar,
  startProgress,
} from "../terminal/progress.ts";
import type { Shell } from "./shell.ts";

export interface ProgressView {
  readonly show: (report: ProgressReport) => void;
  /** Takes the bar off the terminal, so that the next line begins on an empty one. */
  readonly clear: () => void;
}

interface Display {
  readonly isDue: (state: ProgressState, report: ProgressReport, nowMs: number) => boolean;
  readonly draw: (state: ProgressState, report: ProgressReport, nowMs: number) => string;
  readonly clear: string;
}

const redrawMs = 100;
const emptyLine = "\r\u001b[2K";

function bar(columns: number): Display {
  return {
    isDue: (state, _report, nowMs) => nowMs - state.shownMs >= redrawMs,
    draw: (state, report, nowMs) => emptyLine + renderProgressBar(state, report, nowMs, columns - 1),
    clear: emptyLine,
  };
}

const lines: Display = {
  isDue: isPlainLineDue,
  draw: (state, report, nowMs) => `${renderPlainProgress(state, report, nowMs)}\n`,
  clear: "",
};

/** Shows how far a run has come: a bar on a terminal, a line now and then elsewhere. */
export function openProgress(shell: Shell): ProgressView {
  const display = shell.isTerminal ? bar(shell.columns) : lines;
  let state: ProgressState | null = null;
  return {
    show: (report) => {
      const nowMs = shell.clock.monotonicMs();
      const isSame = state !== null && state.stage === report.stage;
      const current = state !== null && isSame ? state : startProgress(report, nowMs);
      if (isSame && !display.isDue(current, report, nowMs)) return;
      shell.say(display.draw(current, report, nowMs));
      state = noteShown(current, report, nowMs);
    },
    clear: () => {
      if (state !== null && display.clear !== "") shell.say(display.clear);
    },
  };
}
