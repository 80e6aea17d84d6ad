/** What a cue in the text says of the mentions in its reach. `none` only shields the words from other cues. */
export type Cue = "negated" | "historical" | "family" | "hypothetical" | "uncertain" | "none";

/** Where a cue reaches: the words after it, those before it, or nowhere. */
export type Reach = "after" | "before";

export interface Trigger {
  readonly phrases: readonly string[];
  readonly cue: Cue;
  readonly reach: Reach;
  /** How many words far at most; null to the end of the sentence or the next terminator. */
  readonly words: number | null;
}

function trigger(cue: Cue, reach: Reach, words: number | null, phrases: string): Trigger {
  return { phrases: phrases.split(",").map((phrase) => phrase.trim()), cue, reach, words };
}

/**
 * Cues after NegEx (Chapman et al. 2001) and ConText (Harkema et al. 2009), in our own selection.
 * Where two begin at one word the longer wins, so that `no increase` is not `no`.
 */
export const triggers: readonly Trigger[] = [
  trigger(
    "negated",
    "after",
    null,
    `no, denies, denied, denying, negative for, no evidence of, no sign of, no signs of, absence of, absent,
    free of, no history of, no prior history of,  no longer has, ruled out, rules out, ruling out,
    ruled out for, not have, not had, no known, no complaints of, never had, mother denies, father denies, wife denies,
    neither, nor, lack of, lacks, excluded, no personal history of, no previous history of, no family history of,
    denies family history of, denies history of, denies any history of, negative family history of`,
  ),
  trigger(
    "negated",
    "after",
    6,
    "without, without evidence of, not, never, cannot, non, excluding, discarded, failed to reveal, instead of",
  ),
  trigger(
    "negated",
    "before",
    8,
    `ruled out, was negative, were negative, is negative, are negative, negative, not present, was absent, were absent,
    is absent, absent, was excluded, were excluded, denied, not seen, not found, not identified, not observed,
    was discarded, were discarded, unlikely, not detected, has been ruled out`,
  ),
  trigger(
    "historical",
    "after",
    null,
    `history of, past history of, prior history of, personal history of, medical history of, previous history of,
    hx of, h/o, pmh of, pmhx, history significant for, history notable for, history includes, history included,
    status post, s/p, post status, history positive for, past medical history, remote, childhood`,
  ),
  trigger("historical", "after", 4, "previous, prior, old, former, past, resolved, previously treated for"),
  trigger(
    "historical",
    "before",
    4,
    "in the past, in childhood, years ago, has resolved, resolved, years earlier",
  ),
  trigger(
    "family",
    "after",
    null,
    `family history, family history of, family hx, fhx, family history positive for, family history significant for,
    mother, father, brother, sister, sibling, parent, grandmother, grandfather, grandparent, aunt, uncle, cousin,
    maternal, paternal, family members with, relatives with, brothers, sisters, relative`,
  ),
  trigger(
    "family",
    "before",
    6,
    `in mother, in father, in his mother, in her mother, in his father, in her father, in brother, in sister,
    in his brother, in her brother, in his sister, in her sister, runs in the family, in the family`,
  ),
  trigger(
    "hypothetical",
    "after",
    null,
    `return if, return for, return to the ed if, return to ed for, call if, come back if, if, should he develop,
    should she develop, watch for, monitor for, rule out, to rule out, r/o, screening for, screen for, prevention of,
    prophylaxis for, prevent, at risk for, at risk of, risk of, risk for, in case of, to avoid, educated about,
    counseled about, counselled about, vaccination against, to exclude, return precautions`,
  ),
  trigger(
    "uncertain",
    "after",
    8,
    `possible, possibly, probable, probably, suspected, suspicion of, suspicious for, suspicion for, questionable, likely,
    concern for, concerning for, consistent with, compatible with, may have, might have, could be, suggestive of,
    suggesting, differential diagnosis, differential includes, differential diagnoses, versus, vs`,
  ),
  trigger(
    "none",
    "after",
    0,
    `no increase, no change, no significant change, no worsening, no improvement, no further, no longer, not only,
    not certain, not cause, without difficulty, gram negative, history of present illness, history and physical,
    hour history of, day history of, week history of, month history of, year history of, no doubt, with no other,
    history of one, history of two, history of three, history of several, mother reports, mother states,
    mother noticed, mother noted, mother says, mother brought, brought by mother, per mother, father reports,
    father states, without success, no response, not tolerate, not respond, not improve, no relief, even if,
    as if, if applicable, ex smoker, rh negative, culture negative`,
  ),
];

/** Words at which the reach of some cues ends, besides the end of the sentence. */
export interface Terminator {
  readonly phrases: readonly string[];
  readonly ends: readonly Cue[];
}

function terminator(ends: readonly Cue[], phrases: string): Terminator {
  return { phrases: phrases.split(",").map((phrase) => phrase.trim()), ends };
}

/** A relative's clause goes on past "who", "developed" and "with" (`mother with diabetes`). */
export const terminators: readonly Terminator[] = [
  terminator(
    ["negated", "historical", "family", "hypothetical", "uncertain"],
    `but, however, although, though, except, except for, apart from, aside from, other than, besides, nevertheless,
    yet, still, presents, presented, presenting, presents with, admitted, complaining of, complains of,
    complained of, came, consulted, now, currently, today, therefore`,
  ),
  terminator(
    ["negated", "historical", "hypothetical", "uncertain"],
    `who, which, because, since, secondary to, due to, reports, reported, showed, revealed, developed, found,
    is treated, underwent, started`,
  ),
  terminator(["negated", "historical", "hypothetical"], "with"),
];
