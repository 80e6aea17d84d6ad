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
  if (unwaived === null && outcome !== "met")
    return `a waiver by ${approver} until ${expires} lets nothing go, as there is no figure: ${reason}`;
  const would =
    unwaived === null
      ? `not needed, as it is ${outcomeWords[outcome]}`
      : `it would be ${outcomeWords[unwaived]}`;
  return `waived by ${approver} until ${expires}: ${reason}; ${would}`;
}

/** Every waiver that any benchmark has, live or expired, each with the benchmark it is of. */
export function listWaivers({ benchmarks }: Verdict): readonly string[] {
  return benchmarks.flatMap((result) => {
    const expired = result.expired_waivers.map((waiver) => describeWaiver({ ...result, waiver }));
    return [describeWaiver(result), ...expired].flatMap((words) =>
      words === null ? [] : [`${nameBenchmark(result)}: ${words}`],
    );
  });
}

/** "GO", or "GO, with 1 waiver" where blocking benchmarks were let go; "NO-GO" and the like for the rest. */
export function verdictTitle({ verdict, benchmarks }: Pick<Verdict, "verdict" | "benchmarks">): string {
  const waived = benchmarks.filter(({ level, outcome }) => level === "block" && outcome === "waived").length;
  const word = verdict.toUpperCase();
  if (verdict !== "go" || waived === 0) return word;
  return `${word}, with ${waived} ${waived === 1 ? "waiver" : "waivers"}`;
}

function nameLook({ run, encounters, verdict }: EarlierLook): string {
  return `${run} judged ${counts.format(encounters)} encounters (${verdict})`;
}

function nameLooks(looks: readonly EarlierLook[]): string {
  const rest = looks.length - mostNamed;
  const named = looks.slice(-mostNamed).map(nameLook).join(", ");
  return rest > 0 ? `${named} and ${rest} before` : named;
}

function explainFlaw({ mode, flaw, number, unit }: LooksState): string {
  if (mode === "once") return `look ${number} at encounters that an earlier verdict saw`;
  if (flaw === "fixed-before")
    return "an earlier verdict looked once, so the sequence began with a fixed bound";
  if (flaw === "confidence") return "an earlier look was at another confidence";
  if (flaw === "drawn-anew") return "an earlier look had another seed, or other answers of reviewers";
  return `an earlier look was tuned for another number of ${unit}s`;
}

/** Why the level of a verdict does not hold and what to do, in one sentence; null where it does. */
export function describeRepeat(looks: LooksState): string | null {
  const { mode, is_guaranteed: isSure, earlier } = looks;
  if (isSure) return null;
  if (earlier.some(({ shared }) => shared === 0))
    return "the run does not tell which encounters it compared, so earlier looks cannot be told: run `shadowbench analyze`";
  const next =
    mode === "once" ? "judge a fresh period, with looks: sequential for many looks" : "judge a fresh period";
  return `repeated look, level not guaranteed: ${explainFlaw(looks)} (${nameLooks(earlier)}); ${next}`;
}

/** Verdicts on one run of one version of an engine, the last of them named, in one sentence. */
function nameOtherEngine(looks: readonly [EarlierLook, ...EarlierLook[]]): string {
  const last = looks.at(-1) ?? looks[0];
  const { engine, version, run, encounters, verdict } = last;
  const judged =
    looks.length === 1
      ? nameLook(last)
      : `${run} judged ${counts.format(encounters)} encounters (${looks.length} verdicts, the last ${verdict})`;
  return `${engine} ${version.join(", ")} was judged on the same encounters: ${judged}`;
}

function nameOtherEngines(looks: readonly EarlierLook[]): string[] {
  const alike = new Map<string, [EarlierLook, ...EarlierLook[]]>();
  for (const look of looks) {
    const key = JSON.stringify([look.engine, look.version, look.run]);
    const before = alike.get(key);
    if (before === undefined) alike.set(key, [look]);
    else before.push(look);
  }
  return [...alike.values()].map(nameOtherEngine);
}

/** What is to be known of the looks at a run's encounters, in sentences; none for a first look under `once`. */
export function describeLooks(looks: LooksState | null): readonly string[] {
  if (looks === null) return [];
  const repeat = describeRepeat(looks);
  const before = looks.earlier.length === 0 ? "" : `; before it ${nameLooks(looks.earlier)}`;
  const sequential =
    looks.mode === "sequential"
      ? [
          `look ${looks.number} of a sequential gate: its bounds hold at all looks together, and are closest at ${counts.format(looks.tuned_for ?? 0)} ${looks.unit}s${before}`,
        ]
      : [];
  return [...(repeat === null ? [] : [repeat]), ...sequential, ...nameOtherEngines(looks.other_engines)];
}

/** Which encounters a figure counts: those coded twice, those reviewed, those of a slice, or any. */
function nameCounted({ metric, slice, requirement }: BenchmarkResult): string {
  if (requirement.relative_to === "human") return "doubly coded encounters";
  if (metric.startsWith("true.")) return "adjudicated encounters";
  return slice === null ? "encounters" : "such encounters";
}

/** Times as many encounters as there are, above which nobody should wait for the number. */
const farOff = 10;

/** What to do where the encounters needed are far more than there are; null where they are not. */
export function describeFarOff({ encounters, encounters_needed: needed }: BenchmarkResult): string | null {
  if (encounters === null || needed === null || needed <= farOff * encounters) return null;
  return "over ten times as many as there are: plan again at the next look";
}

/** How many more encounters are likely to decide an open benchmark: "about 120 more encounters (80 %), 180 (90 %)"; null where it is not known. */
export function describeNeeded(result: BenchmarkResult): string | null {
  const { encounters_needed: eighty, encounters_needed_90: ninety } = result;
  const isOpen = (result.outcome_unwaived ?? result.outcome) === "inconclusive";
  if (!isOpen || eighty === null || eighty === 0) return null;
  const more = `about ${counts.format(eighty)} more ${nameCounted(result)} (80 %)`;
  return ninety === null ? more : `${more}, ${counts.format(ninety)} (90 %)`;
}
