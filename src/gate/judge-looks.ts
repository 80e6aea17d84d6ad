import type { Gate, Looks } from "../domain/benchmark.ts";
import type { Results, ResultsRun } from "../domain/results.ts";
import type { EarlierLook, Frame, LookFlaw, LookRecord, LooksState } from "../domain/verdict.ts";
import { type ChanceAsked, identifyLook, isDrawnAnew, isSameFrame, readChance } from "./look-identity.ts";

/** A verdict that was made before this one, in this run's folder or beside it. `folder` is the folder's name. */
export type EarlierVerdict = Omit<LookRecord, "at"> & { readonly folder: string };

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

interface Look {
  readonly earlier: EarlierVerdict;
  readonly shared: number;
}

function describeLook({ earlier, shared }: Look): EarlierLook {
  const { run, folder, verdict, engine, version } = earlier;
  const encounters = earlier.frame?.encounters ?? 0;
  return { run, folder, verdict, encounters, shared, engine, version: [...version] };
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

function isNamedAlike({ engine }: ResultsRun, { engine: name, version }: EarlierVerdict): boolean {
  return name === engine.name && version.some((one) => engine.version.includes(one));
}

/** By name and version; or, as names can be changed, by the same answers to the same encounters as any look of its own. */
function findOwn(run: ResultsRun, earlier: readonly EarlierVerdict[]): ReadonlySet<EarlierVerdict> {
  const named = earlier.filter((one) => isNamedAlike(run, one));
  const frames = [run.frame, ...named.map(({ frame }) => frame)];
  return new Set([
    ...named,
    ...earlier.filter((one) => frames.some((frame) => isSameFrame(frame, one.frame))),
  ]);
}

/** A sequential bound holds at every look as long as nothing of it was chosen anew after the first. */
function findFlaw(
  { looks, confidence }: Pick<Gate, "looks" | "confidence">,
  repeated: readonly EarlierVerdict[],
  isAnew: (one: EarlierVerdict) => boolean,
): LookFlaw | null {
  if (looks.mode === "once") return repeated.length === 0 ? null : "repeated";
  if (repeated.some(({ mode }) => mode === "once")) return "fixed-before";
  if (repeated.some(({ tuned_for: tunedFor }) => tunedFor !== looks.tuned_for)) return "tuning";
  if (repeated.some((one) => one.confidence !== confidence)) return "confidence";
  return repeated.some(isAnew) ? "drawn-anew" : null;
}

function tellOnce(looks: readonly Look[]): EarlierLook[] {
  const all = looks.map(describeLook);
  return [...new Map(all.map((look) => [JSON.stringify(look), look])).values()];
}

function countLooks(looks: readonly Look[], asked: ChanceAsked): number {
  const keys = looks.map(({ earlier: { frame, seed } }) => [
    frame?.digest,
    frame?.answers,
    asked.seed && seed,
  ]);
  return new Set(keys.map((key) => key.join("|"))).size;
}

function tuningOf(looks: Looks): number | null {
  return looks.mode === "sequential" ? looks.tuned_for : null;
}

/**
 * Which look at these encounters this is. A verdict of the same engine and version on a frame that overlaps with an
 * earlier, different one repeats a look. The same encounters with the same answers are the same look, whatever the
 * thresholds, unless the gate's figures were drawn by another seed or rest on other reviews; a verdict on an incomplete
 * run decided nothing, so it is none. Verdicts on other engines or versions are named, no more.
 */
export function judgeLooks(
  results: Results,
  gate: Pick<Gate, "looks" | "confidence" | "benchmarks">,
  earlier: readonly EarlierVerdict[],
): LooksState {
  const { run } = results;
  const identity = identifyLook(results);
  const asked = readChance(gate.benchmarks);
  const own = findOwn(run, earlier);
  const isAnew = (one: EarlierVerdict) => isDrawnAnew(identity, one, asked);
  const seen = overlapping(run.frame, earlier);
  const repeated = seen.filter(
    ({ earlier: one }) =>
      own.has(one) && one.verdict !== "incomplete" && (!isSameFrame(run.frame, one.frame) || isAnew(one)),
  );
  const verdicts = repeated.map(({ earlier: one }) => one);
  const flaw = findFlaw(gate, verdicts, isAnew);
  return {
    mode: gate.looks.mode,
    tuned_for: tuningOf(gate.looks),
    unit: run.unit,
    number: countLooks(repeated, asked) + 1,
    is_guaranteed: flaw === null,
    flaw,
    earlier: tellOnce(repeated),
    other_engines: tellOnce(seen.filter(({ earlier: one }) => !own.has(one))),
  };
}
