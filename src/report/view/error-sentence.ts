import type { ErrorClass, RecurringError } from "../../domain/error-tables.ts";
import { formatCount, formatList } from "../format.ts";
import { printableTitle } from "../printable-title.ts";
import { codePart, plainText, type Sentence, textPart } from "./sentence.ts";

/** What a sentence needs to know beside the error: the rank of a level, and where a code has its page. */
export interface SentenceContext {
  /** Rank of a level in its family; null where the run has no such level. */
  readonly rankOf: (system: string, code: string) => number | null;
  /** Address of a code's page; null where it has none. */
  readonly pageOf: (system: string, code: string) => string | null;
}

type Piece = string | Sentence;
type Wording = (from: Sentence, to: Sentence, error: RecurringError, context: SentenceContext) => Piece[];

const nothing: Sentence = [];

function nameCode(
  { system }: RecurringError,
  code: string | null,
  title: string | null,
  { pageOf }: SentenceContext,
): Sentence {
  if (code === null) return nothing;
  const printable = printableTitle(system, title);
  const name = codePart(code, pageOf(system, code));
  return printable === null ? [name] : [name, textPart(` (${printable})`)];
}

const numbers = ["no", "one", "two", "three", "four"];

function countLevels({ system, from, to }: RecurringError, { rankOf }: SentenceContext): string {
  const ranks = [from, to].map((code) => (code === null ? null : rankOf(system, code)));
  const [reference, engine] = ranks;
  if (reference == null || engine == null || reference === engine) return "a level";
  const steps = Math.abs(engine - reference);
  return `${numbers[steps] ?? steps} level${steps === 1 ? "" : "s"}`;
}

function nameLevel(direction: "higher" | "lower"): Wording {
  return (from, to, error, context) => [
    `gives a visit ${countLevels(error, context)} ${direction} than the coder: `,
    to,
    " for ",
    from,
  ];
}

function instead(verb: string, middle = " where the coder recorded "): Wording {
  return (from, to) => [`${verb} `, to, middle, from];
}

const invalid: Wording = (from, to, error) => {
  if (error.detail === "the coder's code" && to !== nothing)
    return [
      "gives ",
      to,
      " where the coder recorded ",
      from,
      ", which is itself not a valid code on the day",
    ];
  if (to === nothing) return ["leaves out ", from, ", which is itself not a valid code on the day"];
  const alone: Piece[] = ["gives ", to, ", which is not a valid code on the day"];
  return from === nothing ? alone : [...alone, ", where the coder recorded ", from];
};

const isHistory = (code: string | null) => code !== null && /^(Z8[5-7]|V1[0-5])/.test(code);
const isSymptom = (code: string | null) => code !== null && /^(R|78\d|79\d)/.test(code);

const history: Wording = (from, to, error) =>
  isHistory(error.to)
    ? ["codes a history, ", to, ", where the coder recorded the active condition ", from]
    : ["codes the active condition ", to, " where the coder recorded a history, ", from];

const symptom: Wording = (from, to, error) => {
  const beside = " on charts that have a definite diagnosis";
  if (from === nothing) return ["adds the symptom ", to, beside];
  if (to === nothing) return ["leaves out the symptom ", from, beside];
  return isSymptom(error.to)
    ? ["codes the symptom ", to, " where the coder recorded the diagnosis ", from]
    : ["codes the diagnosis ", to, " where the coder recorded the symptom ", from];
};

const axis: Wording = (from, to, { detail }) => [
  `gives another ${detail === null ? "detail of the procedure" : formatList(detail.split(", "))}: `,
  to,
  " where the coder recorded ",
  from,
];

/** "no answer in 23 of 24" or "J18.9 in 42 of 44" → [23, 24]; null where the detail counts nothing. */
function splitCounts(detail: string | null): readonly [some: number, all: number] | null {
  const [, some, all] = / in (\d+) of (\d+)$/.exec(detail ?? "") ?? [];
  return some === undefined || all === undefined ? null : [Number(some), Number(all)];
}

const missed: Wording = (from, _to, { detail }) => {
  const counts = detail?.startsWith("no answer") ? splitCounts(detail) : null;
  const plain: Piece[] = ["leaves out ", from, ", which the coder recorded"];
  if (counts === null) return plain;
  const [silent, all] = counts;
  return silent === all
    ? ["no coded answer on these charts: ", from, ", which the coder recorded, is left out"]
    : [
        ...plain,
        `; on ${formatCount(silent)} of the ${formatCount(all)} charts the engine gave no coded answer`,
      ];
};

