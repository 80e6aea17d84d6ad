import { expect, it } from "vitest";
import { createEmptyLibrary } from "../../src/library/empty-library.ts";
import { makeCharts, tablesOf } from "../analysis/charts.ts";
import { type Cell, defaultInput, measure, measureStore, type Row } from "../analysis/made-tables.ts";
import { load } from "../dataset/make-dataset.ts";

function toCsv(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const text = (cell: Cell | undefined) => String(cell ?? "");
  const lines = rows.map((row) => columns.map((column) => text(row[column])).join(","));
  return `${[columns.join(","), ...lines].join("\n")}\n`;
}

it("tables loaded from files give the figures of the same rows put into the store", async () => {
  const tables = tablesOf(makeCharts(30, 12, 9));
  const { store } = await load({
    files: {
      "encounters.csv": toCsv(tables.encounters),
      "codes.csv": toCsv(tables.codes ?? []),
      "codings.csv": toCsv(tables.codings ?? []),
      "engine-codes.csv": toCsv(tables.engine_codes ?? []),
      "engine-responses.csv": toCsv(tables.engine_responses ?? []),
    },
    engine: { codes: "engine-codes.csv", responses: "engine-responses.csv" },
  });
  await createEmptyLibrary(store);
  const loaded = await measureStore(store, defaultInput);
  const made = await measure(tables);
  expect(loaded.analysis.figures.length).toBeGreaterThan(60);
  expect(JSON.stringify(loaded.analysis)).toBe(JSON.stringify(made.analysis));
});
