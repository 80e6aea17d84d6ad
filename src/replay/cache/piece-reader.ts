import { type FileHandle, open } from "node:fs/promises";

const openAtMost = 64;

/** A piece of a file, in bytes. */
export interface Piece {
  readonly path: string;
  readonly start: number;
  readonly length: number;
}

/** Reads pieces of any number of files. */
export interface PieceReader {
  /** Rejects with what the disk refused. */
  readonly read: (piece: Piece) => Promise<Buffer>;
  readonly close: () => Promise<void>;
}

async function readFrom(file: FileHandle, { start, length }: Piece): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  await file.read(bytes, 0, length, start);
  return bytes;
}

/** The first 64 files that are read from stay open; any other is opened for one piece. */
export function createPieceReader(): PieceReader {
  const held = new Map<string, Promise<FileHandle>>();

  function holdOpen(path: string): Promise<FileHandle> | null {
    const file = held.get(path);
    if (file !== undefined) return file;
    if (held.size >= openAtMost) return null;
    const opening = open(path);
    held.set(path, opening);
    return opening;
  }

  return {
    read: async (piece) => {
      const lasting = holdOpen(piece.path);
      if (lasting !== null) return readFrom(await lasting, piece);
      const file = await open(piece.path);
      try {
        return await readFrom(file, piece);
      } finally {
        await file.close();
      }
    },
    close: async () => {
      for (const opening of held.values()) await opening.then((file) => file.close()).catch(() => {});
    },
  };
}
