/** Text as a terminal may print it: control characters, which could move the cursor or recolour, become U+FFFD. */
export function plainText(text: string): string {
  return text.replace(/\p{Cc}/gu, "\ufffd");
}

/** The same for text of several lines. */
export function plainLines(text: string): string {
  return text.split("\n").map(plainText).join("\n");
}
