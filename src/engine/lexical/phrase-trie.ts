const root = 0;
const none = -1;

/** A trie of word sequences that takes one hash look-up a step, however many phrases it holds. */
export interface PhraseTrie {
  /** Adds a phrase; the first value given to a phrase stays. Returns the value the phrase has. */
  readonly add: (words: readonly number[], value: number) => number;
  /** The node one word further, or -1. The root is node 0. */
  readonly step: (node: number, word: number) => number;
  /** The value of the phrase that ends at the node, or -1. */
  readonly valueAt: (node: number) => number;
}

/** Edges lie in one open-addressed table of 32-bit numbers: (node, word) to node. */
export function createPhraseTrie(): PhraseTrie {
  let capacity = 1 << 12;
  let edges = newEdges(capacity);
  let nodes = 1;
  let values = new Int32Array(1 << 12).fill(none);

  function slotOf(node: number, word: number): number {
    const mask = capacity - 1;
    let slot = (Math.imul(node, 0x9e3779b1) ^ Math.imul(word, 0x85ebca6b)) >>> 0;
    slot = (slot ^ (slot >>> 15)) & mask;
    while (edges.to[slot] !== none && (edges.from[slot] !== node || edges.word[slot] !== word)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  function put(from: number, word: number, to: number) {
    const slot = slotOf(from, word);
    edges.from[slot] = from;
    edges.word[slot] = word;
    edges.to[slot] = to;
  }

  function grow() {
    const old = edges;
    capacity *= 2;
    edges = newEdges(capacity);
    old.to.forEach((to, slot) => {
      if (to !== none) put(old.from[slot] ?? root, old.word[slot] ?? 0, to);
    });
  }

  function addNode(from: number, word: number): number {
    if (nodes * 2 > capacity) grow();
    if (nodes === values.length) values = doubled(values);
    put(from, word, nodes);
    nodes += 1;
    return nodes - 1;
  }

  function step(node: number, word: number): number {
    return edges.to[slotOf(node, word)] ?? none;
  }

  function add(words: readonly number[], value: number): number {
    let node = root;
    for (const word of words) {
      const next = step(node, word);
      node = next === none ? addNode(node, word) : next;
    }
    const present = values[node] ?? none;
    if (present === none) values[node] = value;
    return present === none ? value : present;
  }

  return { add, step, valueAt: (node) => values[node] ?? none };
}

function newEdges(capacity: number) {
  return {
    from: new Int32Array(capacity),
    word: new Int32Array(capacity),
    to: new Int32Array(capacity).fill(none),
  };
}

function doubled(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(values.length * 2).fill(none);
  larger.set(values);
  return larger;
}
