import { createHash } from "node:crypto";

const hexId = /^[0-9a-f]{32}$/;
const wordsPerId = 4;
const firstSlots = 1024;

/** Identifiers in the order they were added, 128 bits each: a million of them lie in about 40 MB. */
export interface IdTable {
  /** Adds an identifier and gives its index, from 0; -1 where it is there already. */
  readonly add: (id: string) => number;
  /** The index it was added with; -1 where it was not. */
  readonly indexOf: (id: string) => number;
  readonly size: () => number;
}

function hexOf(id: string): string {
  return hexId.test(id) ? id : createHash("md5").update(id).digest("hex");
}

/**
 * An open-addressing table. 32 hexadecimal digits are kept as they are; of any other text the MD5 digest is kept, so
 * that two of a hundred million are taken for one with a chance below 1e-22.
 */
export function createIdTable(): IdTable {
  let slots = new Int32Array(firstSlots).fill(-1);
  let words = new Uint32Array((firstSlots / 2) * wordsPerId);
  let size = 0;
  const sought = new Uint32Array(wordsPerId);

  function readWords(id: string): void {
    const hex = hexOf(id);
    for (let word = 0; word < wordsPerId; word += 1)
      sought[word] = Number.parseInt(hex.slice(word * 8, word * 8 + 8), 16);
  }

  function holds(index: number): boolean {
    const at = index * wordsPerId;
    for (let word = 0; word < wordsPerId; word += 1) if (words[at + word] !== sought[word]) return false;
    return true;
  }

  /** The slot of the words sought, or the free one where they belong. */
  function slotOf(): number {
    const mask = slots.length - 1;
    let slot = (sought[0] ?? 0) & mask;
    while ((slots[slot] ?? -1) !== -1 && !holds(slots[slot] ?? -1)) slot = (slot + 1) & mask;
    return slot;
  }

  function grow(): void {
    const wider = new Uint32Array(words.length * 2);
    wider.set(words);
    words = wider;
    slots = new Int32Array(slots.length * 2).fill(-1);
    for (let index = 0; index < size; index += 1) {
      sought.set(words.subarray(index * wordsPerId, (index + 1) * wordsPerId));
      slots[slotOf()] = index;
    }
  }

  return {
    add: (id) => {
      if (size * 2 >= slots.length) grow();
      readWords(id);
      const slot = slotOf();
      if (slots[slot] !== -1) return -1;
      words.set(sought, size * wordsPerId);
      slots[slot] = size;
      size += 1;
      return size - 1;
    },
    indexOf: (id) => {
      readWords(id);
      return slots[slotOf()] ?? -1;
    },
    size: () => size,
  };
}
