import type { Readable } from "node:stream";

/** A line with its number from 1, and where it starts in the (decompressed) bytes; without its line end. */
export interface Line {
  readonly number: number;
  readonly offset: number;
  readonly bytes: Buffer;
}

const lineFeed = 10;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

function withoutMark(line: Line): Line {
  const isMarked = line.number === 1 && line.bytes.subarray(0, 3).equals(byteOrderMark);
  return isMarked ? { ...line, offset: 3, bytes: line.bytes.subarray(3) } : line;
}

/** Lines of a byte stream, in batches of one chunk each. A byte order mark is not part of the first line. */
export async function* readLines(stream: Readable): AsyncGenerator<Line[]> {
  let rest: Buffer[] = [];
  let offset = 0;
  let number = 1;
  const cut = (bytes: Buffer): Line => {
    const line = withoutMark({
      number,
      offset,
      bytes: rest.length === 0 ? bytes : Buffer.concat([...rest, bytes]),
    });
    offset += rest.reduce((sum, part) => sum + part.length, bytes.length) + 1;
    number += 1;
    rest = [];
    return line;
  };
  for await (const chunk of stream) {
    const bytes: Buffer = chunk;
    const lines: Line[] = [];
    let start = 0;
    for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, start)) {
      lines.push(cut(bytes.subarray(start, end)));
      start = end + 1;
    }
    if (start < bytes.length) rest.push(bytes.subarray(start));
    yield lines;
  }
  if (rest.length > 0) yield [cut(Buffer.alloc(0))];
}
