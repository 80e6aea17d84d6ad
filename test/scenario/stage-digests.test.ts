import { expect, it } from "vitest";
import { canonicalJson } from "../../src/scenario/canonical-json.ts";
import { scenarioSchema } from "../../src/scenario/schema.ts";
import { stageDigests } from "../../src/scenario/stage-digests.ts";

const base = {
  schema: "shadowbench.scenario/1",
  name: "a",
  dataset: "data",
  engine: { kind: "lexical" },
  slices: ["payer"],
};

function digestsWith(change: Record<string, unknown>) {
  return stageDigests(scenarioSchema.parse({ ...base, ...change }));
}

const plain = digestsWith({});

it("writes equal objects alike, whatever the order of their keys", () => {
  expect(canonicalJson({ b: [{ d: 1, c: null }], a: "x" })).toBe('{"a":"x","b":[{"c":null,"d":1}]}');
});

it("gives the same digests to a scenario that spells out its defaults", () => {
  expect(digestsWith({ seed: 7, include: {}, reference: { role: "final" } })).toEqual(plain);
});

it("keeps both digests where only the pace or the gate changes", () => {
  const gate = { benchmarks: [{ metric: "codes.f1", at_least: 0.9 }] };
  expect(digestsWith({ replay: { concurrency: 2 }, gate, name: "b" })).toEqual(plain);
});

it("changes the replay's digest with what the engine is asked", () => {
  const sent = digestsWith({ send: { columns: ["payer"] } });
  expect(sent.replay).not.toBe(plain.replay);
  expect(sent.analysis).toBe(plain.analysis);
});

it("changes the analysis's digest with what is compared", () => {
  const sliced = digestsWith({ slices: ["setting"] });
  expect(sliced.analysis).not.toBe(plain.analysis);
  expect(sliced.replay).toBe(plain.replay);
});
