/** Colours as functions of text, so that a renderer need not know whether there are any. */
export interface Palette {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
}

function same(text: string): string {
  return text;
}

function between(on: number, off: number) {
  return (text: string) => `\u001b[${on}m${text}\u001b[${off}m`;
}

export const plainPalette: Palette = { bold: same, dim: same, red: same, green: same, yellow: same };

const colourPalette: Palette = {
  bold: between(1, 22),
  dim: between(2, 22),
  red: between(31, 39),
  green: between(32, 39),
  yellow: between(33, 39),
};

export function choosePalette(hasColour: boolean): Palette {
  return hasColour ? colourPalette : plainPalette;
}

/**
 * Whether text may carry colour: FORCE_COLOR decides where it is set ("0" and "false" say no), then NO_COLOR
 * (any value but "" says no, https://no-color.org), then whether a person is looking.
 */
export function wantsColour(environment: (name: string) => string | undefined, isTerminal: boolean): boolean {
  const forced = environment("FORCE_COLOR");
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  if ((environment("NO_COLOR") ?? "") !== "") return false;
  return isTerminal && environment("TERM") !== "dumb";
}
