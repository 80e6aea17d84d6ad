import { createReadStream } from "node:fs";

const newline = 0x0a;

/** One line as it lies in a file: its bytes without the newline, and where the next line starts. */
export interface RawLine {
  readonly bytes: Buffer;
  readonly end: number;
  readonly isWhole: boolean;
}

/** The lines of a file, a chunk at a time; the last is not whole where the file does not end in a newline. */
export async function* readRawLines(file: string): AsyncGenerator<RawLine[]> {
  let kept: Buffer[] = [];
  let end = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const lines: RawLine[] = [];
    let start = 0;
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, start)) {
      const part = chunk.subarray(start, at);
      const bytes = kept.length === 0 ? part : Buffer.concat([...kept, part]);
      kept = [];
      start = at + 1;
      end += bytes.length + 1;
      lines.push({ bytes, end, isWhole: true });
    }
    if (start < chunk.length) kept.push(chunk.subarray(start));
    yield lines;
  }
  const rest = Buffer.concat(kept);
  if (rest.length > 0) yield [{ bytes: rest, end: end + rest.length, isWhole: false }];
}
