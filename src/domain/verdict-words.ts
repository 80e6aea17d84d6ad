import type { Slice } from "./figure.ts";
import type { BenchmarkResult, EarlierLook, LooksState, Outcome, Verdict } from "./verdict.ts";

const counts = new Intl.NumberFormat("en-US");
const mostNamed = 3;

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  met: "met",
  "not-met": "not met",
  inconclusive: "undecided",
  waived: "waived",
};

/** `payer Medicare, setting inpatient`; "" for the whole run. */
export function describeSlice(slice: Slice | null): string {
  return Object.entries(slice ?? {})
    .map(([column, value]) => `${column} ${value ?? "not recorded"}`)
    .join(", ");
}

/** `codes.recall, ICD-10-CM, payer Medicare`. */
export function nameBenchmark({
  metric,
  system,
  slice,
}: Pick<BenchmarkResult, "metric" | "system" | "slice">): string {
  return [metric, system, describeSlice(slice)].filter((part) => part).join(", ");
}

/** Who waived a benchmark, until when, why, and what it would be; null where nobody did. */
export function describeWaiver({
  waiver,
  outcome,
  outcome_unwaived: unwaived,
}: BenchmarkResult): string | null {
  if (waiver === null) return null;
  const { approver, expires, reason, state } = waiver;
  if (state === "expired") return `the waiver by ${approver} expired on ${expires}: ${reason}`;
  const would =
    unwaived === null ? `it is ${outcomeWords[outcome]}` : `it would be ${outcomeWords[unwaived]}`;
  return `waived by ${approver} until ${expires}: ${reason}; ${would}`;
}

/** Every waiver that any benchmark has, live or expired, each with the benchmark it is of. */
export function listWaivers({ benchmarks }: Verdict): readonly string[] {
  return benchmarks.flatMap((result) => {
    const words = describeWaiver(result);
    return words === null ? [] : [`${nameBenchmark(result)}: ${words}`];
  });
}

function nameLook({ run, encounters, verdict }: EarlierLook): string {
  return `${run} judged ${counts.format(encounters)} encounters (${verdict})`;
}

function nameLooks(looks: readonly EarlierLook[]): string {
  const rest = looks.length - mostNamed;
  const named = looks.slice(-mostNamed).map(nameLook).join(", ");
  return rest > 0 ? `${named} and ${rest} before` : named;
}

/** Why the level of a verdict does not hold, in one sentence; null where it does. */
export function describeRepeat({ mode, is_guaranteed: isSure, number, earlier }: LooksState): string | null {
  if (isSure) return null;
  if (earlier.some(({ shared }) => shared === 0))
    return "the run does not tell which encounters it compared, so earlier looks cannot be told: run `shadowbench analyze`";
  const before = nameLooks(earlier);
  return mode === "once"
    ? `repeated look, level not guaranteed: look ${number} at encounters that an earlier verdict saw (${before}); only looks: sequential allows it`
    : `repeated look, level not guaranteed: an earlier look was tuned for another number of clusters (${before})`;
}

/** What is to be known of the looks at a run's encounters, in sentences; none for a first look under `once`. */
export function describeLooks(looks: LooksState | null): readonly string[] {
  if (looks === null) return [];
  const repeat = describeRepeat(looks);
  const before = looks.earlier.length === 0 ? "" : `; before it ${nameLooks(looks.earlier)}`;
  const sequential =
    looks.mode === "sequential"
      ? [
          `look ${looks.number} of a sequential gate, tuned for ${counts.format(looks.tuned_for ?? 0)} clusters${before}`,
        ]
      : [];
  const others = looks.other_engines.map(
    (look) =>
      `${look.engine} ${look.version.join(", ")} was judged on the same encounters: ${nameLook(look)}`,
  );
  return [...(repeat === null ? [] : [repeat]), ...sequential, ...others];
}

/** How many more encounters are likely to decide an open benchmark: "about 120 more encounters (80 %), 180 (90 %)"; null where it is not known. */
export function describeNeeded(result: BenchmarkResult): string | null {
  const { encounters_needed: eighty, encounters_needed_90: ninety } = result;
  const isOpen = (result.outcome_unwaived ?? result.outcome) === "inconclusive";
  if (!isOpen || eighty === null || eighty === 0) return null;
  const which = result.slice === null ? "encounters" : "such encounters";
  const more = `about ${counts.format(eighty)} more ${which} (80 %)`;
  return ninety === null ? more : `${more}, ${counts.format(ninety)} (90 %)`;
}
