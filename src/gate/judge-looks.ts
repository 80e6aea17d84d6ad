import type { Looks } from "../domain/benchmark.ts";
import type { ResultsRun } from "../domain/results.ts";
import type { EarlierLook, Frame, LooksState, VerdictWord } from "../domain/verdict.ts";

/** A verdict that was made before this run began; `tunedFor` null where it looked once. */
export interface EarlierVerdict {
  readonly run: string;
  readonly folder: string;
  readonly verdict: VerdictWord;
  readonly engine: string;
  readonly version: readonly string[];
  readonly frame: Frame | null;
  readonly tunedFor: number | null;
}

/** The greatest hash up to which a frame's sample is whole: hashes are of one length, so text order is theirs. */
function reachOf({ sample, encounters }: Frame): string {
  return sample.length < encounters ? (sample.at(-1) ?? "") : "g";
}

/**
 * Share of the encounters of `frame` that `other` holds too, from the smallest hashes of both; exact where both
 * samples are whole. Source: Cohen & Kaplan 2007, PODC, bottom-k sketches.
 */
export function shareOfFrame(frame: Frame, other: Frame): number {
  const reach = [reachOf(frame), reachOf(other)].sort()[0] ?? "";
  const own = frame.sample.filter((hash) => hash <= reach);
  const others = new Set(other.sample);
  return own.length === 0 ? 0 : own.filter((hash) => others.has(hash)).length / own.length;
}

function isSameLook(frame: Frame, other: Frame): boolean {
  return frame.digest === other.digest && frame.answers === other.answers;
}

function describeLook(earlier: EarlierVerdict, shared: number): EarlierLook {
  const { run, folder, verdict, engine, version } = earlier;
  return {
    run,
    folder,
    verdict,
    encounters: earlier.frame?.encounters ?? 0,
    shared,
    engine,
    version: [...version],
  };
}

interface Look {
  readonly earlier: EarlierVerdict;
  readonly shared: number;
}

/** Where this run does not tell its frame, every earlier one may overlap; one that does not tell its own is passed over. */
function overlapping(frame: Frame | null, earlier: readonly EarlierVerdict[]): readonly Look[] {
  return earlier.flatMap((one) => {
    if (one.frame === null) return [];
    if (frame === null) return [{ earlier: one, shared: 0 }];
    const shared = shareOfFrame(frame, one.frame);
    return shared > 0 ? [{ earlier: one, shared }] : [];
  });
}

function isOfEngine({ engine }: ResultsRun, { engine: name, version }: EarlierVerdict): boolean {
  return name === engine.name && version.some((one) => engine.version.includes(one));
}

function countFrames(looks: readonly Look[]): number {
  return new Set(looks.map(({ earlier }) => `${earlier.frame?.digest}|${earlier.frame?.answers}`)).size;
}

/** A sequential bound holds at every look as long as its tuning was chosen before the first. */
function isGuaranteed(looks: Looks, repeated: readonly Look[]): boolean {
  if (looks.mode === "once") return repeated.length === 0;
  return repeated.every(({ earlier: { tunedFor } }) => tunedFor === null || tunedFor === looks.tuned_for);
}

/**
 * Which look at these encounters this is. A verdict of the same engine and version on a frame that overlaps with an
 * earlier, different one repeats a look; the same encounters with the same answers are the same look, whatever the
 * thresholds, and a verdict on an incomplete run decided nothing, so it is none. Verdicts on other engines or versions are named, no more.
 */
export function judgeLooks(run: ResultsRun, looks: Looks, earlier: readonly EarlierVerdict[]): LooksState {
  const { frame } = run;
  const other = overlapping(frame, earlier).filter(
    (look) =>
      frame === null || !isOfEngine(run, look.earlier) || !isSameLook(frame, look.earlier.frame ?? frame),
  );
  const repeated = other.filter(({ earlier: one }) => isOfEngine(run, one) && one.verdict !== "incomplete");
  const describe = (look: Look) => describeLook(look.earlier, look.shared);
  return {
    mode: looks.mode,
    tuned_for: looks.mode === "sequential" ? looks.tuned_for : null,
    number: countFrames(repeated) + 1,
    is_guaranteed: isGuaranteed(looks, repeated),
    earlier: repeated.map(describe),
    other_engines: other.filter((look) => !isOfEngine(run, look.earlier)).map(describe),
  };
}
