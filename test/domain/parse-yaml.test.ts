import { describe, expect, it } from "vitest";
import { z } from "zod";
import { parseYaml } from "../../src/domain/parse-yaml.ts";
import { formatPlace, HarnessError } from "../../src/errors.ts";

const schema = z.strictObject({
  name: z.string(),
  engine: z.discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("http"),
      url: z.string(),
      headers: z.record(z.string(), z.string()).optional(),
    }),
    z.strictObject({ kind: z.literal("process"), command: z.array(z.string()) }),
  ]),
  gate: z
    .strictObject({
      benchmarks: z.array(z.strictObject({ metric: z.string(), at_least: z.number().optional() })),
    })
    .optional(),
  mode: z.enum(["batch", "realtime"]).default("batch"),
  seed: z.int().min(0).default(7),
});

function problemsOf(text: string): string[] {
  try {
    parseYaml(text, "s.yaml", schema, "scenario-invalid");
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    expect(error.code).toBe("scenario-invalid");
    return error.problems.map(
      ({ message, where, hint }) => `${where && formatPlace(where)} ${message}${hint ? ` (${hint})` : ""}`,
    );
  }
  throw new Error("the document was accepted");
}

const sound = "name: a\nengine: {kind: http, url: x}\n";

describe("parsing YAML into a schema", () => {
  it("gives the value with its defaults and tells where it stands", () => {
    const { value, locate } = parseYaml(
      `${sound}gate:\n  benchmarks:\n    - {metric: codes.f1}\n`,
      "s.yaml",
      schema,
      "scenario-invalid",
    );
    expect(value).toMatchObject({ name: "a", mode: "batch", seed: 7 });
    expect(formatPlace(locate(["gate", "benchmarks", 0, "metric"]))).toBe("s.yaml:5:16");
    expect(formatPlace(locate(["engine", "url"]))).toBe("s.yaml:2:27");
    expect(formatPlace(locate(["gate", "benchmarks", 0, "at_least"]))).toBe("s.yaml:5:7");
    expect(formatPlace(locate(["seed"]))).toBe("s.yaml:1:1");
  });

  it("names unknown keys with the nearest known one of that place", () => {
    expect(problemsOf(`${sound}sead: 8\ngate:\n  benchmarks:\n    - {metric: m, at_lest: 1}\n`)).toEqual([
      's.yaml:3:1 unknown key "sead" (did you mean "seed"?)',
      's.yaml:6:19 unknown key "gate.benchmarks[0].at_lest" (did you mean "at_least"?)',
    ]);
    expect(problemsOf("name: a\nengine:\n  kind: process\n  command: [x]\n  url: x\n")).toEqual([
      's.yaml:5:3 unknown key "engine.url" (known keys: kind, command)',
    ]);
  });

  it("names missing keys at the key that encloses them", () => {
    expect(problemsOf("engine: {kind: http}\n")).toEqual([
      's.yaml:1:1 missing key "name"',
      's.yaml:1:1 missing key "engine.url"',
    ]);
  });

  it("names values of the wrong type as they are written", () => {
    expect(problemsOf(`name: 1.0\nengine: {kind: htpp}\nmode: bach\nseed: 1.5\n`)).toEqual([
      's.yaml:1:7 "name" is "1.0": expected string, received number (put it in quotes: "1.0")',
      's.yaml:2:16 "engine.kind" is "htpp": must be one of "http", "process" (did you mean "http"?)',
      's.yaml:3:7 "mode" is "bach": must be one of "batch", "realtime" (did you mean "batch"?)',
      's.yaml:4:7 "seed" is "1.5": expected int, received number',
    ]);
    expect(problemsOf("- a\n")).toEqual(["s.yaml:1:1 the file: expected object, received array"]);
  });

  it("names duplicate keys, broken syntax and empty files, and then judges nothing else", () => {
    expect(problemsOf("name: a\nname: b\n")).toEqual([
      "s.yaml:2:1 Map keys must be unique (keep one of the two)",
    ]);
    expect(problemsOf("name: [a\nx: 1\n")[0]).toMatch(/^s\.yaml:2:1 /);
    expect(problemsOf("# nothing\n")).toEqual(["s.yaml:1 the file is empty"]);
    expect(problemsOf("name: a\n---\nname: b\n")).toHaveLength(1);
    expect(problemsOf("name: !secret a\n")).toHaveLength(1);
  });

  it("finds its way through anchors", () => {
    expect(problemsOf(`name: a\nengine: &e {kind: http, url: x, hedaers: {}}\ngate: *e\n`)).toContain(
      's.yaml:2:33 unknown key "engine.hedaers" (did you mean "headers"?)',
    );
  });
});
