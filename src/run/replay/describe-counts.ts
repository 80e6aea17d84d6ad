import type { ResponseCounts } from "../../replay/journal/response-counts.ts";
import { formatCount, formatQuantity } from "../../terminal/numbers.ts";

/** How far a replay has come; `openJobs` of what has no response are jobs, to be polled at the engine. */
export interface ReplayCounts {
  readonly encounters: number;
  readonly repeats: number;
  readonly responses: ResponseCounts;
  readonly openJobs: number;
}

function describeWanted({ encounters, repeats }: ReplayCounts): string {
  const asked = formatQuantity(encounters, "encounter");
  return repeats === 1 ? asked : `${asked}, each ${repeats} times`;
}

function describeOpen(open: number, openJobs: number): string {
  const jobs = openJobs === 0 ? "" : ` (${formatCount(openJobs)} of them as jobs at the engine)`;
  return `${formatCount(open)} still open${jobs}`;
}

/** "1,500 encounters: 1,490 coded, 4 abstained, 6 failed", and what is still open where anything is. */
export function describeCounts(counts: ReplayCounts): string {
  const { encounters, repeats, responses, openJobs } = counts;
  const { coded, abstained, failed } = responses;
  const open = encounters * repeats - coded - abstained - failed;
  const parts = [`${formatCount(coded)} coded`, `${formatCount(abstained)} abstained`];
  const left = open <= 0 ? [] : [describeOpen(open, openJobs)];
  return `${describeWanted(counts)}: ${[...parts, `${formatCount(failed)} failed`, ...left].join(", ")}`;
}
