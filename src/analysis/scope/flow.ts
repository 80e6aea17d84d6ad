import type { FlowStep, ResponseRow } from "../../domain/results.ts";
import type { ScopeDrop } from "./scope.ts";

function countOf(responses: readonly ResponseRow[], status: string): number {
  return responses.filter((row) => row.status === status).reduce((sum, row) => sum + row.count, 0);
}

function dropped(reason: string, encounters: number): FlowStep["dropped"] {
  return encounters === 0 ? [] : [{ reason, encounters }];
}

/**
 * received → eligible → sent → answered → compared, with what left at each step. Failed encounters are not
 * answered, yet compared: as empty answers (METRICS.md, Conventions). Those still open are not compared.
 */
export function buildFlow(
  received: number,
  drops: readonly ScopeDrop[],
  responses: readonly ResponseRow[],
): readonly FlowStep[] {
  const eligible = received - drops.reduce((sum, drop) => sum + drop.encounters, 0);
  const open = countOf(responses, "open");
  const failed = countOf(responses, "failed");
  return [
    { step: "received", encounters: received, dropped: [] },
    { step: "eligible", encounters: eligible, dropped: [...drops] },
    { step: "sent", encounters: eligible - open, dropped: dropped("not sent or not answered yet", open) },
    { step: "answered", encounters: eligible - open - failed, dropped: dropped("failed", failed) },
    { step: "compared", encounters: eligible - open, dropped: [] },
  ];
}
