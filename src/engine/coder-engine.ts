import { answerWith, type Coder, describeThrown } from "./coder.ts";
import type { Engine } from "./engine.ts";
import { parseAnswer } from "./parse-answer.ts";

/** A coder inside this program as an engine. What the coder throws is a failed response with its message. */
export function createCoderEngine(coder: Coder): Engine {
  return {
    ask: async (request, signal) => {
      try {
        return parseAnswer(await answerWith(coder, request, signal), request.request_id);
      } catch (thrown) {
        return { kind: "failed", error: describeThrown(thrown) };
      }
    },
    close: async () => {},
  };
}
