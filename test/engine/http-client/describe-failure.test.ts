import { expect, test } from "vitest";
import { describeFailure } from "../../../src/engine/http-client/describe-failure.ts";

function failure(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

test.each([
  [
    failure("ECONNREFUSED", "connect ECONNREFUSED 10.0.0.1:80"),
    "nobody listens there (ECONNREFUSED 10.0.0.1:80)",
  ],
  [
    failure("EMFILE", "connect EMFILE 10.0.0.1:80 - Local (undefined:undefined)"),
    "no file descriptor is left for a connection; raise ulimit -n, or ask fewer at once (EMFILE)",
  ],
  [failure("ERR_OTHER", "something else"), "something else"],
  [
    new AggregateError([failure("ECONNREFUSED", "connect ECONNREFUSED ::1:80")]),
    "nobody listens there (ECONNREFUSED)",
  ],
  [new Error(""), "the connection broke"],
  ["thrown text", "thrown text"],
])("%s reads: %s", (thrown, words) => {
  expect(describeFailure(thrown)).toBe(words);
});
