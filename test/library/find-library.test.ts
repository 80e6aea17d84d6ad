import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HarnessError } from "../../src/errors.ts";
import { findLibrary, libraryPath } from "../../src/library/find-library.ts";
import { makeFolder, writeFile } from "./made-files.ts";

const environment = (values: Readonly<Record<string, string>>) => (name: string) => values[name];

describe("the library", () => {
  it("lies in the user's data folder", () => {
    const place = (values: Record<string, string>) => libraryPath({}, environment(values));
    expect(place({ XDG_DATA_HOME: "/data", HOME: "/home/a" })).toBe("/data/shadowbench/library.duckdb");
    expect(place({ HOME: "/home/a" })).toBe("/home/a/.local/share/shadowbench/library.duckdb");
    expect(place({ XDG_DATA_HOME: "relative", HOME: "/home/a" })).toBe(
      "/home/a/.local/share/shadowbench/library.duckdb",
    );
    expect(place({})).toBeNull();
  });

  it("is the one that a person names, before any other", () => {
    const folder = makeFolder();
    const named = writeFile(folder, "named.duckdb", "");
    expect(findLibrary({ library: named }, environment({ XDG_DATA_HOME: folder }))).toBe(named);
  });

  it("is none where the data folder has none, and an error where the one named is not there", () => {
    const folder = makeFolder();
    expect(findLibrary({}, environment({ XDG_DATA_HOME: folder }))).toBeNull();
    expect(findLibrary({}, environment({}))).toBeNull();
    expect(() => findLibrary({ library: join(folder, "named.duckdb") }, environment({}))).toThrow(
      HarnessError,
    );
  });

  it("is found in the data folder where it is there", () => {
    const folder = makeFolder();
    mkdirSync(join(folder, "shadowbench"));
    const file = writeFile(join(folder, "shadowbench"), "library.duckdb", "");
    expect(findLibrary({}, environment({ XDG_DATA_HOME: folder }))).toBe(file);
  });
});
