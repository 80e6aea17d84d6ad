import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Pair,
} from "yaml";
import type { Place } from "../errors.ts";

export type YamlPath = readonly (string | number)[];

/** A parsed YAML file with what it takes to say where something stands in it. */
export interface YamlSource {
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

function keyText(pair: Pair): string {
  return String(isScalar(pair.key) ? pair.key.value : pair.key);
}

function findPair(node: unknown, key: string | number): Pair | null {
  if (!isMap(node)) return null;
  return node.items.find((pair) => keyText(pair) === String(key)) ?? null;
}

function childOf(source: YamlSource, parent: unknown, key: string | number): unknown {
  const node = isAlias(parent) ? parent.resolve(source.document) : parent;
  if (isSeq(node)) return node.items[Number(key)] ?? null;
  return findPair(node, key)?.value ?? null;
}

/** The node at a path, or null where the file has none. */
export function nodeAt(source: YamlSource, path: YamlPath): Node | null {
  const found = path.reduce<unknown>(
    (node, key) => childOf(source, node, key),
    source.document.contents ?? null,
  );
  return isNode(found) ? found : null;
}

/** The place of a byte offset: line and column from 1. */
export function placeOfOffset(source: YamlSource, offset: number): Place {
  const { line, col } = source.lines.linePos(offset);
  return { file: source.file, line, column: col };
}

function startOf(node: unknown): number | null {
  return isNode(node) ? (node.range?.[0] ?? null) : null;
}

/** Where the key of a path stands: what an unknown or duplicate key is blamed at. Its parent where it has none. */
export function placeOfKey(source: YamlSource, path: YamlPath): Place {
  const key = path.at(-1);
  if (key === undefined) return placeOfOffset(source, startOf(source.document.contents) ?? 0);
  const parent = nodeAt(source, path.slice(0, -1));
  const start = startOf(findPair(parent, key)?.key) ?? startOf(nodeAt(source, path));
  return start === null ? placeOfKey(source, path.slice(0, -1)) : placeOfOffset(source, start);
}

/** Where the value of a path stands, or the nearest enclosing key that the file has. */
export function placeOfValue(source: YamlSource, path: YamlPath): Place {
  const start = startOf(nodeAt(source, path));
  return start === null ? placeOfKey(source, path) : placeOfOffset(source, start);
}
