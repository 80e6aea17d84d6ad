import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const folder = join(import.meta.dirname, "../../src/library");
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".sql"),
);

const textOf = (file: string) => readFileSync(join(folder, file), "utf8");

describe.each(files)("%s", (file) => {
  const statements = textOf(file)
    .replaceAll(/--.*$/gm, "")
    .replaceAll(/'[^']*'/g, "''");

  it("says its question and its grain before anything else", () => {
    expect(textOf(file)).toMatch(/^-- Question: .+\n(--.*\n)*-- Grain: .+/);
  });

  it("names its columns, and divides nothing", () => {
    expect(statements).not.toMatch(/SELECT\s+(DISTINCT\s+)?(\w+\.)?\*/i);
    expect(statements).not.toContain("/");
  });

  it("hands its rows over in an order", () => {
    const inserts = statements.split(";").filter((statement) => /INSERT INTO library_/.test(statement));
    expect(inserts.filter((statement) => !/ORDER BY/.test(statement))).toEqual([]);
  });
});
