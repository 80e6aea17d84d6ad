import { z } from "zod";

const nodeSchema = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  additionalProperties: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
});
type SchemaNode = z.infer<typeof nodeSchema>;

const constantSchema = z.looseObject({ const: z.unknown() });
const recordSchema = z.record(z.string(), z.unknown());

function constantsFit(properties: Record<string, unknown>, value: unknown): boolean {
  const record = recordSchema.safeParse(value);
  return Object.entries(properties).every(([key, property]) => {
    const constant = constantSchema.safeParse(property).data;
    return constant?.const === undefined || !record.success || record.data[key] === constant.const;
  });
}

function alternatives(raw: unknown, value: unknown): SchemaNode[] {
  const node = nodeSchema.safeParse(raw).data;
  if (node === undefined) return [];
  const inner = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])];
  if (inner.length > 0) return inner.flatMap((each) => alternatives(each, value));
  return constantsFit(node.properties ?? {}, value) ? [node] : [];
}

function step(nodes: SchemaNode[], key: string | number, value: unknown): SchemaNode[] {
  return nodes.flatMap((node) =>
    alternatives(
      typeof key === "number" ? node.items : (node.properties?.[key] ?? node.additionalProperties),
      value,
    ),
  );
}

function valueAt(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return recordSchema.safeParse(value).data?.[key];
}

function nodesAt(schema: z.ZodType, path: readonly (string | number)[], document: unknown): SchemaNode[] {
  let value = document;
  let nodes = alternatives(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }), value);
  for (const key of path) {
    value = valueAt(value, key);
    nodes = step(nodes, key, value);
  }
  return nodes;
}

/** The constants that a schema allows at a path: what tells the alternatives of a discriminated union apart. */
export function constantsKnownAt(schema: z.ZodType, path: readonly (string | number)[]): string[] {
  const constants = nodesAt(schema, path, undefined).map(
    (node) => constantSchema.safeParse(node).data?.const,
  );
  return [...new Set(constants.filter((constant) => typeof constant === "string"))];
}

/**
 * The keys that a schema knows at a path of a document. Of a discriminated union, those of the alternative
 * that the document's constants select.
 */
export function keysKnownAt(
  schema: z.ZodType,
  path: readonly (string | number)[],
  document: unknown,
): string[] {
  const nodes = nodesAt(schema, path, document);
  return [...new Set(nodes.flatMap((node) => Object.keys(node.properties ?? {})))];
}
