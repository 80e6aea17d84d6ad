import type { Books } from "./books.ts";
import { formatMoment } from "./calendar.ts";
import { drawWhole, isDrawn, pick, streamFor } from "./chance.ts";
import type { ChargeLine, EncounterTruth, GivenCode } from "./encounter-truth.ts";
import { addNoise } from "./noise.ts";
import type { CoderProfile } from "./reader-profiles.ts";

/** What one coder made of one encounter, and when. */
export interface Coding {
  readonly coderId: string;
  readonly role: CoderProfile["role"];
  readonly codes: readonly GivenCode[];
  /** The charge master's lines, which only the coding of record carries. */
  readonly charges: readonly ChargeLine[];
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly assisted: "none" | "cac";
}

/** Share of codings done with a computer's proposals, none of them the engine under test. */
const assistedShare = 0.25;

/** The codings of one encounter: the coding of record, and on a share the second, by another coder independently. */
export function drawCodings(
  seed: number,
  index: number,
  encounter: EncounterTruth,
  profiles: readonly CoderProfile[],
  books: Books,
): readonly Coding[] {
  const codings: Coding[] = [];
  for (const profile of profiles) {
    const taken = new Set(codings.map(({ coderId }) => coderId));
    const coding = drawCoding(seed, index, encounter, profile, books, taken);
    if (coding !== null) codings.push(coding);
  }
  return codings;
}

function drawCoding(
  seed: number,
  index: number,
  encounter: EncounterTruth,
  profile: CoderProfile,
  books: Books,
  taken: ReadonlySet<string>,
): Coding | null {
  const random = streamFor(seed, profile.role, index);
  if (!isDrawn(random, profile.share)) return null;
  const startDay = encounter.signedDay + drawWhole(random, 1, 5);
  const startMinute = drawWhole(random, 480, 1000);
  return {
    coderId: pick(
      random,
      books.roster.coders.filter((coder) => !taken.has(coder)),
    ),
    role: profile.role,
    codes: addNoise(random, encounter.codes, profile.rates, books.codes),
    charges: profile.role === "final" ? encounter.charges : [],
    startedAt: formatMoment(startDay, startMinute),
    finishedAt: formatMoment(startDay, startMinute + drawWhole(random, 3, 28)),
    assisted: isDrawn(random, assistedShare) ? "cac" : "none",
  };
}
