import type { ResponseCounts } from "../../replay/journal/response-counts.ts";

const numbers = new Intl.NumberFormat("en-US");

/** How far a replay has come; `openJobs` of what has no response are jobs, to be polled at the engine. */
export interface ReplayCounts {
  readonly encounters: number;
  readonly repeats: number;
  readonly responses: ResponseCounts;
  readonly openJobs: number;
}

function describeWanted({ encounters, repeats }: ReplayCounts): string {
  const asked = `${numbers.format(encounters)} encounter${encounters === 1 ? "" : "s"}`;
  return repeats === 1 ? asked : `${asked}, each ${repeats} times`;
}

function describeOpen(open: number, openJobs: number): string {
  const jobs = openJobs === 0 ? "" : ` (${numbers.format(openJobs)} of them as jobs at the engine)`;
  return `${numbers.format(open)} still open${jobs}`;
}

/** "1,500 encounters: 1,490 coded, 4 abstained, 6 failed", and what is still open where anything is. */
export function describeCounts(counts: ReplayCounts): string {
  const { encounters, repeats, responses, openJobs } = counts;
  const { coded, abstained, failed } = responses;
  const open = encounters * repeats - coded - abstained - failed;
  const parts = [`${numbers.format(coded)} coded`, `${numbers.format(abstained)} abstained`];
  const left = open <= 0 ? [] : [describeOpen(open, openJobs)];
  return `${describeWanted(counts)}: ${[...parts, `${numbers.format(failed)} failed`, ...left].join(", ")}`;
}
