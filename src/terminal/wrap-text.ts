import { plainText } from "./plain-text.ts";
import { textWidth } from "./text-width.ts";

/** Text broken at spaces into lines of at most `width` columns; a longer word stands alone on its line. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  const words = text.split(/\s+/).filter((part) => part !== "");
  for (const word of words.map(plainText)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && textWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === "" ? lines : [...lines, line];
}

/** Wrapped text with `indent` before every line. */
export function wrapIndented(text: string, width: number, indent: string): string[] {
  return wrapText(text, Math.max(20, width - indent.length)).map((line) => indent + line);
}
