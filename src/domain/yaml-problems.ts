import { isScalar, type YAMLError } from "yaml";
import type { z } from "zod";
import type { Problem } from "../errors.ts";
import { nearestName } from "./nearest-name.ts";
import { constantsKnownAt, keysKnownAt } from "./schema-keys.ts";
import {
  nodeAt,
  placeOfKey,
  placeOfOffset,
  placeOfValue,
  type YamlPath,
  type YamlSource,
} from "./yaml-place.ts";

type Issue = z.core.$ZodIssue;

interface Reading {
  readonly source: YamlSource;
  readonly schema: z.ZodType;
  readonly document: unknown;
}

function shorten(text: string): string {
  const line = text.split("\n")[0] ?? "";
  return line.length <= 120 ? line : `${line.slice(0, 119)}…`;
}

/** `gate.benchmarks[2].metric`, as people write a path. */
export function formatPath(path: YamlPath): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? key : `${text}.${key}`;
  }, "");
}

function pathOf(issue: Issue): YamlPath {
  return issue.path.map((key) => (typeof key === "number" ? key : String(key)));
}

/** A syntax error or a duplicate key, as the YAML parser tells it. */
export function describeSyntax(source: YamlSource, error: YAMLError): Problem {
  const hint = error.code === "DUPLICATE_KEY" ? "keep one of the two" : undefined;
  return { message: shorten(error.message), where: placeOfOffset(source, error.pos[0]), hint };
}

function describeUnknownKeys(reading: Reading, issue: z.core.$ZodIssueUnrecognizedKeys): Problem[] {
  const path = pathOf(issue);
  const known = keysKnownAt(reading.schema, path, reading.document);
  return issue.keys.map((key) => {
    const nearest = nearestName(key, known);
    return {
      message: shorten(`unknown key "${formatPath([...path, key])}"`),
      where: placeOfKey(reading.source, [...path, key]),
      hint: nearest === null ? `known keys: ${known.join(", ")}` : `did you mean "${nearest}"?`,
    };
  });
}

function describeMissing(reading: Reading, path: YamlPath): Problem {
  return {
    message: shorten(`missing key "${formatPath(path)}"`),
    where: placeOfKey(reading.source, path),
  };
}

function writtenAs(reading: Reading, path: YamlPath): string | null {
  const node = nodeAt(reading.source, path);
  return isScalar(node) ? (node.source ?? String(node.value)) : null;
}

function expectsText(issue: Issue): boolean {
  if (issue.code === "invalid_union") return issue.errors.flat().some(expectsText);
  return issue.code === "invalid_type" && issue.expected === "string";
}

/** The words that a union takes beside its other forms. */
function wordsOfUnion({ errors }: z.core.$ZodIssueInvalidUnion): string[] {
  const own = errors.flat().filter(({ path }) => path.length === 0);
  return own.flatMap((inner) => (inner.code === "invalid_value" ? inner.values.map(String) : []));
}

function valuesAllowed(reading: Reading, issue: Issue, path: YamlPath): string[] {
  if (issue.code === "invalid_value") return issue.values.map(String);
  if (issue.code !== "invalid_union") return [];
  const words = wordsOfUnion(issue);
  return words.length > 0 ? [...new Set(words)] : constantsKnownAt(reading.schema, path);
}

/** A number that must lie below 1 and was most likely meant as a percentage. */
function suggestShare(issue: Issue, written: string): string | null {
  const share = Number(written) / 100;
  const isPercent = issue.code === "too_big" && Number(issue.maximum) === 1 && share > 0 && share <= 1;
  return isPercent ? `did you mean ${Number(share.toPrecision(6))}?` : null;
}

function hintFor(reading: Reading, issue: Issue, path: YamlPath): string | undefined {
  const written = writtenAs(reading, path);
  if (written === null) return undefined;
  if (expectsText(issue)) return `put it in quotes: "${written}"`;
  const share = suggestShare(issue, written);
  if (share !== null) return share;
  const nearest = nearestName(written, valuesAllowed(reading, issue, path));
  return nearest === null ? undefined : `did you mean "${nearest}"?`;
}

function sayAllowed(values: string[]): string {
  return `must be ${values.length > 1 ? "one of " : ""}${values.map((value) => `"${value}"`).join(", ")}`;
}

function sayExpected(issue: z.core.$ZodIssueInvalidUnion): string {
  const expected = issue.errors
    .flat()
    .map((inner) => (inner.code === "invalid_type" ? inner.expected : null));
  const kinds = [...new Set(expected.filter((kind) => kind !== null))];
  return kinds.length === 0 ? "is none of the forms allowed" : `expected ${kinds.join(" or ")}`;
}

function sayIssue(reading: Reading, issue: Issue, path: YamlPath): string {
  const values = valuesAllowed(reading, issue, path);
  if (values.length > 0) return sayAllowed(values);
  if (issue.code === "invalid_union") return sayExpected(issue);
  return issue.message.replace(/^Invalid input: /, "").replace(/^Too (small|big): /, "");
}

function describeInvalid(reading: Reading, issue: Issue, path: YamlPath): Problem {
  const written = writtenAs(reading, path);
  const value = written === null ? "" : ` is ${JSON.stringify(written)}`;
  const name = path.length === 0 ? "the file" : `"${formatPath(path)}"`;
  const saying = sayIssue(reading, issue, path);
  return {
    message: shorten(value === "" ? `${name}: ${saying}` : `${name}${value}: ${saying}`),
    where: placeOfValue(reading.source, path),
    hint: hintFor(reading, issue, path),
  };
}

/** One issue of the schema as problems with their places; unknown keys carry the nearest known one. */
export function describeIssue(reading: Reading, issue: Issue): Problem[] {
  if (issue.code === "unrecognized_keys") return describeUnknownKeys(reading, issue);
  const path = pathOf(issue);
  const isAbsent = path.length > 0 && nodeAt(reading.source, path) === null;
  return [isAbsent ? describeMissing(reading, path) : describeInvalid(reading, issue, path)];
}
