/**
 * The headers above an ICD-10-CM code, the lowest first, ending in its category; none for a category itself.
 * Every shorter beginning of at least three characters is a header, but the placeholders before a seventh
 * character are no level: above `W19.XXXA` stands `W19`, above `T36.0X1A` stand `T36.0X1`, `T36.0X`, `T36.0`, `T36`
 * (CMS order files FY2024–FY2026: the headers of every billable code are exactly these).
 */
export function headersAbove(code: string): readonly string[] {
  const characters = code.replace(".", "");
  const lowest = dropPlaceholders(characters.slice(0, -1), characters.length);
  return prefixLengths(3, lowest.length).map((length) => withDot(lowest.slice(0, length)));
}

/** Puts the dot of ICD-10 back: `S72001A` is `S72.001A`, `S72` stays. */
export function withDot(characters: string): string {
  return characters.length > 3 ? `${characters.slice(0, 3)}.${characters.slice(3)}` : characters;
}

function dropPlaceholders(header: string, codeLength: number): string {
  return codeLength === 7 ? header.slice(0, 3) + header.slice(3).replace(/X+$/, "") : header;
}

function prefixLengths(shortest: number, longest: number): readonly number[] {
  return Array.from({ length: Math.max(0, longest - shortest + 1) }, (_, step) => longest - step);
}
