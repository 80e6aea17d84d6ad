import { type Scalar, visit } from "yaml";
import type { z } from "zod";
import type { Problem } from "../errors.ts";
import { placeOfOffset, type YamlSource } from "./yaml-place.ts";

/** A number or boolean that is not written as it is read: `0012` is read as 12, `True` as true. */
function isRewritten({ value, source }: Scalar): boolean {
  const isReadAsOther = typeof value === "number" || typeof value === "boolean";
  return isReadAsOther && source !== undefined && source !== String(value);
}

function listRewritten(source: YamlSource): Scalar[] {
  const found: Scalar[] = [];
  visit(source.document, {
    Scalar: (_, scalar) => {
      if (isRewritten(scalar)) found.push(scalar);
    },
  });
  return found;
}

/** Whether the schema takes the scalar's source text in its place; where a number is meant it does not. */
function standsForText(source: YamlSource, schema: z.ZodType, scalar: Scalar): boolean {
  const { value } = scalar;
  scalar.value = scalar.source;
  const document: unknown = source.document.toJS();
  scalar.value = value;
  return schema.safeParse(document).success;
}

/**
 * Numbers and booleans of a document that keeps its schema, at places where text is as good, whose text would
 * change on the way: a filter for `0012` would look for "12".
 */
export function findRewrittenTexts(source: YamlSource, schema: z.ZodType): Problem[] {
  return listRewritten(source)
    .filter((scalar) => standsForText(source, schema, scalar))
    .map((scalar) => ({
      message: `${scalar.source} stands for text here, but YAML reads ${String(scalar.value)}`,
      where: placeOfOffset(source, scalar.range?.[0] ?? 0),
      hint: `put it in quotes: "${scalar.source}"`,
    }));
}
