import fc from "fast-check";
import { expect, test } from "vitest";
import { engineAnswerSchema } from "../../src/domain/engine-protocol.ts";
import { isPlainAnswer } from "../../src/engine/plain-answer.ts";

const code = {
  system: "ICD-10-CM",
  code: "I50.23",
  sequence: 1,
  use: "diagnosis",
  poa: "Y",
  modifiers: ["25"],
  units: 1,
  service_date: "2026-01-05",
  confidence: 0.9,
  version: null,
  evidence: [{ document_id: "d", start: 0, end: 4 }],
};
const answer = {
  request_id: "r",
  status: "coded",
  reason: null,
  codes: [code, { system: "CPT", code: "99213" }],
  confidence: 0,
  engine: { name: "vendor", version: "1", region: "eu" },
  trace: "x",
};

const oddities = [
  undefined,
  null,
  "",
  " ",
  "Y",
  "I50.23 ",
  -1,
  0,
  0.5,
  1,
  2,
  2 ** 53,
  Number.POSITIVE_INFINITY,
  Number.NaN,
  true,
  {},
  [],
  [null],
];
const oddity = fc.oneof(fc.constantFrom<unknown>(...oddities), fc.jsonValue());

/** The answer with one field, at any depth, replaced by something odd. */
function change(value: unknown, path: readonly (string | number)[], replacement: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return replacement;
  if (Array.isArray(value))
    return value.map((item, at) => (at === step ? change(item, rest, replacement) : item));
  const fields = Object.entries(value ?? {});
  return Object.fromEntries(
    fields.map(([key, item]) => [key, key === step ? change(item, rest, replacement) : item]),
  );
}

function pathsOf(value: unknown): (string | number)[][] {
  if (Array.isArray(value))
    return [[], ...value.flatMap((item, at) => pathsOf(item).map((path) => [at, ...path]))];
  if (typeof value !== "object" || value === null) return [[]];
  return [[], ...Object.entries(value).flatMap(([key, item]) => pathsOf(item).map((path) => [key, ...path]))];
}

const paths = pathsOf(answer);

test("an ordinary answer is plain, at every depth", () => {
  expect(isPlainAnswer(answer)).toBe(true);
  expect(isPlainAnswer({ request_id: "r", status: "abstained", reason: "low_confidence" })).toBe(true);
});

test("what is plain keeps the schema and comes through it unchanged", () => {
  fc.assert(
    fc.property(fc.constantFrom(...paths), oddity, (path, replacement) => {
      const changed = change(answer, path, replacement);
      if (!isPlainAnswer(changed)) return;
      expect(engineAnswerSchema.parse(changed)).toEqual(changed);
    }),
    { numRuns: 3000 },
  );
});

test("what keeps the schema unchanged is plain, but for its usage", () => {
  fc.assert(
    fc.property(fc.constantFrom(...paths), oddity, (path, replacement) => {
      const changed = change(answer, path, replacement);
      const parsed = engineAnswerSchema.safeParse(changed);
      if (!parsed.success || JSON.stringify(parsed.data) !== JSON.stringify(changed)) return;
      expect(isPlainAnswer(changed)).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test("an answer with usage is left to the schema", () => {
  expect(isPlainAnswer({ ...answer, usage: { price: 0.01 } })).toBe(false);
});
