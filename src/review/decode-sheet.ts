const utf8 = new TextDecoder("utf-8", { fatal: true });
const utf16 = new TextDecoder("utf-16le");
const windows = new TextDecoder("windows-1252");

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16.decode(bytes);
  try {
    return utf8.decode(bytes);
  } catch {
    return windows.decode(bytes);
  }
}

/**
 * The text of a file that a spreadsheet wrote: UTF-8, UTF-16 (its "Unicode text") or, where it is neither, Windows-1252.
 * No byte order mark, one line feed for each line end.
 */
export function decodeSheet(bytes: Uint8Array): string {
  return decode(bytes)
    .replace(/^\ufeff/, "")
    .replaceAll(/\r\n?/g, "\n");
}