const principal: Wording = (from, to, { detail }) => {
  const plain: Piece[] = ["does not list ", from, " first, as the coder does"];
  if (to === nothing) return [...plain, ", with no one diagnosis in its place"];
  const counts = splitCounts(detail)?.map(formatCount).join(" of ");
  return [
    ...plain,
    counts === undefined ? "; most often it lists " : `; in ${counts} it lists `,
    to,
    " first",
  ];
};

function splitChange(detail: string | null): readonly [before: string, after: string] | null {
  const [before, after] = detail?.split("→") ?? [];
  return before === undefined || after === undefined ? null : [before.trim(), after.trim()];
}

const poaWords: Readonly<Record<string, string>> = {
  Y: "Y (present on admission)",
  N: "N (not present on admission)",
  U: "U (documentation insufficient)",
  W: "W (cannot be determined)",
  blank: "no indicator",
};

function wordIndicator(indicator: string): string {
  return poaWords[indicator] ?? indicator;
}

const poa: Wording = (from, _to, { detail }) => {
  const change = splitChange(detail);
  if (change === null) return ["marks ", from, " as present on admission otherwise than the coder"];
  const [before, after] = change.map(wordIndicator);
  return ["marks ", from, ` ${after} where the coder has ${before}`];
};

const onExempt: Wording = (from, _to, { detail }) => {
  const indicator = detail === null ? "an indicator for present on admission" : wordIndicator(detail);
  return ["marks ", from, ` ${indicator}, from which the code is exempt`];
};

const modifier: Wording = (from, _to, { detail }) => {
  if (detail === "on other lines") return ["gives ", from, " its modifiers on other lines than the coder"];
  const changes = detail?.split(" ").filter((change) => change !== "") ?? [];
  const pick = (sign: RegExp) =>
    changes.filter((change) => sign.test(change)).map((change) => change.slice(1));
  const [added, dropped] = [pick(/^\+/), pick(/^[-−]/)];
  const words = [
    ...(dropped.length === 0 ? [] : [`without modifier ${dropped.join(", ")}`]),
    ...(added.length === 0 ? [] : [`with modifier ${added.join(", ")}`]),
  ];
  return words.length === 0
    ? ["gives ", from, " other modifiers than the coder"]
    : ["gives ", from, ` ${words.join(" and ")}, unlike the coder`];
};

const units: Wording = (from, _to, { detail }) => {
  const change = splitChange(detail);
  if (change === null) return ["gives ", from, " in other units than the coder"];
  const [before, after] = change;
  return ["gives ", from, ` with ${after} unit${after === "1" ? "" : "s"} where the coder has ${before}`];
};

const wordings: Readonly<Record<ErrorClass, Wording>> = {
  invalid_code: invalid,
  em_level_higher: nameLevel("higher"),
  em_level_lower: nameLevel("lower"),
  em_family: instead("takes the visit from another family:"),
  laterality: instead("gets the side wrong: it codes"),
  seventh_character: instead("gives another seventh character:"),
  specificity_lost: instead("codes", " where the coder recorded the more specific "),
  specificity_gained: instead("codes the more specific"),
  history_active: history,
  symptom,
  pcs_axis: axis,
  sibling: instead("codes", " where the coder recorded, in the same category, "),
  same_chapter: instead("codes", " where the coder recorded, in the same chapter, "),
  missed,
  added: (_from, to) => ["adds ", to, ", which the coder did not record"],
  wrong_principal: principal,
  poa,
  poa_on_exempt: onExempt,
  modifier,
  units,
};

function capitalise(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What the engine does, in one sentence with a full stop; codes are pieces of their own. */
export function wordError(error: RecurringError, context: SentenceContext): Sentence {
  const from = nameCode(error, error.from, error.from_title, context);
  const to = nameCode(error, error.to, error.to_title, context);
  const pieces = wordings[error.class](from, to, error, context);
  const parts = [...pieces, "."].flatMap((piece) => (typeof piece === "string" ? [textPart(piece)] : piece));
  const [first, ...rest] = parts;
  return first === undefined ? [] : [{ ...first, text: capitalise(first.text) }, ...rest];
}

/** The error in a few words, without titles and without a full stop: "leaves out Z79.4". */
export function nameError(error: RecurringError, context: SentenceContext): string {
  const detail = error.class === "missed" ? null : error.detail;
  const words = plainText(wordError({ ...error, from_title: null, to_title: null, detail }, context));
  const short = words.replace(/(, which the coder (recorded|did not record))?\.$/, "");
  return short.charAt(0).toLowerCase() + short.slice(1);
}
