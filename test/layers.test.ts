import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const source = join(import.meta.dirname, "../src");

const rooms = {
  domain: [],
  stats: [],
  codeset: ["domain"],
  scenario: ["domain"],
  terminal: ["domain"],
  store: ["domain"],
  library: ["domain", "codeset", "store"],
  dataset: ["domain", "codeset", "store"],
  synth: ["domain", "codeset"],
  sandbox: ["domain", "codeset"],
  engine: ["domain", "codeset"],
  replay: ["domain", "engine/engine.ts", "sandbox"],
  analysis: ["domain", "store", "stats", "codeset", "library"],
  gate: ["domain", "stats"],
  report: ["domain", "stats"],
  review: ["domain", "store", "stats", "report"],
} as const;

const belowRun = Object.keys(rooms);
const table: Readonly<Record<string, readonly string[]>> = {
  ...rooms,
  run: [...belowRun],
  commands: [...belowRun, "run"],
  "index.ts": [...belowRun, "run"],
  "cli.ts": ["commands"],
  "errors.ts": [],
  "effects.ts": [],
};
const everywhere = ["errors.ts", "effects.ts"];

const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".ts"),
);
const importPattern = /(?:from|import)\s*\(?\s*"(\.[^"]+)"/g;

function importsOf(file: string): string[] {
  const text = readFileSync(join(source, file), "utf8");
  return [...text.matchAll(importPattern)].map(([, path = ""]) =>
    relative(source, join(source, dirname(file), path)),
  );
}

function roomOf(file: string): string {
  return file.split("/")[0] ?? file;
}

function isAllowed(file: string, imported: string): boolean {
  const room = roomOf(file);
  if (roomOf(imported) === room || everywhere.includes(imported)) return true;
  return (table[room] ?? []).some((allowed) => imported === allowed || roomOf(imported) === allowed);
}

function staticImportsOf(file: string): string[] {
  const text = readFileSync(join(source, file), "utf8");
  const statements = text.replaceAll(/import type [^;]+;/g, "");
  return [...statements.matchAll(/from\s+"(\.[^"]+)"/g)].map(([, path = ""]) =>
    relative(source, join(source, dirname(file), path)),
  );
}

function findCycle(): string[] | null {
  const state = new Map<string, "open" | "closed">();
  const visit = (file: string, trail: readonly string[]): string[] | null => {
    if (state.get(file) === "closed") return null;
    if (state.get(file) === "open") return [...trail.slice(trail.indexOf(file)), file];
    state.set(file, "open");
    for (const imported of staticImportsOf(file)) {
      const cycle = visit(imported, [...trail, file]);
      if (cycle !== null) return cycle;
    }
    state.set(file, "closed");
    return null;
  };
  for (const file of files) {
    const cycle = visit(file, []);
    if (cycle !== null) return cycle;
  }
  return null;
}

describe("the rooms of src", () => {
  it("are all in the table", () => {
    const unknown = [...new Set(files.map(roomOf))].filter((room) => !(room in table));
    expect(unknown).toEqual([]);
  });

  it("import only the rooms that the table allows", () => {
    const breaches = files.flatMap((file) =>
      importsOf(file)
        .filter((imported) => !isAllowed(file, imported))
        .map((imported) => `${file} → ${imported}`),
    );
    expect(breaches).toEqual([]);
  });

  it("import nothing outside src but packages", () => {
    const outside = files.flatMap((file) =>
      importsOf(file)
        .filter((imported) => imported.startsWith(".."))
        .map((imported) => `${file} → ${imported}`),
    );
    expect(outside).toEqual([]);
  });

  it("import each other in no circle", () => {
    expect(findCycle()).toBeNull();
  });

  it("have no barrel file but index.ts", () => {
    const barrels = files.filter(
      (file) =>
        file !== "index.ts" && /^export (\*|\{[^}]*\}) from/m.test(readFileSync(join(source, file), "utf8")),
    );
    expect(barrels).toEqual([]);
  });
});

describe("the program's surroundings", () => {
  const outsiders = files.filter((file) => file !== "cli.ts" && file !== "effects.ts");
  const uses = (pattern: RegExp) =>
    outsiders.filter((file) => {
      const code = readFileSync(join(source, file), "utf8").replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
      return pattern.test(code.replaceAll(/"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, '""'));
    });

  it("are touched by cli.ts and effects.ts alone: no console", () => {
    expect(uses(/\bconsole\./)).toEqual([]);
  });

  it("are touched by cli.ts and effects.ts alone: no process", () => {
    expect(uses(/(?<![.\w])process\.\w/)).toEqual([]);
  });

  it("are touched by cli.ts and effects.ts alone: no clock, no chance", () => {
    expect(uses(/Date\.now|new Date\(\)|Math\.random|performance\.now/)).toEqual([]);
  });
});

describe("the size of src", () => {
  it("has no file over 300 lines but one whose first comment says why", () => {
    const texts = files.map((file) => ({ file, text: readFileSync(join(source, file), "utf8") }));
    const long = texts.filter(({ text }) => text.split("\n").length > 301 && !text.startsWith("/**"));
    expect(long.map(({ file }) => file)).toEqual([]);
  });
});
