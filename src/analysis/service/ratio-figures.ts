import type { CostSpec } from "../../domain/cost-spec.ts";
import type { Figure } from "../../domain/figure.ts";
import { findMetric } from "../../domain/metric-catalogue.ts";
import type { ServiceCost } from "../../domain/service.ts";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";
import { blankFigure } from "../blank-figure.ts";
import { momentsOf, momentsRow, noMoments } from "../moments-row.ts";
import { ratioFigure } from "../ratio-figure.ts";
import type { Counts } from "./rows.ts";

const momentsSql = readSql(new URL("../moments.sql", import.meta.url));
const ratiosSql = readSql(new URL("./ratios.sql", import.meta.url));

const rates = ["engine.timeout_rate", "engine.retry_rate"] as const;
const means = [
  "engine.cost_per_encounter",
  "engine.tokens_per_encounter.input",
  "engine.tokens_per_encounter.output",
] as const;

export interface RatioInput {
  readonly counts: Counts;
  readonly cost: CostSpec | null;
  readonly unit: string;
  readonly confidence: number;
}

function whyNoTokens(told: number, answers: number, which: string): string | null {
  if (answers === 0) return "no request was answered";
  if (told === answers) return null;
  return told === 0
    ? `no answer tells its ${which} tokens`
    : `${answers - told} of ${answers} answers do not tell their ${which} tokens`;
}

function nameCurrencies({ currencies, first_currency: first, last_currency: last }: Counts): string {
  return currencies === 2 ? `${first} and ${last}` : `${currencies} currencies`;
}

function whyNoCost({ answers, untold, nameless, ...counts }: Counts): string | null {
  if (answers === 0) return "no request was answered";
  if (untold === answers) return "no answer tells a price, nor the tokens that the scenario's cost prices";
  if (untold > 0)
    return `${untold} of ${answers} answers tell neither a price nor the tokens that are priced`;
  if (nameless > 0)
    return `${nameless} of ${answers} answers tell a price without its currency; name it in the scenario's cost`;
  if (counts.currencies > 1)
    return `prices in ${nameCurrencies({ answers, untold, nameless, ...counts })} cannot be added up`;
  return null;
}

function whyNull(metric: string, counts: Counts): string | null {
  if (metric === "engine.cost_per_encounter") return whyNoCost(counts);
  if (metric === "engine.tokens_per_encounter.input")
    return whyNoTokens(counts.input_told, counts.answers, "input");
  if (metric === "engine.tokens_per_encounter.output")
    return whyNoTokens(counts.output_told, counts.answers, "output");
  return counts.attempts === 0 ? "no request was made" : null;
}

/**
 * Why nothing varies in the price: every answer costs what the scenario says an encounter costs, or all tell the same
 * price themselves. Null where it may vary: of tokens that happen to be as many, and of a single answer.
 */
function whyFixedPrice({ counts, cost }: RatioInput): string | null {
  const { per_million_input_tokens: input, per_million_output_tokens: output } = cost ?? {};
  const { answers, by_answers: told, is_one_price: isOne } = counts;
  if (told === 0 && input === undefined && output === undefined)
    return "the scenario's price, the same for every encounter";
  return isOne && told === answers && answers > 1
    ? "the price that every answer tells, the same in all"
    : null;
}

function withCurrency(figure: Figure, input: RatioInput): Figure {
  if (figure.metric !== "engine.cost_per_encounter" || figure.value === null) return figure;
  const currency = `in ${input.counts.first_currency}`;
  const method = whyFixedPrice(input);
  if (method !== null)
    return { ...figure, ...blankFigure, clusters: figure.clusters, method, note: currency };
  return { ...figure, note: figure.note === null ? currency : `${currency}; ${figure.note}` };
}

/** Time-outs, retries, cost and tokens, by the linearised ratio over clusters; null with its reason where some is not told. */
export async function measureRatios(store: Store, input: RatioInput): Promise<readonly Figure[]> {
  await store.execute(momentsSql);
  const rows = await store.query(ratiosSql, momentsRow);
  return [...rates, ...means].flatMap((name) => {
    const metric = findMetric(name);
    if (metric === undefined) return [];
    const reason = whyNull(name, input.counts);
    const row = reason === null ? rows.find((each) => each.metric === name) : undefined;
    const figure = ratioFigure({
      key: { metric: name, system: null, slice: null },
      metric,
      moments: row === undefined ? noMoments : momentsOf(row),
      unit: input.unit,
      confidence: input.confidence,
      noteWhenNull: reason ?? metric.whenEmpty,
    });
    return [withCurrency(figure, input)];
  });
}

/** What was told of cost; null where nothing was. */
export function describeCost(counts: Counts): ServiceCost | null {
  const { answers, by_answers, by_scenario, untold, currencies, nameless } = counts;
  if (by_answers + by_scenario === 0) return null;
  const currency = currencies === 1 && nameless === 0 ? counts.first_currency : null;
  return { currency, answers, by_answers, by_scenario, untold };
}
