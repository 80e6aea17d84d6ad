import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { readSql } from "../../src/store/read-sql.ts";
import { openStore, type Store, type StoreOptions } from "../../src/store/store.ts";

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "shadowbench-store-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function openIn(folder: string, options: Partial<StoreOptions> = {}): Promise<Store> {
  const store = await openStore({ file: ":memory:", allowedDirectories: [folder], ...options });
  onTestFinished(() => store.close());
  return store;
}

const number = z.object({ n: z.number() });

describe("statements", () => {
  it("run in order, each with the parameters it names", async () => {
    const store = await openIn(makeFolder());
    await store.execute(
      "CREATE TABLE codes (code VARCHAR, n INTEGER); INSERT INTO codes VALUES ($code, 1); INSERT INTO codes VALUES ($other, $n);",
      { code: "I10", other: "00100", n: 2 },
    );
    const rows = await store.query(
      "SELECT code, n FROM codes WHERE n >= $least ORDER BY code",
      z.looseObject({}),
      { least: 1 },
    );
    expect(rows).toEqual([
      { code: "00100", n: 2 },
      { code: "I10", n: 1 },
    ]);
  });

  it("give BIGINT as number, HUGEINT as bigint, NULL as null, lists by their members", async () => {
    const store = await openIn(makeFolder());
    const [row] = await store.query(
      `SELECT CAST(9007199254740991 AS BIGINT) AS safe, CAST(9007199254740993 AS HUGEINT) AS huge, sum(x) AS total,
         NULL AS nothing, [CAST(1 AS BIGINT), 2] AS list, 0.1 AS tenth, $share AS share
       FROM (VALUES (CAST(1 AS BIGINT)), (2)) AS t(x)`,
      z.looseObject({}),
      { share: 0.25 },
    );
    expect(row).toEqual({
      safe: 9007199254740991,
      huge: 9007199254740993n,
      total: 3n,
      nothing: null,
      list: [1, 2],
      tenth: 0.1,
      share: 0.25,
    });
  });

  it.each(["9007199254740993", "-9007199254740993"])(
    "refuse the BIGINT %s, which no number can hold",
    async (value) => {
      const store = await openIn(makeFolder());
      await expect(store.query(`SELECT CAST(${value} AS BIGINT) AS n`, number)).rejects.toThrow(
        "does not fit a number",
      );
    },
  );

  it("fail with their SQL and the name of their file", async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, "bias.sql"), "SELECT n FROM no_such_table;");
    const sql = readSql(pathToFileURL(join(folder, "bias.sql")));
    const store = await openIn(folder);
    await expect(store.query(sql, number)).rejects.toThrow(
      /^bias\.sql failed: .*no_such_table[\s\S]*SELECT n FROM no_such_table;$/,
    );
    await expect(store.execute("SELEC 1")).rejects.toThrow(/^SQL failed: .*[\s\S]*SELEC 1$/);
  });

  it("fail where a row is not what was promised", async () => {
    const store = await openIn(makeFolder());
    await expect(store.query("SELECT 'x' AS n", number)).rejects.toThrow(/SELECT 'x' AS n/);
  });

  it("fail for a parameter without a value and for a value without a parameter", async () => {
    const store = await openIn(makeFolder());
    await expect(store.query("SELECT $n AS n", number)).rejects.toThrow("parameter $n was given no value");
    await expect(store.query("SELECT 1 AS n", number, { m: 1 })).rejects.toThrow("no statement uses $m");
    await expect(store.execute("SELECT 1; SELECT 2;", { m: 1 })).rejects.toThrow("no statement uses $m");
  });
});

describe("appending rows", () => {
  it("adds 30,000 of them in less than two seconds, lists and NULLs included", async () => {
    const store = await openIn(makeFolder());
    await store.execute(
      "CREATE TABLE facts (ix INTEGER, code VARCHAR, ancestors VARCHAR[], weight DOUBLE, n BIGINT DEFAULT 7)",
    );
    const rows = Array.from({ length: 30_000 }, (_, index) => [
      ["I", "I5"],
      `I50.${index}`,
      index,
      index % 2 === 0 ? null : 0.5,
    ]);
    const start = performance.now();
    await store.append("facts", ["ancestors", "code", "ix", "weight"], rows);
    expect(performance.now() - start).toBeLessThan(2000);
    expect(
      await store.query("SELECT * FROM facts WHERE ix IN (0, 29999) ORDER BY ix", z.looseObject({})),
    ).toEqual([
      { ix: 0, code: "I50.0", ancestors: ["I", "I5"], weight: null, n: 7 },
      { ix: 29_999, code: "I50.29999", ancestors: ["I", "I5"], weight: 0.5, n: 7 },
    ]);
  });

  it("refuses a column that the table does not have and a value that does not fit", async () => {
    const store = await openIn(makeFolder());
    await store.execute("CREATE TABLE facts (ix INTEGER)");
    await expect(store.append("facts", ["iy"], [[1]])).rejects.toThrow("facts has no column iy");
    await expect(store.append("facts", ["ix"], [["one"]])).rejects.toThrow();
  });
});

describe("the store's walls", () => {
  it("reads and writes in allowed folders only, and nowhere once locked", async () => {
    const [inside, outside] = [makeFolder(), makeFolder()];
    writeFileSync(join(inside, "t.csv"), "n\n1\n");
    writeFileSync(join(outside, "t.csv"), "n\n1\n");
    const store = await openIn(inside);
    await store.execute(`CREATE TABLE t AS SELECT n FROM read_csv('${join(inside, "t.csv")}')`);
    await store.lock();
    await expect(store.execute(`COPY t TO '${join(outside, "out.csv")}'`)).rejects.toThrow(
      "Permission Error",
    );
    await expect(store.query(`SELECT n FROM read_csv('${join(outside, "t.csv")}')`, number)).rejects.toThrow(
      "Permission Error",
    );
    await expect(store.execute("SET enable_external_access = true")).rejects.toThrow();
    await expect(store.execute("SET threads = 1")).rejects.toThrow("configuration has been locked");
    expect(existsSync(join(outside, "out.csv"))).toBe(false);
  });

  it("installs and loads no extension on demand", async () => {
    const store = await openIn(makeFolder());
    const settings = await store.query(
      "SELECT name, value FROM duckdb_settings() WHERE name LIKE 'auto%known_extensions' ORDER BY name",
      z.looseObject({}),
    );
    expect(settings).toEqual([
      { name: "autoinstall_known_extensions", value: "false" },
      { name: "autoload_known_extensions", value: "false" },
    ]);
  });

  it("sorts beyond its memory on disk, locked too", async () => {
    const folder = makeFolder();
    const store = await openIn(folder, {
      file: join(folder, "run.duckdb"),
      memoryLimitMb: 100,
      threads: 2,
      tempDirectory: join(folder, "temp"),
    });
    await store.lock();
    const sql = `SELECT max(n) AS n FROM (
      SELECT row_number() OVER (PARTITION BY text ORDER BY text) AS n
      FROM (SELECT repeat(md5(CAST(i AS VARCHAR)), 3) AS text FROM range(1500000) AS t(i)))`;
    expect(await store.query(sql, number)).toEqual([{ n: 1 }]);
  });

  it("gives its file back when closed", async () => {
    const folder = makeFolder();
    const file = join(folder, "run.duckdb");
    const first = await openStore({ file, allowedDirectories: [folder] });
    await first.execute("CREATE TABLE t AS SELECT 1 AS n");
    first.close();
    const second = await openIn(folder, { file });
    expect(await second.query("SELECT n FROM t", number)).toEqual([{ n: 1 }]);
  });
});
