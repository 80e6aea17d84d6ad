import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { resultsSchema } from "../../src/domain/results.ts";
import { capTables, mostRows } from "../../src/run/cap-tables.ts";
import { runFolder } from "../../src/run/run-folder.ts";
import { formatTable, writeTables } from "../../src/run/write-tables.ts";
import { makeErrorTables } from "../report/error-fixtures.ts";
import { makeResults } from "../report/fixtures.ts";

const path = mkdtempSync(join(tmpdir(), "shadowbench-tables-"));
const { tables } = makeResults();

afterAll(() => rmSync(path, { recursive: true, force: true }));

describe("the tables of a run", () => {
  it("are written whole, one CSV each, with the columns of the schema", async () => {
    const folder = runFolder(path);
    await writeTables(folder, { ...tables, error_sets: [] });
    const names = Object.keys(resultsSchema.shape.tables.shape).map((name) => `${name}.csv`);
    expect(readdirSync(folder.tables).sort()).toEqual(names.sort());
    const read = (name: string) => readFileSync(join(folder.tables, `${name}.csv`), "utf8").split("\n");
    expect(read("error_sets")).toEqual(["system,first,second,encounters,expected,lift,p,q", ""]);
    expect(read("codes")[0]).toBe(
      "system,code,both,over,missed,neither,precision,recall,f1,ratio,ratio_lower,ratio_upper,p,q,q_all,direction",
    );
    expect(read("recurring_errors")).toHaveLength(tables.recurring_errors.length + 2);
  });

  it("hold lists as JSON text, null as nothing, and no text that a spreadsheet would compute", () => {
    const row = { code: "=1+1", examples: ["a", "b"], weight: null, share: -0.5 };
    expect(formatTable(["code", "examples", "weight", "share"], [row])).toBe(
      'code,examples,weight,share\n\'=1+1,"[""a"",""b""]",,-0.5\n',
    );
  });
});

describe("results.json", () => {
  it("shows so many rows of a table and says which tables it cut", () => {
    const { recurring_errors } = makeErrorTables(501);
    const capped = capTables({ ...tables, recurring_errors });
    expect(capped.tables.recurring_errors).toEqual(recurring_errors.slice(0, 500));
    expect(capped.truncated).toEqual([{ table: "recurring_errors", rows: 501, shown: 500 }]);
    expect(capped.tables.flow).toEqual(tables.flow);
  });

  it("never cuts a proved gap for the sake of one that is not", () => {
    const [row] = tables.slices;
    if (row === undefined) throw new Error("the fixture has no gap");
    const unproved = Array.from({ length: mostRows.slices }, (_, index) => ({
      ...row,
      value: `v${index}`,
      q: 0.9,
    }));
    const capped = capTables({ ...tables, slices: [...unproved, row] });
    expect(capped.tables.slices).toHaveLength(mostRows.slices);
    expect(capped.tables.slices.at(-1)).toEqual(row);
  });
});
