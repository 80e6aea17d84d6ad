import type {
  AnsweredEncounter,
  ReviewAnswers,
  ReviewEncounter,
  ReviewedEncounter,
  ReviewSample,
  ReviewState,
  TruthCounts,
} from "../domain/review.ts";

/** What became of one question; `answer` null unless settled. */
interface Decision {
  readonly state: ReviewState;
  readonly answer: boolean | null;
}

/** Every reviewer's answers to one encounter, and the arbiter's. */
interface Ballot {
  readonly reviewers: readonly AnsweredEncounter[];
  readonly arbiter: AnsweredEncounter | null;
  readonly planned: number;
}

/**
 * Truth of one question: the arbiter's answer, else one all reviewers give, else the majority of three or more.
 * Open while fewer answered than were planned; disputed where they differ or are evenly divided.
 */
function decide(votes: readonly boolean[], arbiter: boolean | null, planned: number): Decision {
  if (arbiter !== null) return { state: "settled", answer: arbiter };
  if (votes.length < Math.max(1, planned)) return { state: "open", answer: null };
  const yes = votes.filter(Boolean).length;
  const isUnanimous = yes === 0 || yes === votes.length;
  const isMajority = votes.length >= 3 && yes * 2 !== votes.length;
  if (!isUnanimous && !isMajority) return { state: "disputed", answer: null };
  return { state: "settled", answer: yes * 2 > votes.length };
}

type Question = (answered: AnsweredEncounter) => boolean;

function ask({ reviewers, arbiter, planned }: Ballot, question: Question): Decision {
  return decide(reviewers.map(question), arbiter === null ? null : question(arbiter), planned);
}

function isCorrect(item: string): Question {
  return ({ items }) => items.some((answer) => answer.item === item && answer.correct);
}

function isMissed(system: string, code: string): Question {
  return ({ missed }) => missed.some((other) => other.system === system && other.code === code);
}

/** Each code that anybody says both lists miss; of an arbiter's encounter only the arbiter's count. */
function proposalsOf({ reviewers, arbiter }: Ballot): AnsweredEncounter["missed"] {
  const proposed = (arbiter === null ? reviewers : [arbiter]).flatMap(({ missed }) => missed);
  return [...new Map(proposed.map((code) => [`${code.system} ${code.code}`, code])).values()];
}

function columnOf(listed: ReviewEncounter["items"][number]["listed"], isRight: boolean): keyof TruthCounts {
  return isRight ? `${listed}_right` : `${listed}_wrong`;
}

interface Outcome {
  readonly decision: Decision;
  readonly system: string;
  readonly column: keyof TruthCounts | null;
}

function outcomesOf(encounter: ReviewEncounter, ballot: Ballot): readonly Outcome[] {
  const listed = encounter.items.map(({ item, system, listed }): Outcome => {
    const decision = ask(ballot, isCorrect(item));
    return { decision, system, column: columnOf(listed, decision.answer === true) };
  });
  const missed = proposalsOf(ballot).map(({ system, code }): Outcome => {
    const decision = ask(ballot, isMissed(system, code));
    return { decision, system, column: decision.answer === true ? "missed" : null };
  });
  return [...listed, ...missed];
}

/** Disputed before open: a dispute needs an arbiter whatever else is wanting. No answer at all is open. */
function stateOf(outcomes: readonly Outcome[], ballot: Ballot): ReviewState {
  const states = outcomes.map(({ decision }) => decision.state);
  if (states.includes("disputed")) return "disputed";
  const isAnswered = ballot.arbiter !== null || ballot.reviewers.length >= Math.max(1, ballot.planned);
  return isAnswered && !states.includes("open") ? "settled" : "open";
}

function countOutcomes(outcomes: readonly Outcome[]): ReviewedEncounter["counts"] {
  const systems = [...new Set(outcomes.map(({ system }) => system))].sort();
  return systems.map((system) => {
    const own = outcomes.filter((outcome) => outcome.system === system);
    const count = (name: keyof TruthCounts) => own.filter(({ column }) => column === name).length;
    return {
      system,
      both_right: count("both_right"),
      both_wrong: count("both_wrong"),
      engine_right: count("engine_right"),
      engine_wrong: count("engine_wrong"),
      coder_right: count("coder_right"),
      coder_wrong: count("coder_wrong"),
      missed: count("missed"),
    };
  });
}

function ballotOf(encounter: string, answers: readonly ReviewAnswers[], planned: number): Ballot {
  const find = ({ encounters }: ReviewAnswers) => encounters.filter((own) => own.encounter === encounter);
  const [arbiter] = answers.filter(({ role }) => role === "arbiter").flatMap(find);
  const reviewers = answers.filter(({ role }) => role === "reviewer").flatMap(find);
  return { reviewers, arbiter: arbiter ?? null, planned };
}

/** What the answers so far settle of each drawn encounter, in the order of the sample. */
export function settleSample(
  sample: ReviewSample,
  answers: readonly ReviewAnswers[],
): readonly ReviewedEncounter[] {
  return sample.encounters.map((encounter) => {
    const ballot = ballotOf(encounter.encounter, answers, sample.reviewers);
    const outcomes = outcomesOf(encounter, ballot);
    const state = stateOf(outcomes, ballot);
    return {
      encounter: encounter.encounter,
      encounterId: encounter.encounter_id,
      stratum: encounter.stratum,
      state,
      counts: state === "settled" ? countOutcomes(outcomes) : [],
    };
  });
}
