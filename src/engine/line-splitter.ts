/**
 * Takes text in chunks and gives its lines, without their newlines, to `onLine`. A line longer than `longest`
 * characters is dropped and told to `onTooLong` once.
 */
export function createLineSplitter(
  longest: number,
  onLine: (line: string) => void,
  onTooLong: () => void,
): (chunk: string) => void {
  let parts: string[] = [];
  let length = 0;

  function keep(part: string): void {
    if (length <= longest) parts.push(part);
    length += part.length;
  }

  function endLine(): void {
    if (length > longest) onTooLong();
    else onLine(parts.length === 1 ? (parts[0] ?? "") : parts.join(""));
    parts = [];
    length = 0;
  }

  return (chunk) => {
    let start = 0;
    for (let at = chunk.indexOf("\n"); at !== -1; at = chunk.indexOf("\n", start)) {
      keep(chunk.slice(start, at));
      endLine();
      start = at + 1;
    }
    if (start < chunk.length) keep(chunk.slice(start));
  };
}
