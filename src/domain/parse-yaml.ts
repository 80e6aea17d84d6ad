import { LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { type ErrorCode, HarnessError, type Place, type Problem } from "../errors.ts";
import { placeOfValue, type YamlPath, type YamlSource } from "./yaml-place.ts";
import { describeIssue, describeSyntax } from "./yaml-problems.ts";
import { findRewrittenTexts } from "./yaml-rewritten-texts.ts";

export interface ParsedYaml<Value> {
  readonly value: Value;
  /** Where the value of a path stands in the file; the nearest enclosing key where the file leaves it out. */
  readonly locate: (path: YamlPath) => Place;
}

function byPlace(left: Problem, right: Problem): number {
  const lines = (left.where?.line ?? 0) - (right.where?.line ?? 0);
  return lines === 0 ? (left.where?.column ?? 0) - (right.where?.column ?? 0) : lines;
}

function refuse(code: ErrorCode, file: string, problems: readonly Problem[]): never {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  throw new HarnessError(code, `${count} in ${file}`, { problems: problems.toSorted(byPlace) });
}

function readSource(text: string, file: string, code: ErrorCode): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const source = { file, document, lines };
  const findings = [...document.errors, ...document.warnings];
  if (findings.length > 0)
    refuse(
      code,
      file,
      findings.map((finding) => describeSyntax(source, finding)),
    );
  if (document.contents === null)
    refuse(code, file, [{ message: "the file is empty", where: { file, line: 1 } }]);
  return source;
}

/**
 * Reads a YAML document into its schema. `file` is the name messages give it.
 * Throws HarnessError(code) whose `problems` hold every finding with file, line and column: syntax errors and
 * duplicate keys first (then nothing else is judged), else unknown keys with the nearest known one, missing keys,
 * and values of the wrong type, else numbers and booleans that stand for text and would be read as another one.
 */
export function parseYaml<Schema extends z.ZodType>(
  text: string,
  file: string,
  schema: Schema,
  code: ErrorCode,
): ParsedYaml<z.output<Schema>> {
  const source = readSource(text, file, code);
  const document: unknown = source.document.toJS();
  const parsed = schema.safeParse(document);
  if (parsed.success) {
    const rewritten = findRewrittenTexts(source, schema);
    if (rewritten.length > 0) refuse(code, file, rewritten);
    return { value: parsed.data, locate: (path) => placeOfValue(source, path) };
  }
  const reading = { source, schema, document };
  refuse(
    code,
    file,
    parsed.error.issues.flatMap((issue) => describeIssue(reading, issue)),
  );
}
