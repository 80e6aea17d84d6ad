import type { FlowStep, Notice } from "../../domain/results.ts";
import { absent, formatCount, formatPercent } from "../format.ts";
import type { ReportInput } from "../report-input.ts";
import { isAboutValidity } from "./unjudged-view.ts";

interface FlowLine {
  readonly step: string;
  readonly meaning: string;
  readonly encounters: string;
  readonly share: string;
  readonly drops: readonly { readonly reason: string; readonly encounters: string }[];
}

export interface FlowView {
  readonly steps: readonly FlowLine[];
  readonly responses: readonly { readonly status: string; readonly reason: string; readonly count: string }[];
  readonly documents: readonly { readonly kind: string; readonly sent: string; readonly withheld: string }[];
  readonly notices: readonly {
    readonly notice: string;
    readonly side: string;
    readonly system: string;
    readonly count: string;
  }[];
}

const meanings: Record<FlowStep["step"], string> = {
  received: "in the data set",
  eligible: "within the scope of the scenario",
  sent: "put to the engine",
  answered: "coded by the engine, or held for a person",
  compared: "in the figures: held and failed encounters are among them, all their codes counted as missed",
};

/** Turns a key of the documents into words: `progress_note` → "progress note". */
function spellOut(key: string): string {
  return key.replaceAll("_", " ");
}

function buildStep(step: FlowStep, received: number): FlowLine {
  return {
    step: step.step,
    meaning: meanings[step.step],
    encounters: formatCount(step.encounters),
    share: formatPercent(received === 0 ? null : step.encounters / received),
    drops: step.dropped.map(({ reason, encounters }) => ({ reason, encounters: formatCount(encounters) })),
  };
}

function buildNotice({ notice, side, system, count }: Notice) {
  return {
    notice: spellOut(notice),
    side: side ?? absent,
    system: system ?? absent,
    count: formatCount(count),
  };
}

/** What became of every encounter, document and set-aside row. */
export function buildFlowView({ results }: ReportInput): FlowView {
  const { flow, responses, documents, notices } = results.tables;
  const received = flow.find(({ step }) => step === "received")?.encounters ?? 0;
  return {
    steps: flow.map((step) => buildStep(step, received)),
    responses: responses.map(({ status, reason, count }) => ({
      status,
      reason: reason === null ? absent : spellOut(reason),
      count: formatCount(count),
    })),
    documents: documents.map(({ kind, sent, withheld }) => ({
      kind: spellOut(kind),
      sent: formatCount(sent),
      withheld: formatCount(withheld),
    })),
    notices: notices.filter((notice) => !isAboutValidity(notice)).map(buildNotice),
  };
}
