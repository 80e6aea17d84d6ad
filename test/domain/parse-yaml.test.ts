import { describe, expect, it } from "vitest";
import { z } from "zod";
import { gateSpecSchema } from "../../src/domain/benchmark.ts";
import { parseYaml } from "../../src/domain/parse-yaml.ts";
import { scopeFilterSchema } from "../../src/domain/scope-spec.ts";
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

function problemsOf(text: string, against: z.ZodType = schema): string[] {
  try {
    parseYaml(text, "s.yaml", against, "scenario-invalid");
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

  describe("where text is matched", () => {
    const scope = z.strictObject({
      include: scopeFilterSchema,
      exclude: scopeFilterSchema.optional(),
      gate: gateSpecSchema.optional(),
    });

    it("refuses a number or boolean whose text YAML would change", () => {
      expect(problemsOf("include: {payer: 0012, ward: [1e3, 3]}\nexclude: {vip: True}\n", scope)).toEqual([
        's.yaml:1:18 0012 stands for text here, but YAML reads 12 (put it in quotes: "0012")',
        's.yaml:1:31 1e3 stands for text here, but YAML reads 1000 (put it in quotes: "1e3")',
        's.yaml:2:16 True stands for text here, but YAML reads true (put it in quotes: "True")',
      ]);
      const benchmark = "{metric: codes.f1, slice: {payer: 007}, at_least: 0.90}";
      expect(problemsOf(`include: {}\ngate:\n  benchmarks:\n    - ${benchmark}\n`, scope)).toEqual([
        's.yaml:4:41 007 stands for text here, but YAML reads 7 (put it in quotes: "007")',
      ]);
    });

    it("takes what reads as it is written, quoted text, and numbers however written elsewhere", () => {
      const text =
        'include: {ward: [12, true, 1.5, "0012"]}\ngate:\n  confidence: 0.950\n  benchmarks:\n    - {metric: codes.f1, at_least: 9e-1}\n';
      expect(parseYaml(text, "s.yaml", scope, "scenario-invalid").value).toMatchObject({
        include: { ward: ["12", "true", "1.5", "0012"] },
        gate: { confidence: 0.95, benchmarks: [{ at_least: 0.9 }] },
      });
    });
  });

  it("finds its way through anchors", () => {
    expect(problemsOf(`name: a\nengine: &e {kind: http, url: x, hedaers: {}}\ngate: *e\n`)).toContain(
      's.yaml:2:33 unknown key "engine.hedaers" (did you mean "headers"?)',
    );
  });
});
