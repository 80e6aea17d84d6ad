import { z } from "zod";
import { type ComparedClass, comparedClassSchema } from "../../domain/comparison.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";

const changesSql = readSql(new URL("./class-changes.sql", import.meta.url));

const errorClass = comparedClassSchema.shape.class;
const changeRow = z.strictObject({
  system: z.string(),
  old_class: errorClass.nullable(),
  new_class: errorClass.nullable(),
  assignments: z.number(),
});
type Change = z.infer<typeof changeRow>;

function countOf(rows: readonly Change[], isCounted: (row: Change) => boolean): number {
  return rows.filter(isCounted).reduce((sum, { assignments }) => sum + assignments, 0);
}

function countClass(rows: readonly Change[], system: string, name: ComparedClass["class"]): ComparedClass {
  return {
    system,
    class: name,
    a: countOf(rows, (row) => row.old_class === name),
    b: countOf(rows, (row) => row.new_class === name),
    fixed: countOf(rows, (row) => row.old_class === name && row.new_class === null),
    new: countOf(rows, (row) => row.new_class === name && row.old_class === null),
    still: countOf(rows, (row) => row.old_class === name && row.new_class === name),
    left: countOf(rows, (row) => row.old_class === name && row.new_class !== null && row.new_class !== name),
    entered: countOf(
      rows,
      (row) => row.new_class === name && row.old_class !== null && row.old_class !== name,
    ),
  };
}

function countSystem(rows: readonly Change[], system: string): readonly ComparedClass[] {
  const own = rows.filter((row) => row.system === system);
  const names = new Set(own.flatMap((row) => [row.old_class, row.new_class]));
  return [...names].filter((name) => name !== null).map((name) => countClass(own, system, name));
}

/** Unmatched assignments of both runs by class, the most frequent first. Needs `readCodeFlips`. */
export async function readClassChanges(store: Store): Promise<readonly ComparedClass[]> {
  const rows = await store.query(changesSql, changeRow);
  const systems = [...new Set(rows.map(({ system }) => system))];
  return systems
    .flatMap((system) => countSystem(rows, system))
    .sort(
      (x, y) =>
        y.a + y.b - (x.a + x.b) ||
        (x.system === y.system ? (x.class < y.class ? -1 : 1) : x.system < y.system ? -1 : 1),
    );
}
