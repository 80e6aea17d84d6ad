import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { attachLibrary } from "../../src/library/attach-library.ts";
import { createEmptyLibrary } from "../../src/library/empty-library.ts";
import { openLibrary } from "../../src/library/open-library.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { refusalOf } from "../run/making-runs.ts";
import { csv, makeFolder, makeLibrary, orderFile, writeFile } from "./made-files.ts";

async function openRunStore(reference: readonly string[], engine: readonly string[]): Promise<Store> {
  const store = await openStore({ file: ":memory:", allowedDirectories: [makeFolder()] });
  onTestFinished(() => store.close());
  await store.execute(
    "CREATE TABLE source_codes (code VARCHAR); CREATE TABLE source_engine_codes (code VARCHAR)",
  );
  await store.append(
    "source_codes",
    ["code"],
    reference.map((code) => [code]),
  );
  await store.append(
    "source_engine_codes",
    ["code"],
    engine.map((code) => [code]),
  );
  return store;
}

const codeRow = z.strictObject({ code: z.string() });

async function codesOf(store: Store, table: string): Promise<string[]> {
  return (await store.query(`SELECT code FROM ${table} ORDER BY code`, codeRow)).map(({ code }) => code);
}

describe("a library attached to a run", () => {
  const files = {
    "order_2026.txt": orderFile("A00 0 Cholera", "A000 1 One", "A001 1 Two", "B88 0 Other", "B880 1 Other"),
    "weights.csv": csv("drg,weight", "65,1.5"),
  };

  it("gives it the codes that either side writes, in any spelling, and their headers", async () => {
    const store = await openRunStore(["a00.0", "Z99"], [" B880 "]);
    await attachLibrary(store, await makeLibrary(files));
    await store.lock();
    expect(await codesOf(store, "library_codes")).toEqual(["065", "A00", "A00.0", "B88", "B88.0"]);
    expect(await codesOf(store, "library_validity")).toEqual(["A00.0", "B88.0"]);
    expect(await codesOf(store, "library_headers")).toEqual(["A00", "B88"]);
  });

  it("names the files it was made of, by id", async () => {
    const store = await openRunStore([], []);
    const sources = await attachLibrary(store, await makeLibrary(files));
    expect(sources.map(({ kind, name, validFrom, validTo }) => [kind, name, validFrom, validTo])).toEqual([
      ["code-table", "order_2026.txt", "2025-10-01", "2026-09-30"],
      ["drg-weights", "weights.csv", null, null],
    ]);
    expect(sources[0]?.id).toBe(`icd10cm-2026-${sources[0]?.sha256.slice(0, 4)}`);
  });

  it("is not needed: every table is there, and empty", async () => {
    const store = await openRunStore(["A00.0"], []);
    await createEmptyLibrary(store);
    expect(await codesOf(store, "library_codes")).toEqual([]);
    expect(await store.query("SELECT system AS code FROM library_coverage ORDER BY system", codeRow)).toEqual(
      [],
    );
  });

  it("is refused where it is another program's database, or was left half-derived", async () => {
    const other = join(makeFolder(), "run.duckdb");
    const foreign = await openStore({ file: other, allowedDirectories: [] });
    await foreign.execute("CREATE TABLE source_codes (code VARCHAR)");
    foreign.close();
    expect((await refusalOf(attachLibrary(await openRunStore([], []), other))).message).toContain(
      "no code library",
    );
    expect((await refusalOf(openLibrary(other))).message).toContain("no code library");
    const stale = await makeLibrary(files);
    const store = await openLibrary(stale);
    await store.execute("UPDATE library_schema SET is_stale = true");
    store.close();
    expect((await refusalOf(attachLibrary(await openRunStore([], []), stale))).message).toContain(
      "half-derived",
    );
  });

  it("is refused where it is no database", async () => {
    const text = writeFile(makeFolder(), "library.duckdb", "no database");
    const error = await refusalOf(attachLibrary(await openRunStore([], []), text));
    expect([error.code, error.where?.file]).toEqual(["file-unreadable", text]);
  });
});
