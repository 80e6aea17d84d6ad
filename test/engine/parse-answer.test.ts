import { expect, test } from "vitest";
import { parseAnswer } from "../../src/engine/parse-answer.ts";

const code = { system: "ICD-10-CM", code: "I50.23", confidence: 0.97 };
const answer = { request_id: "r1", status: "coded", codes: [code] };

function errorOf(value: unknown): string {
  const reply = parseAnswer(value, "r1");
  return reply.kind === "failed" ? reply.error : `no failure but ${reply.kind}`;
}

test("an answer of the protocol is an answer", () => {
  expect(parseAnswer(answer, "r1")).toEqual({ kind: "answer", answer });
});

test("an abstention keeps its codes and its reason", () => {
  const abstained = { ...answer, status: "abstained", reason: "low_confidence" };
  expect(parseAnswer(abstained, "r1")).toEqual({ kind: "answer", answer: abstained });
});

test("unknown keys do not break an answer", () => {
  expect(parseAnswer({ ...answer, trace: "x", codes: [{ ...code, why: "y" }] }, "r1").kind).toBe("answer");
});

test("a breach names the field", () => {
  const codes = [code, code, code, { ...code, confidence: 1.2 }];
  expect(errorOf({ ...answer, codes })).toMatch(/^answer breaks the protocol at codes\[3\]\.confidence: /);
  expect(errorOf({ ...answer, codes: [{ system: "CPT", code: "  " }] })).toMatch(/ at codes\[0\]\.code: /);
  expect(
    errorOf({ ...answer, codes: [{ ...code, evidence: [{ document_id: "d", start: -1, end: 2 }] }] }),
  ).toMatch(/ at codes\[0\]\.evidence\[0\]\.start: /);
  expect(errorOf({ ...answer, status: "done" })).toMatch(/ at status: /);
  expect(errorOf({ status: "coded" })).toMatch(/ at request_id: /);
});

test("what is no object at all breaks the protocol as a whole", () => {
  expect(errorOf(null)).toMatch(/^answer breaks the protocol: /);
  expect(errorOf([answer])).toMatch(/^answer breaks the protocol: /);
});

test("an answer to another request is a failure, not an answer", () => {
  expect(errorOf({ ...answer, request_id: "r2" })).toBe(
    "answer breaks the protocol at request_id: it is not the request's",
  );
});

test("an engine's own word that it failed is the failure, and says whether another attempt is worth it", () => {
  const failure = { request_id: "r1", status: "failed", error: 'encounter.sex: "X" is not mapped' };
  expect(parseAnswer(failure, "r1")).toEqual({ kind: "failed", error: 'encounter.sex: "X" is not mapped' });
  expect(parseAnswer({ ...failure, retry: "throttled", retry_after_ms: 2000 }, "r1")).toEqual({
    kind: "retry",
    error: 'encounter.sex: "X" is not mapped',
    retryAfterMs: 2000,
    cause: "throttled",
  });
  expect(parseAnswer({ ...failure, error: "x".repeat(300), retry: "late" }, "r1")).toEqual({
    kind: "retry",
    error: "x".repeat(200),
    retryAfterMs: null,
    cause: "late",
  });
  expect(errorOf({ ...failure, error: null })).toBe("the engine gave no reason");
  expect(errorOf({ ...failure, retry: "soon" })).toMatch(/ at status: /);
});
