import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, inflateRaw } from "node:zlib";

/** No request and no answer is larger than this, decompressed. */
export const bytesAtMost = 10 * 1024 * 1024;

/** What a client asks for and can read. */
export const acceptedEncodings = "gzip, deflate, br";

/** A body as text, or why it cannot be read. */
export type DecodedBody =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "unreadable"; readonly error: string };

const limit = { maxOutputLength: bytesAtMost };
const decompressBrotli = promisify(brotliDecompress);
const decompressGzip = promisify(gunzip);
const decompressZlib = promisify(inflate);
const decompressRaw = promisify(inflateRaw);

/** Whether a deflate body has the header of RFC 1950; some servers leave it out. */
function hasZlibHeader(body: Buffer): boolean {
  return body.length >= 2 && (body.readUInt8(0) & 0x0f) === 8 && body.readUInt16BE(0) % 31 === 0;
}

function decompress(body: Buffer, encoding: string): Promise<Buffer> | null {
  if (encoding === "gzip" || encoding === "x-gzip") return decompressGzip(body, limit);
  if (encoding === "br") return decompressBrotli(body, limit);
  if (encoding !== "deflate") return null;
  return hasZlibHeader(body) ? decompressZlib(body, limit) : decompressRaw(body, limit);
}

function describeError(thrown: unknown, encoding: string): string {
  const isTooLarge = thrown instanceof Error && "code" in thrown && thrown.code === "ERR_BUFFER_TOO_LARGE";
  return isTooLarge ? "answer is larger than 10 MB" : `answer is not valid ${encoding}`;
}

function readText(body: Buffer): DecodedBody {
  const text = body.toString();
  return { kind: "text", text: text.startsWith("\uFEFF") ? text.slice(1) : text };
}

async function readCompressed(body: Buffer, encoding: string): Promise<DecodedBody> {
  try {
    const plain = decompress(body, encoding);
    if (plain !== null) return readText(await plain);
    return {
      kind: "unreadable",
      error: `answer has content-encoding ${encoding}; gzip, deflate, br are read`,
    };
  } catch (thrown) {
    return { kind: "unreadable", error: describeError(thrown, encoding) };
  }
}

/**
 * Reads a body of `Content-Encoding` `encoding` (null: none). What grows beyond `bytesAtMost` when decompressed is
 * given up on the way.
 */
export function decodeBody(body: Buffer, encoding: string | null): DecodedBody | Promise<DecodedBody> {
  const name = encoding?.trim().toLowerCase() ?? "";
  return name === "" || name === "identity" || body.length === 0
    ? readText(body)
    : readCompressed(body, name);
}
