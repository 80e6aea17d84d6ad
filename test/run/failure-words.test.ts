import { expect, test } from "vitest";
import { nameFailure } from "../../src/run/answers/failure-words.ts";

test.each([
  ["no answer within 30000 ms", "no answer within 30000 ms"],
  ["no answer within 9 ms, all attempts together", "no answer within 9 ms, all attempts together"],
  ["no answer within 9 ms of submission", "no answer within 9 ms of submission"],
  ["answer is not JSON: Mr Miller, 63, was seen", "answer is not JSON"],
  ["answer breaks the protocol at codes[3].code: Invalid", "answer breaks the protocol at codes[3].code"],
  ["nobody listens there (ECONNREFUSED 10.0.0.7:8801)", "nobody listens there (ECONNREFUSED)"],
  ["the connection was reset (ECONNRESET)", "the connection was reset (ECONNRESET)"],
  ["the engine's process was ended by SIGKILL", "the engine's process was ended by SIGKILL"],
  ["HTTP 503 without a body", "HTTP 503 without a body"],
  ["HTTP 500: Mr Miller, 63, was seen", "HTTP 500"],
  ["Mr Miller, 63, was seen", "in the engine's own words: see the journal"],
  ["see: no answer within 5 ms", "in the engine's own words: see the journal"],
])("%s is told as: %s", (error, kind) => {
  expect(nameFailure(error)).toBe(kind);
});

test("what came under a status is told by it, whatever its body says", () => {
  expect(nameFailure("Mr Miller, 63, was seen", 500)).toBe("HTTP 500");
  expect(nameFailure("no answer within 5 ms", 500)).toBe("HTTP 500");
});
