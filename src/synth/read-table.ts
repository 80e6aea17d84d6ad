import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { z } from "zod";

/** A cell such as `I25.10:.7|E87.6:.2`: what may come along, and how often. */
export interface Chanced {
  readonly value: string;
  readonly share: number;
}

export const listCell = z.string().transform((cell) => cell.split("|").filter((part) => part !== ""));

export const chancedCell = listCell.transform((parts) => parts.map(readChanced));

function readChanced(part: string): Chanced {
  const [value = "", share = "1"] = part.split(":");
  return { value, share: Number(share) };
}

/** Rows of one of this room's own tables, each held against its shape. */
export function readTable<T>(name: string, shape: z.ZodType<T>): readonly T[] {
  const text = readFileSync(join(import.meta.dirname, name), "utf8");
  const rows: unknown = parse(text, { columns: true });
  return z.array(shape).parse(rows);
}
