import type {
  ReviewAnswers,
  ReviewedEncounter,
  ReviewRole,
  ReviewSample,
  ReviewState,
} from "../domain/review.ts";
import { measureReviewers, type ReviewerAgreement } from "./reviewer-agreement.ts";

interface StateCounts {
  readonly settled: number;
  readonly open: number;
  readonly disputed: number;
}

/** How far the review is; encounters by their number in the worklist. */
export interface ReviewStatus extends StateCounts {
  readonly drawn: number;
  readonly planned_reviewers: number;
  readonly reviewers: readonly {
    readonly reviewer: string;
    readonly role: ReviewRole;
    readonly encounters: number;
  }[];
  readonly agreement: ReviewerAgreement;
  readonly strata: readonly (StateCounts & {
    readonly stratum: string;
    readonly encounters: number;
    readonly drawn: number;
  })[];
  readonly open_encounters: readonly string[];
  readonly disputed_encounters: readonly string[];
}

function inState(encounters: readonly ReviewedEncounter[], state: ReviewState): readonly ReviewedEncounter[] {
  return encounters.filter((encounter) => encounter.state === state);
}

function countStates(encounters: readonly ReviewedEncounter[]): StateCounts {
  return {
    settled: inState(encounters, "settled").length,
    open: inState(encounters, "open").length,
    disputed: inState(encounters, "disputed").length,
  };
}

export function describeReview(
  sample: ReviewSample,
  answers: readonly ReviewAnswers[],
  encounters: readonly ReviewedEncounter[],
): ReviewStatus {
  const numbersOf = (state: ReviewState) => inState(encounters, state).map(({ encounter }) => encounter);
  return {
    drawn: encounters.length,
    ...countStates(encounters),
    planned_reviewers: sample.reviewers,
    reviewers: answers.map((own) => ({
      reviewer: own.reviewer,
      role: own.role,
      encounters: own.encounters.length,
    })),
    agreement: measureReviewers(answers),
    strata: sample.strata.map(({ stratum, encounters: size, drawn }) => {
      const own = encounters.filter((encounter) => encounter.stratum === stratum);
      return { stratum, encounters: size, drawn, ...countStates(own) };
    }),
    open_encounters: numbersOf("open"),
    disputed_encounters: numbersOf("disputed"),
  };
}
