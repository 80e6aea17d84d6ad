import { choosePalette, wantsColour } from "../terminal/palette.ts";
import type { BlockStyle } from "../terminal/verdict-block.ts";
import type { Shell } from "./shell.ts";

const widest = 110;

/** How wide and how colourful text for people may be in this shell. */
export function textStyle(shell: Shell): BlockStyle {
  return {
    width: Math.min(widest, shell.columns),
    palette: choosePalette(wantsColour(shell.environment, shell.isTerminal)),
  };
}
