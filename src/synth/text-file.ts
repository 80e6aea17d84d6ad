import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";

/** A file that is written from front to back, some of it held in memory. */
export interface TextFile {
  readonly write: (text: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

const heldCharacters = 1_000_000;

/** Opens a file anew, with the folders above it; at most about a million characters wait in memory. */
export async function openTextFile(path: string): Promise<TextFile> {
  await mkdir(dirname(path), { recursive: true });
  const handle = await open(path, "w");
  let held: string[] = [];
  let length = 0;
  async function flush() {
    await handle.writeFile(held.join(""));
    held = [];
    length = 0;
  }
  return {
    write: async (text) => {
      held.push(text);
      length += text.length;
      if (length >= heldCharacters) await flush();
    },
    close: async () => {
      await flush();
      await handle.close();
    },
  };
}
