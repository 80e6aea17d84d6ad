import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { z } from "zod";

/** A character and the side it means; `pair` is the characters for right and left, null where no one pair is meant. */
export interface SideMark {
  readonly side: "left" | "right" | "bilateral" | "unspecified";
  readonly pair: string | null;
}

/** Where the codes under one beginning say their side. */
export interface SidePlace {
  /** Index into the code without its dot; 0 and no marks where they say none. */
  readonly index: number;
  readonly marks: ReadonlyMap<string, SideMark>;
}

const row = z.object({ beginning: z.string(), position: z.string(), sides: z.string() });
const sideNames = ["right", "left", "bilateral", "unspecified"] as const;

/**
 * The places by beginning of the code (no dot); the longest beginning decides. `sides` are groups of four characters:
 * right, left, bilateral, unspecified, `-` where there is none. Drawn from the CMS titles of FY2026: two codes that
 * differ in one character, and in their titles in nothing but the side.
 */
export function readSidePlaces(): ReadonlyMap<string, SidePlace> {
  const text = readFileSync(join(import.meta.dirname, "laterality-places.csv"), "utf8");
  const rows = z.array(row).parse(parse(text, { columns: true }));
  return new Map(rows.map(({ beginning, position, sides }) => [beginning, placeOf(position, sides)]));
}

function placeOf(position: string, sides: string): SidePlace {
  return { index: Math.max(0, Number(position) - 1), marks: new Map(sides.split(" ").flatMap(marksOf)) };
}

function marksOf(group: string): readonly (readonly [string, SideMark])[] {
  const pair = /^[^-]{2}/.exec(group)?.[0] ?? null;
  return sideNames.flatMap((side, index) => {
    const character = group[index] ?? "-";
    return character === "-" ? [] : [[character, { side, pair }] as const];
  });
}
