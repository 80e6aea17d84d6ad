import type { ReplaySpec } from "../../domain/replay-spec.ts";
import type { SessionEnd } from "../../domain/run-manifest.ts";
import { HarnessError } from "../../errors.ts";
import type { ReplayOutcome } from "../../replay/replay.ts";
import { formatQuantity } from "../../terminal/numbers.ts";
import { describeResume, type Target } from "../target.ts";

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

function whyStopped(ended: SessionEnd, spec: ReplaySpec, { failed, finished }: ReplayOutcome): string {
  switch (ended) {
    case "error-budget":
      return `stopped: ${failed} of ${formatQuantity(finished, "response")} failed; the budget is ${percent(spec.error_budget.share)}`;
    case "deadline":
      return `stopped: the session's ${spec.session_deadline_ms} ms are over; ${formatQuantity(finished, "response")} came`;
    case "engine-away":
      return `stopped: the engine gave no sign of life for ${spec.circuit.give_up_after_ms} ms`;
    default:
      return `stopped after ${formatQuantity(finished, "response")} in this session; nothing is lost`;
  }
}

/** A session that ended early as an error for people; null for one that is complete. What came is kept in either case. */
export function describeEnd(target: Target, outcome: ReplayOutcome): HarnessError | null {
  const { ended } = outcome;
  if (ended === "complete") return null;
  const code = ended === "interrupted" ? "run-interrupted" : "run-stopped";
  const message = whyStopped(ended, target.inputs.loaded.scenario.replay, outcome);
  const again = outcome.failed > 0 ? " --retry-failed" : "";
  return new HarnessError(code, message.slice(0, 120), { hint: `${describeResume(target)}${again}` });
}
